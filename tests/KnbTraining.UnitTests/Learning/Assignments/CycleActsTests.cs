using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

[Trait("Database", "Each")]
public sealed class CycleActsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task Each_act_is_an_event_with_a_fact_and_its_reason_and_is_undone_by_another()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var chief = await room.AddAsync(new PersonBuilder().Named("Chief").Holding(HolderStatus.None).With(Role.Administrator));
        var (acts, waivers) = (room.Get<CycleActs>(), room.Get<WaiverService>());
        await room.AddLearnerAsync();
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        await using var db = room.Open();
        var cycle = await db.Cycles.AsNoTracking().SingleAsync(None);

        // Extended, and back.
        Assert.True((await acts.ExtendAsync(admin, [cycle.Id], Today.AddDays(50), "Fire in the archive", None)).Ok);
        Assert.Equal((RequirementState.Open, Today.AddDays(50)), await StateAsync(db, Today.AddDays(50)));
        Assert.Equal(Today.AddDays(50), (await db.Cycles.AsNoTracking().SingleAsync(None)).DueOn);
        await UndoAsync();
        Assert.Equal((RequirementState.Overdue, Today.AddDays(30)), await StateAsync(db, Today.AddDays(50)));

        // Waived until a day, as somebody else has approved.
        Assert.True((await waivers.ProposeAsync(admin, [cycle.Id], Today.AddDays(40), chief.PersonId, "Ill", None)).Ok);
        Assert.Equal((RequirementState.Open, Today.AddDays(30)), await StateAsync(db, Today));
        Assert.True((await waivers.DecideAsync(chief, (await db.WaiverProposals.AsNoTracking().SingleAsync(None)).Id, true, null, None)).Ok);
        Assert.Equal((RequirementState.Waived, Today.AddDays(54)), await StateAsync(db, Today.AddDays(40)));
        Assert.Equal((RequirementState.Open, Today.AddDays(54)), await StateAsync(db, Today.AddDays(41)));
        Assert.Equal(chief.PersonId, (await db.CycleEvents.AsNoTracking().OrderBy(row => row.Number).LastAsync(None)).ApproverId);
        await UndoAsync();

        // Credited with a file, which is kept, and back.
        var file = new EvidenceFile("certificate.pdf", [1, 2, 3]);
        Assert.True((await acts.CreditAsync(admin, cycle.Id, Today, Today.AddDays(100), file, "Learnt at the academy", None)).Ok);
        Assert.Equal((RequirementState.Valid, null), await StateAsync(db, Today.AddDays(100)));
        var kept = await db.CycleEvidence.AsNoTracking().SingleAsync(None);
        var credited = Assert.Single(await room.FactsAsync<CycleCredited>());
        Assert.Equal((kept.Hash, Digest.Of(kept.Bytes)), (credited.Evidence.ToString(), credited.Evidence));
        Assert.Null((await db.Cycles.AsNoTracking().SingleAsync(None)).AttemptId);
        await UndoAsync();
        Assert.Equal((RequirementState.Open, Today.AddDays(30)), await StateAsync(db, Today));

        // Whatever was done stays in the record: opened, three acts, and three that undid them, each with the number of its fact.
        var rows = await db.CycleEvents.AsNoTracking().OrderBy(row => row.Number).ToListAsync(None);
        Assert.Equal(
            [
                CycleEventKind.Opened, CycleEventKind.Extended, CycleEventKind.Undone, CycleEventKind.Waived, CycleEventKind.Undone,
                CycleEventKind.Credited, CycleEventKind.Undone,
            ],
            rows.Select(row => row.Kind));
        Assert.Equal(7, rows.Select(row => row.Seq).Distinct().Count());
        Assert.Equal(rows.Where(row => row.Kind is not (CycleEventKind.Undone or CycleEventKind.Opened)).Select(row => row.Seq), (await room.FactsAsync<CycleActUndone>()).Select(fact => fact.ChangedBy));
        Assert.All(rows.Skip(1), row => Assert.NotNull(row.Reason));

        async Task UndoAsync()
        {
            var number = await db.CycleEvents.MaxAsync(row => row.Number, None);
            Assert.True((await acts.UndoAsync(admin, cycle.Id, number, "Mistaken", None)).Ok);
            Assert.Equal(Refusal.Conflict, (await acts.UndoAsync(admin, cycle.Id, number, "Mistaken", None)).Refused);
        }
    }

    [Fact]
    public async Task A_course_given_by_hand_is_ended_by_hand_and_what_an_assignment_asks_for_is_not()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var (learner, acts) = (await room.AddLearnerAsync(), room.Get<CycleActs>());

        Assert.Equal(1, (await acts.AssignAsync(admin, [learner.PersonId], EditionSample.Course, 20, None)).Value);
        Assert.Equal(0, (await acts.AssignAsync(admin, [learner.PersonId], EditionSample.Course, 20, None)).Value);
        await using var db = room.Open();
        var cycle = await db.Cycles.AsNoTracking().SingleAsync(None);
        Assert.Null((await db.CycleReasons.SingleAsync(row => row.SeqOut == null, None)).RuleId);
        Assert.True((await acts.EndAsync(admin, [cycle.Id], "Given to the wrong person", None)).Ok);
        Assert.Equal((RequirementState.Ended, null), await StateAsync(db, Today));
        Assert.Equal(Refusal.Finished, (await acts.ExtendAsync(admin, [cycle.Id], Today.AddDays(90), "Late", None)).Refused);

        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var given = await db.Cycles.AsNoTracking().SingleAsync(found => found.WithdrawnOn == null, None);
        foreach (var refused in new[]
        {
            (await acts.EndAsync(admin, [given.Id], "No", None)).Refused, (await acts.ExtendAsync(admin, [given.Id], Today.AddDays(30), "Same day", None)).Refused,
            (await acts.ExtendAsync(admin, [given.Id], Today.AddDays(90), " ", None)).Refused, (await acts.ExtendAsync(admin, [given.Id], Today.AddYears(11), "Far", None)).Refused,
            (await acts.CreditAsync(admin, given.Id, Today.AddDays(1), null, new EvidenceFile("a", [1]), "Ahead", None)).Refused,
            (await acts.CreditAsync(admin, given.Id, Today, null, new EvidenceFile("a", []), "Empty", None)).Refused,
            (await acts.AssignAsync(admin, [learner.PersonId], EditionSample.Course, -1, None)).Refused,
        })
        {
            Assert.Equal(RefusalKind.Invalid, refused?.Kind);
        }

        Assert.Equal(Refusal.NotAllowed, (await acts.ExtendAsync(learner, [given.Id], Today.AddDays(90), "Mine", None)).Refused);
        Assert.Equal(Refusal.NotFound, (await acts.ExtendAsync(admin, [Guid.NewGuid()], Today.AddDays(90), "Whose", None)).Refused);
        Assert.Equal(2, await db.CycleEvents.CountAsync(row => row.Kind == CycleEventKind.Opened, None));
    }

    private static async Task<(RequirementState State, DateOnly? Due)> StateAsync(KnbTraining.Learning.Persistence.LearningDbContext db, DateOnly day)
    {
        var span = await db.CycleSpans.AsNoTracking().SingleAsync(span => span.SeqOut == null && span.From <= day && (span.Until == null || span.Until >= day), None);
        return (span.State, span.Due);
    }
}
