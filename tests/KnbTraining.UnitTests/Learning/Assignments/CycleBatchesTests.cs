using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

[Trait("Database", "Each")]
public sealed class CycleBatchesTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task An_act_about_many_is_shown_first_done_for_those_whom_it_fits_and_undone_where_nothing_newer_happened()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var chief = await room.AddAsync(new PersonBuilder().Named("Chief").Holding(HolderStatus.None).With(Role.Administrator));
        var (ann, bob, cid) = (await AddAsync("Ann"), await AddAsync("Bob"), await AddAsync("Cid"));
        var (batches, queries, acts) = (room.Get<CycleBatches>(), room.Get<CycleBatchQueries>(), room.Get<CycleActs>());

        // Given to two, of whom one has it open already.
        await acts.AssignAsync(admin, [ann], EditionSample.Course, 10, None);
        var give = new BatchForm { Act = BatchAct.Give, CourseId = EditionSample.Course, Days = 20 };
        var preview = (await batches.PreviewAsync(admin, give, [bob, ann], None)).Value!.Rows;
        Assert.Equal([("Ann", Today.AddDays(10), null, "open-already"), ("Bob", null, Today.AddDays(20), null)], preview.Select(Said));
        var given = (await batches.DoAsync(admin, give, [bob, ann], None)).Value!;
        Assert.Equal([("Bob", BatchState.Holds)], (await FindAsync(given)).Members.Select(member => (member.Name, member.State)));
        Assert.Equal("nobody-concerned", (await batches.DoAsync(admin, give, [ann], None)).Findings.At("People"));

        // Extended for both; who has nothing open and whose day would not move is left out. Then Ann gets something newer.
        var extend = new BatchForm { Act = BatchAct.Extend, CourseId = EditionSample.Course, Until = Today.AddDays(25), Reason = "Fire" };
        Assert.Equal(
            [("Ann", Today.AddDays(10), Today.AddDays(25), null), ("Bob", Today.AddDays(20), Today.AddDays(25), null), ("Cid", null, null, "nothing-open")],
            (await batches.PreviewAsync(admin, extend, [ann, bob, cid], None)).Value!.Rows.Select(Said));
        var extended = (await batches.DoAsync(admin, extend, [ann, bob, cid], None)).Value!;
        Assert.Equal(["not-later", "not-later"], (await batches.PreviewAsync(admin, extend, [ann, bob], None)).Value!.Rows.Select(row => row.LeftOut));
        Assert.True((await acts.ExtendAsync(admin, [preview[0].CycleId!.Value], Today.AddDays(40), "Ill", None)).Ok);
        Assert.Equal("required", (await batches.UndoAsync(admin, extended.BatchId, " ", None)).Findings.At("Reason"));
        Assert.Equal(1, (await batches.UndoAsync(admin, extended.BatchId, "Mistaken", None)).Value);
        Assert.Equal(
            [("Ann", Today.AddDays(40), BatchState.Newer), ("Bob", Today.AddDays(20), BatchState.Gone)],
            (await FindAsync(extended)).Members.Select(member => (member.Name, member.DueOn, member.State)));
        Assert.Equal(0, (await batches.UndoAsync(admin, extended.BatchId, "Again", None)).Value);

        // A waiver for both waits for the other administrator; one is approved, and undoing takes both back.
        var waive = new BatchForm { Act = BatchAct.Waive, CourseId = EditionSample.Course, Until = Today.AddDays(60), ApproverId = chief.PersonId, Reason = "Flood" };
        var waived = (await batches.DoAsync(admin, waive, [ann, bob], None)).Value!;
        Assert.All(waived.Rows, row => Assert.Equal(Today.AddDays(74), row.DueAfter));
        Assert.Equal(["waits-already", "waits-already"], (await batches.PreviewAsync(admin, waive, [ann, bob], None)).Value!.Rows.Select(row => row.LeftOut));
        Assert.True((await room.Get<WaiverService>().DecideAsync(chief, (await FindAsync(waived)).Members[1].ProposalId!.Value, true, null, None)).Ok);
        Assert.Equal([BatchState.Waits, BatchState.Holds], (await FindAsync(waived)).Members.Select(member => member.State));
        Assert.Equal(2, (await batches.UndoAsync(admin, waived.BatchId, "Dry again", None)).Value);
        Assert.All((await FindAsync(waived)).Members, member => Assert.Equal(BatchState.Gone, member.State));

        // What was given at once is ended.
        Assert.Equal(1, (await batches.UndoAsync(admin, given.BatchId, "Mistaken", None)).Value);
        await using var db = room.Open();
        Assert.Equal(1, await db.Cycles.CountAsync(cycle => cycle.WithdrawnOn != null, None));

        async Task<CycleBatch> FindAsync(BatchDone done) => (await queries.FindAsync(admin, done.BatchId, "en", None)).Value!;

        async Task<Guid> AddAsync(string name) => (await room.AddAsync(new PersonBuilder().Named(name))).PersonId;
    }

    [Fact]
    public async Task What_is_wrong_with_the_form_stands_at_its_fields_and_lists_find_people_by_how_they_stand()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await room.AddLearnerAsync();
        var (batches, queries) = (room.Get<CycleBatches>(), room.Get<CycleBatchQueries>());
        (BatchForm Form, int People, string Field, string Fault)[] wrong =
        [
            (new() { Act = BatchAct.Give, CourseId = EditionSample.Course, Days = 5 }, 0, "People", "nobody-chosen"),
            (new() { Act = BatchAct.Give, CourseId = EditionSample.Course, Days = 5 }, CycleActs.MostAtOnce + 1, "People", "too-many"),
            (new() { Act = BatchAct.Give, CourseId = EditionSample.Course }, 1, "Days", "required"),
            (new() { Act = BatchAct.Give, CourseId = EditionSample.Course, Days = 5000 }, 1, "Days", "longer-than-half"),
            (new() { Act = BatchAct.Give, CourseId = "none", Days = 5 }, 1, "CourseId", "unknown"),
            (new() { Act = BatchAct.Give, Days = 5 }, 1, "CourseId", "required"),
            (new() { Act = BatchAct.Extend, CourseId = EditionSample.Course, Until = Today, Reason = " " }, 1, "Reason", "required"),
            (new() { Act = BatchAct.Extend, CourseId = EditionSample.Course, Reason = "Why" }, 1, "Until", "required"),
            (new() { Act = BatchAct.Extend, CourseId = EditionSample.Course, Until = Today.AddDays(-1), Reason = "Why" }, 1, "Until", "past"),
            (new() { Act = BatchAct.Waive, CourseId = EditionSample.Course, Until = Today, Reason = "Why" }, 1, "ApproverId", "required"),
            (new() { Act = BatchAct.Waive, CourseId = EditionSample.Course, Until = Today, Reason = "Why", ApproverId = admin.PersonId }, 1, "ApproverId", "proposer"),
        ];
        foreach (var (form, people, field, fault) in wrong)
        {
            Guid[] meant = [.. Enumerable.Range(0, people).Select(_ => Guid.NewGuid())];
            Assert.Equal((field, fault), (field, (await batches.DoAsync(admin, form, meant, None)).Findings.At(field)));
        }

        Assert.Equal(Refusal.NotAllowed, (await batches.DoAsync(learner, wrong[0].Form, [learner.PersonId], None)).Refused);
        Assert.Equal(Refusal.NotFound, (await batches.UndoAsync(admin, Guid.NewGuid(), "Why", None)).Refused);

        // Late, open, and without anything open.
        await room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId], EditionSample.Course, 1, None);
        Assert.Equal((0, 1, 1, 2), await CountAsync());
        room.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal((1, 1, 1, 2), await CountAsync());
        var late = Assert.Single((await queries.PageAsync(admin, new PeopleFilter(), EditionSample.Course, CourseSelection.Late, 1, None)).Value!.People);
        Assert.Equal((learner.PersonId, RequirementState.Overdue, true), (late.PersonId, late.State, late.IsLate));
        Assert.Equal([learner.PersonId], await queries.AllAsync(admin, new PeopleFilter(), EditionSample.Course, CourseSelection.Late, None));

        async Task<(int, int, int, int)> CountAsync() => (
            await OfAsync(CourseSelection.Late), await OfAsync(CourseSelection.Open), await OfAsync(CourseSelection.NothingOpen), await OfAsync(null));

        async Task<int> OfAsync(CourseSelection? selection) =>
            (await queries.PageAsync(admin, new PeopleFilter(), EditionSample.Course, selection, 1, None)).Value!.Total;
    }

    private static (string, DateOnly?, DateOnly?, string?) Said(BatchRow row) => (row.Name, row.DueBefore, row.DueAfter, row.LeftOut);
}
