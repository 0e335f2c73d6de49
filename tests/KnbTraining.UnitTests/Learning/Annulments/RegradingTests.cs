using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Learning;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Annulments;

[Trait("Database", "Each")]
public sealed class RegradingTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Blueprint Exam = EditionSample.Edition.Courses[EditionSample.Course].Exam;

    [Fact]
    public void What_was_wrong_counts_for_everybody_or_is_left_out()
    {
        var exam = new Blueprint(30, 1, 0, 80, [Part("one", 50), Part("two", null)]);
        (int Part, double Score, bool IsWrong)[] scores = [(0, 1, false), (0, 0, true), (1, 1, false), (1, 1, false), (1, 0, false)];
        Assert.Equal(new Regraded(4, 5, 80, true), Regrading.Of(exam, scores, WrongItems.Count));
        Assert.Equal(new Regraded(3, 4, 75, false), Regrading.Of(exam, scores, WrongItems.LeaveOut));

        // A part of which nothing is left has its mark; with nothing left at all there is nothing to grade.
        Assert.Equal(new Regraded(3, 3, 100, true), Regrading.Of(exam, [(0, 0, true), (1, 1, false), (1, 1, false), (1, 1, false)], WrongItems.LeaveOut));
        Assert.Null(Regrading.Of(exam, [(0, 0, true), (1, 1, true)], WrongItems.LeaveOut));
        Assert.Equal(new Regraded(2, 2, 100, true), Regrading.Of(exam, [(0, 0, true), (1, 1, true)], WrongItems.Count));

        static BlueprintPart Part(string id, int? pass) => new(id, EditionSample.Edition.Courses[EditionSample.Course].Title, pass, 1, []);
    }

    [Fact]
    public void An_id_of_an_item_is_read_as_it_is_written_and_nothing_else_is()
    {
        Assert.True(Item.TryReadId(Item.IdOf("verdict.some-rule", 0xbeef), out var family, out var variant));
        Assert.Equal(("verdict.some-rule", 0xbeefu), (family, variant));
        Assert.All(["", "~", "~1", "verdict.some-rule", "verdict.some-rule~", "verdict.some-rule~BEEF", "verdict.some-rule~01", "verdict.some-rule~fffffffff"], id => Assert.False(Item.TryReadId(id, out _, out _)));
    }

    [Fact]
    public async Task Who_passes_and_who_does_not_any_more_is_said_with_certificate_and_due_day_and_nothing_is_changed()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var (failing, passing) = (await room.AddAsync(new PersonBuilder().Named("Failing")), await room.AddAsync(new PersonBuilder().Named("Passing")));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var today = room.Get<LocalCalendar>().Today;

        // Just passed with a question that was wrong: without it, it is not passed.
        var held = await room.SitAsync(passing);
        var wrong = await ScoreAsync(room, held, true, WrongItems.LeaveOut, false);
        var leftOut = (await PreviewAsync(room, admin, wrong, WrongItems.LeaveOut)).Value!;
        var lost = Assert.Single(leftOut.Changed, exam => exam.PersonId == passing.PersonId);
        Assert.Equal(
            (held, RegradingOutcome.NotPassed, await room.CertificateOfAsync(held), today.AddDays(30 + RenewalTerms.UsualGraceDays)),
            (lost.AttemptId, lost.Outcome, lost.CertificateNumber, lost.DueOn));
        Assert.Equal((1, 1, 1), (leftOut.Exams, leftOut.People, leftOut.Certificates));
        Assert.Equal(1, leftOut.Outcomes[RegradingOutcome.NotPassed]);

        // Just not passed because of a question that was wrong: counted for everybody, it is.
        var missed = await room.SitAsync(failing, right: 0);
        var counted = (await PreviewAsync(room, admin, await ScoreAsync(room, missed, false, WrongItems.Count, true), WrongItems.Count)).Value!;
        var won = Assert.Single(counted.Changed, exam => exam.PersonId == failing.PersonId);
        Assert.Equal((RegradingOutcome.NowPassed, null, null), (won.Outcome, won.CertificateNumber, won.DueOn));
        Assert.True(won.After > won.Before);

        // Whoever has passed since keeps that.
        room.Clock.Advance(TimeSpan.FromDays(3));
        await room.SitAsync(failing);
        var since = (await PreviewAsync(room, admin, await ScoreAsync(room, missed, false, WrongItems.Count, true), WrongItems.Count)).Value!;
        Assert.Equal(RegradingOutcome.NowPassedAsWell, Assert.Single(since.Changed, exam => exam.AttemptId == missed).Outcome);

        await using var db = room.Open();
        Assert.Equal((true, false), ((await db.Attempts.SingleAsync(one => one.Id == held, None)).Passed, (await db.Attempts.SingleAsync(one => one.Id == missed, None)).Passed));
        Assert.Equal(2, await db.Cycles.CountAsync(cycle => cycle.CompletedOn != null, None));
    }

    [Fact]
    public async Task A_rule_a_family_and_a_question_can_be_meant_and_only_exams_of_the_editions_count()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        var exam = await room.SitAsync(await room.AddLearnerAsync(), right: 0);
        await room.SitAsync(await room.AddAsync(new PersonBuilder().Named("Practising")), right: 0, mode: AttemptMode.Practice);
        await using var db = room.Open();
        var item = await db.AttemptItems.Include(one => one.Family).OrderBy(one => one.Position)
            .FirstAsync(one => db.Attempts.Any(attempt => attempt.Number == one.AttemptNumber && attempt.Id == exam), None);
        foreach (var wrong in new[] { item.Family.RuleId, item.Family.FamilyId, item.ItemId })
        {
            var preview = (await PreviewAsync(room, editor, wrong, WrongItems.Count)).Value!;
            Assert.Equal((1, 1, 0), (preview.Exams, preview.Outcomes[RegradingOutcome.Points], preview.Unchanged));

            // An editor learns how many there are, and by name those whom they see: nobody.
            Assert.Equal((0, 0), (preview.Changed.Count, preview.Nameable));
        }

        Assert.Equal(0, (await PreviewAsync(room, editor, Item.IdOf(item.Family.FamilyId, item.Variant + 1), WrongItems.Count)).Value!.Exams);
        await room.PublishAsEditorAsync(EditionSample.Edition);
        Assert.Equal(0, (await PreviewAsync(room, editor, item.ItemId, WrongItems.Count, 2, 2)).Value!.Exams);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_only_those_who_work_on_the_content_may_ask()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        var exam = await room.SitAsync(await room.AddLearnerAsync());
        await using var db = room.Open();
        var rule = await db.AskedFamilies.Select(family => family.RuleId).OrderBy(id => id).FirstAsync(None);
        foreach (var (wrong, from, to, field, key) in new (string?, int?, int?, string, string)[]
        {
            (" ", 1, 1, "Wrong", "required"), ("no-such-rule", 1, 1, "Wrong", "never-asked"), (rule, null, 1, "From", "required"), (rule, 2, 2, "From", "no-edition"),
            (rule, 1, null, "To", "required"), (rule, 1, 0, "To", "no-edition"),
        })
        {
            var form = new RegradingForm { Wrong = wrong, From = from, To = to };
            Assert.Equal(key, (await room.Get<RegradingQueries>().PreviewAsync(editor, form, "en", None)).Findings.At(field));
        }

        foreach (var role in new[] { Role.Learner, Role.Auditor })
        {
            var viewer = await room.AddAsync(new PersonBuilder().Named($"{role}").With(role));
            Assert.Equal(Refusal.NotAllowed, (await PreviewAsync(room, viewer, rule, WrongItems.Count)).Refused);
        }
    }

    private static Task<Result<RegradingPreview>> PreviewAsync(LearningRoom room, Viewer viewer, string wrong, WrongItems treatment, int from = 1, int to = 1) =>
        room.Get<RegradingQueries>().PreviewAsync(viewer, new RegradingForm { Wrong = wrong, From = from, To = to, Treatment = treatment }, "en", None);

    // Gives an exam scores that are just passed, or just not, and would not be, or would, with one of its questions graded anew.
    private static async Task<string> ScoreAsync(LearningRoom room, Guid attemptId, bool passed, WrongItems treatment, bool then)
    {
        await using var db = room.Open();
        var attempt = await db.Attempts.Include(one => one.Items).ThenInclude(item => item.Family).AsSplitQuery().SingleAsync(one => one.Id == attemptId, None);
        var random = new Random(7);
        for (var tries = 0; tries < 20_000; tries++)
        {
            var scores = attempt.Items.ToDictionary(item => item.Position, _ => random.NextDouble() < 0.8 ? 1.0 : 0.0);
            var now = Regrading.Of(Exam, [.. attempt.Items.Select(item => (item.Part, scores[item.Position], false))], WrongItems.Count)!;
            foreach (var item in attempt.Items)
            {
                var after = Regrading.Of(Exam, [.. attempt.Items.Select(one => (one.Part, scores[one.Position], one == item))], treatment)!;
                if (now.Passed == passed && after.Passed == then)
                {
                    foreach (var (position, score) in scores)
                    {
                        await db.AttemptItems.Where(one => one.AttemptNumber == attempt.Number && one.Position == position)
                            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Score, score), None);
                    }

                    await db.Attempts.Where(one => one.Number == attempt.Number)
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.Percent, now.Percent).SetProperty(one => one.Points, now.Points), None);
                    return item.ItemId;
                }
            }
        }

        throw new InvalidOperationException("No scores stand just at the mark.");
    }
}
