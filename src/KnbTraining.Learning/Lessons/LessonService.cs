using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Lessons;

public sealed class LessonService(LearningStore store, EditionStore editions, TimeProvider clock)
{
    /// <summary>Marks a lesson of a course as done; doing it again renews the date.</summary>
    public async Task<Result<Done>> MarkDoneAsync(Viewer viewer, string courseId, string lessonId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(courseId);
        ArgumentNullException.ThrowIfNull(lessonId);
        var current = await editions.CurrentAsync(ct);
        if (!current.Edition.EveryCourse.TryGetValue(courseId, out var course) || !course.Lessons.Contains(lessonId, StringComparer.Ordinal))
        {
            return Refusal.NotFound;
        }

        return await store.WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                var now = clock.GetUtcNow();
                var progress = await db.LessonProgress.FindAsync([viewer.PersonId, courseId, lessonId], ct);
                if (progress is null)
                {
                    db.LessonProgress.Add(new LessonProgress(viewer.PersonId, courseId, lessonId, current.Number, now));
                }
                else
                {
                    progress.Repeat(current.Number, now);
                }

                return new Done();
            },
            ct);
    }
}
