using KnbTraining.Learning;
using KnbTraining.Learning.Lessons;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Lessons;

public sealed class LessonTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_lesson_marked_done_twice_is_done_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var lesson = EditionSample.Edition.Courses[EditionSample.Course].Lessons[0];

        Assert.True((await room.Get<LessonService>().MarkDoneAsync(viewer, EditionSample.Course, lesson, None)).Ok);
        Assert.True((await room.Get<LessonService>().MarkDoneAsync(viewer, EditionSample.Course, lesson, None)).Ok);

        Assert.Equal([lesson], await room.Get<LessonQueries>().DoneAsync(viewer, EditionSample.Course, None));
    }

    [Theory]
    [InlineData("no-such-course", "travel-and-approval")]
    [InlineData(EditionSample.Course, "no-such-lesson")]
    public async Task Only_a_lesson_of_the_course_can_be_done(string course, string lesson)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();

        Assert.Equal(Refusal.NotFound, (await room.Get<LessonService>().MarkDoneAsync(viewer, course, lesson, None)).Refused);
    }
}
