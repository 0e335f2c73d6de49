using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Persistence;

public sealed class QueryPlanTests
{
    // They grow with editions, units, assignments and families of items, which are few.
    private static readonly HashSet<string> Small = ["Editions", "EditionDocuments", "Units", "AskedFamilies", "AssignmentRules", "AssignmentRuleVersions", "Settings", "sqlite_master"];

    [Fact]
    public async Task Nothing_that_a_learner_does_costs_more_the_more_the_house_has_gathered()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var viewer = await room.AddLearnerAsync();
        var attempts = room.Get<AttemptService>();
        var queries = room.Get<AttemptQueries>();
        room.Plans.Listen();

        var exam = await room.StartAsync(viewer);
        var claim = Guid.CreateVersion7();
        await attempts.ClaimAsync(viewer, exam, claim, null, CancellationToken.None);
        await queries.FindItemAsync(viewer, exam, 2, "en", CancellationToken.None);
        await attempts.StateCertaintyAsync(viewer, exam, 2, Certainty.High, Guid.CreateVersion7(), CancellationToken.None);
        await attempts.FlagAsync(viewer, exam, 2, flagged: true, CancellationToken.None);
        await room.AnswerRightAsync(viewer, exam);
        await queries.FindAsync(viewer, exam, "en", CancellationToken.None);
        await attempts.SubmitAsync(viewer, exam, CancellationToken.None);
        await queries.ResultAsync(viewer, exam, "en", CancellationToken.None);

        var practice = await room.StartAsync(viewer, AttemptMode.Practice);
        await room.AnswerRightAsync(viewer, practice, count: 1);
        await queries.FeedbackAsync(viewer, practice, 1, "en", CancellationToken.None);
        await attempts.CloseOverdueAsync(CancellationToken.None);

        await queries.MineAsync(viewer, "en", CancellationToken.None);
        await room.Get<OwnCourses>().MineAsync(viewer, "en", CancellationToken.None);
        await room.Get<ReasonQueries>().ListAsync(viewer, viewer.PersonId, EditionSample.Course, "en", CancellationToken.None);
        await room.Get<RefresherQueries>().MineAsync(viewer, "en", CancellationToken.None);
        await room.Get<AcknowledgementQueries>().MineAsync(viewer, "en", CancellationToken.None);
        await room.Get<AcknowledgementQueries>().OfPersonAsync(viewer, viewer.PersonId, "en", CancellationToken.None);
        await room.Get<LessonService>().MarkDoneAsync(viewer, EditionSample.Course, "travel-and-approval", CancellationToken.None);
        await room.Get<LessonQueries>().DoneAsync(viewer, EditionSample.Course, CancellationToken.None);
        await room.Get<PeopleQueries>().ExamTimeAsync(viewer, CancellationToken.None);
        await room.Get<CertificateQueries>().VerifyAsync(await room.CertificateOfAsync(exam), "en", CancellationToken.None);

        foreach (var (sql, parameters) in StepStatements.Each)
        {
            room.Plans.Add(sql, parameters);
        }

        Assert.InRange(room.Plans.Statements, 20, int.MaxValue);
        var growing = await room.Plans.GrowingAsync(room.DatabaseFile, Small);
        Assert.True(growing.Count == 0, string.Join("\n\n", growing));
    }

    [Fact]
    public async Task Nothing_that_is_said_of_one_person_costs_more_the_more_the_house_has_gathered()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var chief = await room.AddAsync(new PersonBuilder().Named("Chief").With(Role.Administrator));
        var learner = await room.AddLearnerAsync();
        var day = new DateOnly(2026, 3, 2);
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, CancellationToken.None);
        Guid cycle;
        await using (var db = room.Open())
        {
            cycle = (await db.Cycles.SingleAsync(found => found.PersonId == learner.PersonId, CancellationToken.None)).Id;
        }

        room.Plans.Listen();
        Assert.True((await room.Get<CycleActs>().ExtendAsync(admin, [cycle], day.AddDays(60), "Order 7", CancellationToken.None)).Ok);
        Assert.True((await room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId], "before-access", 30, CancellationToken.None)).Ok);
        var leave = new StandingForm { Act = StandingAct.Leave, Day = day };
        Assert.True((await room.Get<StandingService>().ActAsync(admin, learner.PersonId, leave, CancellationToken.None)).Ok);
        await room.Get<StandingOverviewQueries>().FindAsync(admin, learner.PersonId, CancellationToken.None);
        Assert.True((await room.Get<WaiverService>().ProposeAsync(admin, [cycle], day.AddDays(90), chief.PersonId, "Order 8", CancellationToken.None)).Ok);
        await room.Get<PersonCourseQueries>().FindAsync(admin, learner.PersonId, "en", CancellationToken.None);

        var growing = await room.Plans.GrowingAsync(room.DatabaseFile, Small);
        Assert.True(growing.Count == 0, string.Join("\n\n", growing));
    }

    [Fact]
    public async Task No_report_goes_through_a_growing_table_more_than_once_or_through_the_items_of_the_whole_house()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var root = await room.RootAsync();
        var manager = await room.AddAsync(new PersonBuilder().Managing(root));
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var day = new DateOnly(2026, 3, 2);
        room.Plans.Listen();

        await room.Get<ProgressQueries>().ByUnitAsync(manager, day, "en", CancellationToken.None);
        await room.Get<ProgressQueries>().PeopleAsync(manager, root.Id, EditionSample.Course, day, CancellationToken.None);
        await room.Get<ProgressQueries>().ListAsync(manager, root.Id, EditionSample.Course, day, 1, CancellationToken.None);
        await room.Get<RequirementQueries>().ListAsync(manager, EditionSample.Course, day, null, CancellationToken.None);
        await room.Get<RequirementQueries>().ListOverdueAsync(manager, EditionSample.Course, day, null, CancellationToken.None);
        await room.Get<MissedRulesQueries>().ListAsync(manager, null, "en", CancellationToken.None);
        await room.Get<MissedRulesQueries>().ListAsync(manager, root.Id, "en", CancellationToken.None);
        await room.Get<DifficultyQueries>().ReadAsync(manager, day, CancellationToken.None);
        await room.Get<DifficultyQueries>().ReadAsync(editor, day, CancellationToken.None);
        await room.Get<TranscriptQueries>().FindAsync(manager, manager.PersonId, "en", CancellationToken.None);
        await room.Get<AcknowledgementQueries>().OfPersonAsync(manager, manager.PersonId, "en", CancellationToken.None);
        await room.Get<AcknowledgementReport>().ListAsync(manager, root.Id, "en", CancellationToken.None);
        await room.Get<AcknowledgementReport>().PeopleAsync(manager, EditionSample.Edition.Acknowledgements.Keys.First(), null, AcknowledgementState.Never, 1, "en", CancellationToken.None);

        Assert.InRange(room.Plans.Statements, 10, int.MaxValue);
        var repeated = await room.Plans.RepeatedAsync(room.DatabaseFile, Small, "AttemptItems", "AttemptSteps");
        Assert.True(repeated.Count == 0, string.Join("\n\n", repeated));
    }

    [Fact]
    public async Task The_home_of_a_manager_costs_no_more_the_more_people_there_are_in_other_units()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var unit = await room.AddUnitAsync("Unit", await room.RootAsync());
        var manager = await room.AddAsync(new PersonBuilder().Managing(unit));
        room.Plans.Listen();

        await room.Get<TodayQueries>().FindAsync(manager, "en", CancellationToken.None);
        await room.Get<TodayQueries>().ListAsync(manager, Need.Overdue, 1, "en", CancellationToken.None);

        Assert.InRange(room.Plans.Statements, 5, int.MaxValue);
        var growing = await room.Plans.GrowingAsync(room.DatabaseFile, Small);
        Assert.True(growing.Count == 0, string.Join("\n\n", growing));
    }

    [Fact]
    public async Task A_report_that_goes_through_a_table_for_each_row_of_another_is_found()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        room.Plans.Listen();
        await using (var db = room.Open())
        {
            _ = await db.People.Select(person => new { person.Id, Attempts = db.Attempts.Count(attempt => attempt.CourseId == person.Name) }).ToListAsync(CancellationToken.None);
            _ = await db.Cycles.SelectMany(cycle => db.Certificates, (cycle, certificate) => new { cycle.Id, certificate.Number }).ToListAsync(CancellationToken.None);
            _ = await db.Acknowledgements.Join(db.LessonProgress, row => row.DocumentId, lesson => lesson.LessonId, (row, lesson) => row.Id).ToListAsync(CancellationToken.None);
            _ = await db.AttemptItems.CountAsync(item => item.Score < 1, CancellationToken.None);
            _ = await db.LedgerRows.Select(row => row.Number).ToListAsync(CancellationToken.None);
        }

        var repeated = await room.Plans.RepeatedAsync(room.DatabaseFile, Small, "AttemptItems");
        Assert.Equal(4, repeated.Count);
        Assert.Contains(repeated, line => line.StartsWith("SCAN a", StringComparison.Ordinal) && line.Contains("SELECT COUNT(*)", StringComparison.Ordinal) && line.Contains("\"Attempts\"", StringComparison.Ordinal));
        Assert.Contains(repeated, line => line.Contains("\"Certificates\"", StringComparison.Ordinal));
        Assert.Contains(repeated, line => line.Contains("AUTOMATIC", StringComparison.Ordinal) && line.Contains("\"Acknowledgements\"", StringComparison.Ordinal));
        Assert.Contains(repeated, line => line.Contains("\"AttemptItems\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_statement_that_goes_through_a_growing_table_is_found()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var viewer = await room.AddLearnerAsync();
        room.Plans.Listen();
        await using (var db = room.Open())
        {
            _ = await db.People.FirstOrDefaultAsync(person => person.Name == "nobody", CancellationToken.None);
            _ = await db.Attempts.Include(attempt => attempt.Items).ThenInclude(item => item.Family).FirstOrDefaultAsync(attempt => attempt.Id == viewer.PersonId, CancellationToken.None);
            _ = await db.Units.ToListAsync(CancellationToken.None);
        }

        var growing = await room.Plans.GrowingAsync(room.DatabaseFile, Small);
        Assert.Contains(growing, line => line.Contains("\"People\"", StringComparison.Ordinal));
        Assert.Contains(growing, line => line.Contains("\"AttemptItems\"", StringComparison.Ordinal));
        Assert.DoesNotContain(growing, line => line.Contains("\"Units\"", StringComparison.Ordinal));
    }
}
