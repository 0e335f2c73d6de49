using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Reports.Analysis;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports.Analysis;

[Trait("Database", "Each")]
public sealed class AnalysisQueriesTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AnalysisFilter Always = new(DateOnly.MinValue, new DateOnly(2030, 1, 1));

    [Fact]
    public async Task First_attempts_count_or_first_exams_and_marks_say_what_the_items_say()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        var learner = await room.AddLearnerAsync();
        await room.SitAsync(learner, right: 4, AttemptMode.Practice);
        await room.SitAsync(learner, right: 10);
        await room.SitAsync(learner);

        // An attempt under way counts nowhere.
        await room.StartAsync(await room.AddLearnerAsync());
        await using var db = room.Open();
        var attempts = await db.Attempts.Include(attempt => attempt.Items).OrderBy(attempt => attempt.Number).ToListAsync(None);
        Assert.All(attempts.Take(3), attempt =>
        {
            var marks = new List<AttemptMark>();
            AttemptMarks.Unpack(attempt.Marks, marks);
            Assert.Equal(
                attempt.Items.OrderBy(item => item.Position).Select(item => new AttemptMark(item.FamilyKey, item.Score!.Value, item.Certainty, item.Chosen is null, item.IsFirst!.Value)),
                marks);
        });
        Assert.Null(attempts[3].Marks);

        var queries = room.Get<AnalysisQueries>();
        var first = await queries.ReadAsync(editor, Always, "en", None);
        Assert.Equal((1, attempts[0].Items.Count), (first.Attempts, first.Families.Sum(family => family.Answers)));
        var exams = await queries.ReadAsync(editor, Always with { Basis = AnalysisBasis.Exams }, "en", None);
        Assert.Equal((1, attempts[1].Items.Count), (exams.Attempts, exams.Families.Sum(family => family.Answers)));
        Assert.Equal([1], exams.Forms.Select(forms => forms.Figures.Forms));
        Assert.All(exams.Families, family => Assert.Null(family.Figures));

        // Another course, and another time, has none of it.
        Assert.Empty((await queries.ReadAsync(editor, Always with { Course = "for-heads" }, "en", None)).Families);
        Assert.Empty((await queries.ReadAsync(editor, Always with { From = new DateOnly(2026, 3, 3) }, "en", None)).Families);
    }

    [Fact]
    public async Task From_twenty_answers_on_figures_are_shown_and_a_family_tells_what_was_chosen_by_whom()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        for (var i = 0; i < 60; i++)
        {
            await room.SitAsync(await room.AddLearnerAsync(), right: i % 3 == 0 ? 4 : 20, AttemptMode.Practice);
        }

        var queries = room.Get<AnalysisQueries>();
        var report = await queries.ReadAsync(editor, Always, "ru", None);
        Assert.Equal(60, report.Attempts);
        var most = report.Families.MaxBy(family => family.Answers)!;
        Assert.True(most.Answers >= ItemAnalysis.Enough, $"{most.Answers}");
        Assert.NotNull(most.Figures);
        Assert.Equal(EditionSample.Edition.Rules[most.RuleId].Title["ru"], most.RuleTitle);
        Assert.All(report.Families, family => Assert.Equal(family.Answers >= ItemAnalysis.Enough, family.Figures is not null));

        var found = (await queries.FindAsync(editor, most.FamilyId, Always, "ru", None)).Value!;
        Assert.Equal((most.Answers, most.Answers, most.Answers), (found.Counted, found.Sizes.Sum(), found.Chosen.Sum(row => row.Answers)));
        Assert.Equal(most.Figures!.Blank, found.Chosen.Where(row => row.Kind == ChosenKind.Blank).Sum(row => row.Answers));
        Assert.Equal(["en", "kk", "ru"], found.Samples.Select(sample => sample.Key).Order());
        Assert.Equal(most.Answers, found.Certainties.Sum(row => row.Answers));

        // Whoever left more blank stands in the lower groups.
        Assert.Equal(0, found.Chosen.Where(row => row.Kind == ChosenKind.Blank).Sum(row => row.Groups[^1]));
    }

    [Fact]
    public async Task Only_who_works_on_the_content_or_checks_it_reads_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var learner = await room.AddLearnerAsync();
        await room.SitAsync(learner);
        var queries = room.Get<AnalysisQueries>();
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Managing(await room.RootAsync()));
        var family = EditionSample.Edition.ItemsOn(new DateOnly(2026, 3, 2)).Families[0].Id;
        foreach (var viewer in new[] { learner, manager })
        {
            Assert.Empty((await queries.ReadAsync(viewer, Always, "en", None)).Families);
            Assert.Equal(Refusal.NotFound, (await queries.FindAsync(viewer, family, Always, "en", None)).Refused);
        }

        foreach (var role in new[] { Role.Editor, Role.Reviewer, Role.Auditor, Role.Administrator })
        {
            var viewer = await room.AddAsync(new PersonBuilder().Named($"{role}").With(role));
            Assert.NotEmpty((await queries.ReadAsync(viewer, Always, "en", None)).Families);
            Assert.True((await queries.FindAsync(viewer, family, Always, "en", None)).Ok);
            Assert.Equal(Refusal.NotFound, (await queries.FindAsync(viewer, "no.such-family", Always, "en", None)).Refused);
        }
    }

    [Fact]
    public async Task Attempts_that_were_graded_before_marks_were_kept_get_them_at_the_next_start()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.SitAsync(await room.AddLearnerAsync(), right: 5);
        var learner = await room.AddLearnerAsync();
        await room.SitAsync(learner);
        await room.SitAsync(learner, mode: AttemptMode.Practice);
        byte[]?[] kept;
        await using (var db = room.Open())
        {
            kept = await db.Attempts.OrderBy(attempt => attempt.Number).Select(attempt => attempt.Marks).ToArrayAsync(None);
        }

        // A practice that is not the first attempt is counted nowhere.
        Assert.Equal([true, true, false], kept.Select(marks => marks is not null));
        await room.ExecuteAsync("UPDATE Attempts SET Marks = NULL");
        await room.Get<AnswerSums>().PackEarlierAsync(None);
        await using (var db = room.Open())
        {
            Assert.Equal(kept, await db.Attempts.OrderBy(attempt => attempt.Number).Select(attempt => attempt.Marks).ToArrayAsync(None));
        }
    }
}
