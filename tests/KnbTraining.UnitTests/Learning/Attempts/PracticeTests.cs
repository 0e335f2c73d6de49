using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Overview;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

public sealed class PracticeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Before_an_answer_is_stored_practice_tells_no_key_and_afterwards_nothing_can_be_changed()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer, AttemptMode.Practice);
        var (service, queries) = (room.Get<AttemptService>(), room.Get<AttemptQueries>());
        var wrong = await room.WrongAsync(id, 1);
        var step = Guid.CreateVersion7();

        Assert.Equal(Refusal.Conflict, (await queries.FeedbackAsync(viewer, id, 1, "en", None)).Refused);
        var saved = await service.AnswerAsync(viewer, id, 1, wrong, step, None);
        Assert.True(saved.Ok);
        Assert.Contains((await queries.FeedbackAsync(viewer, id, 1, "en", None)).Value!.Options, option => option.Correct);

        var key = (await room.KeysAsync(id))[1];
        Assert.Equal(Refusal.Finished, (await service.AnswerAsync(viewer, id, 1, key, Guid.CreateVersion7(), None)).Refused);
        Assert.Equal(Refusal.Finished, (await service.StateCertaintyAsync(viewer, id, 1, Certainty.High, Guid.CreateVersion7(), None)).Refused);
        Assert.Equal(saved, await service.AnswerAsync(viewer, id, 1, wrong, step, None));
        Assert.Equal(wrong, (await room.ViewAsync(viewer, id)).Items[0].Response);
        Assert.Equal(Refusal.Conflict, (await queries.FeedbackAsync(viewer, id, 2, "en", None)).Refused);
    }

    [Fact]
    public async Task Of_two_answers_at_once_practice_takes_one()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer, AttemptMode.Practice);
        string[][] answers = [await room.WrongAsync(id, 1), (await room.KeysAsync(id))[1]];

        var results = await Task.WhenAll(answers.Select(answer => room.Get<AttemptService>().AnswerAsync(viewer, id, 1, answer, Guid.CreateVersion7(), None)));

        Assert.Equal([null, RefusalKind.Finished], results.Select(result => result.Refused?.Kind).Order());
        await using var db = room.Open();
        Assert.Equal(1, await db.AttemptSteps.CountAsync(stored => stored.Kind == StepKind.Answered, None));
    }

    [Fact]
    public async Task An_answer_that_is_not_complete_is_not_taken_in_practice()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer, AttemptMode.Practice);

        Assert.Equal(RefusalKind.Invalid, (await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, [], Guid.CreateVersion7(), None)).Refused?.Kind);
        Assert.Null((await room.ViewAsync(viewer, id)).Items[0].SavedAt);
    }

    [Fact]
    public async Task Practice_uses_up_no_attempt_causes_no_pause_and_completes_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(KnbTraining.Learning.Organisation.Role.Administrator));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(), 30, None);
        for (var i = 0; i <= EditionSample.Edition.Courses[EditionSample.Course].Exam.Attempts; i++)
        {
            await room.SitAsync(viewer, right: 0, AttemptMode.Practice);
        }

        await room.SitAsync(viewer, mode: AttemptMode.Practice);
        var open = await room.StartAsync(viewer, AttemptMode.Practice);
        var before = (await room.Get<OwnCourses>().MineAsync(viewer, "en", None))[0];

        Assert.Null(before.CompletedOn);
        Assert.Null(before.OpenAttemptId);
        var exam = await room.StartAsync(viewer);
        Assert.NotEqual(open, exam);
        Assert.Equal(exam, (await room.Get<OwnCourses>().MineAsync(viewer, "en", None))[0].OpenAttemptId);
        Assert.Null((await room.Get<AttemptQueries>().ResultAsync(viewer, await PassedPracticeAsync(room), "en", None)).Value!.ValidUntil);
    }

    private static async Task<Guid> PassedPracticeAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.Attempts.Where(attempt => attempt.Mode == AttemptMode.Practice && attempt.Passed == true).Select(attempt => attempt.Id).SingleAsync(None);
    }
}
