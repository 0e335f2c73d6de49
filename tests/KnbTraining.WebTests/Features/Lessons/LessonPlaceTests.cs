using KnbTraining.TestKit;
using KnbTraining.Web.Features.Lessons;

namespace KnbTraining.WebTests.Features.Lessons;

public sealed class LessonPlaceTests
{
    private static readonly IReadOnlyList<string> Lessons = EditionSample.Edition.Courses[EditionSample.Course].Lessons;

    [Fact]
    public void The_next_unread_lesson_follows_in_the_order_of_the_course() => Assert.Equal(Lessons[2], Place(1).NextUnread(Done(Lessons[1])));

    [Fact]
    public void After_the_last_lesson_come_those_that_were_skipped() => Assert.Equal(Lessons[0], Place(Lessons.Count - 1).NextUnread(Done(Lessons[^1])));

    [Fact]
    public void When_all_others_are_read_nothing_is_next()
    {
        Assert.Null(Place(2).NextUnread(Done([.. Lessons])));
        Assert.Null(Place(2).NextUnread(Done([.. Lessons.Where(lesson => lesson != Lessons[2])])));
    }

    [Fact]
    public void A_lesson_of_another_course_has_no_place_here()
    {
        Assert.Null(LessonPlace.Find(EditionSample.Edition, EditionSample.Course, "no-such-lesson", "en"));
        Assert.Null(LessonPlace.Find(EditionSample.Edition, "no-such-course", Lessons[0], "en"));
        Assert.Null(LessonPlace.Find(EditionSample.Edition, "who-protects-state-secrets", Lessons[0], "en"));
    }

    private static LessonPlace Place(int index) => LessonPlace.Find(EditionSample.Edition, EditionSample.Course, Lessons[index], "en")!;

    private static HashSet<string> Done(params string[] lessons) => [.. lessons];
}
