using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;

namespace KnbTraining.Web.Features.Lessons;

/// <summary>A lesson and its place in a course.</summary>
/// <param name="Number">From 1.</param>
public sealed record LessonPlace(Course Course, string LessonId, int Number, LessonText Text)
{
    public int Count => Course.Lessons.Count;

    /// <summary>Id of the lesson before this one in the course; null where this is the first.</summary>
    public string? Previous => Number > 1 ? Course.Lessons[Number - 2] : null;

    /// <returns>Null where the edition has no such course, or the course no such lesson.</returns>
    public static LessonPlace? Find(Edition edition, string courseId, string lessonId, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        if (!edition.EveryCourse.TryGetValue(courseId, out var course))
        {
            return null;
        }

        var index = course.Lessons.ToList().IndexOf(lessonId);
        return index < 0 ? null : new LessonPlace(course, lessonId, index + 1, edition.LessonOf(lessonId)[language]);
    }

    /// <summary>What to read next: the next unread lesson after this one, else the first unread one, else null.</summary>
    public string? NextUnread(IReadOnlySet<string> done)
    {
        ArgumentNullException.ThrowIfNull(done);
        return Course.Lessons.Skip(Number).Concat(Course.Lessons.Take(Number - 1)).FirstOrDefault(lesson => !done.Contains(lesson));
    }
}
