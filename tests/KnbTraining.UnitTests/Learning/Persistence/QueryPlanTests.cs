using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Refreshers;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Persistence;

public sealed class QueryPlanTests
{
    // They grow with editions, units, assignments and families of items, which are few.
    private static readonly HashSet<string> Small = ["Editions", "EditionDocuments", "Units", "AskedFamilies", "AssignmentRules", "sqlite_master"];

    [Fact]
    public async Task Nothing_that_a_learner_does_costs_more_the_more_the_house_has_gathered()
    {
        await using var room = await LearningRoom.OpenAsync();
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
        await room.Get<AssignmentQueries>().MineAsync(viewer, "en", CancellationToken.None);
        await room.Get<RefresherQueries>().MineAsync(viewer, "en", CancellationToken.None);
        await room.Get<AcknowledgementQueries>().MineAsync(viewer, "en", CancellationToken.None);
        await room.Get<AcknowledgementQueries>().OfPersonAsync(viewer, viewer.PersonId, "en", CancellationToken.None);
        await room.Get<LessonService>().MarkDoneAsync(viewer, EditionSample.Course, "travel-and-approval", CancellationToken.None);
        await room.Get<LessonQueries>().DoneAsync(viewer, EditionSample.Course, CancellationToken.None);
        await room.Get<PeopleQueries>().ExamTimeAsync(viewer, CancellationToken.None);
        await room.Get<CertificateQueries>().VerifyAsync(await room.CertificateOfAsync(exam), "en", CancellationToken.None);

        Assert.InRange(room.Plans.Statements, 20, int.MaxValue);
        var growing = await room.Plans.GrowingAsync(room.DatabaseFile, Small);
        Assert.True(growing.Count == 0, string.Join("\n\n", growing));
    }

    [Fact]
    public async Task A_statement_that_goes_through_a_growing_table_is_found()
    {
        await using var room = await LearningRoom.OpenAsync();
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
