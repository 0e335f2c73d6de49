using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Lessons;

public sealed class LessonQueries(LearningStore store, LocalCalendar calendar)
{
    /// <summary>Ids of the lessons done in the current round of the course: a renewal starts with none.</summary>
    public Task<IReadOnlySet<string>> DoneAsync(Viewer viewer, string courseId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(
            async db => (await DoneByCourseAsync(db, calendar, viewer.PersonId, ct)).GetValueOrDefault(courseId, new HashSet<string>()),
            ct);
    }

    internal static async Task<Dictionary<string, IReadOnlySet<string>>> DoneByCourseAsync(
        LearningDbContext db, LocalCalendar calendar, Guid personId, CancellationToken ct)
    {
        var cycles = await db.Cycles.Counting()
            .Where(cycle => cycle.PersonId == personId)
            .OrderByDescending(cycle => cycle.OpenedOn)
            .Select(cycle => new { cycle.CourseId, cycle.CompletedOn })
            .ToListAsync(ct);
        var earlierRounds = cycles
            .GroupBy(cycle => cycle.CourseId)
            .ToDictionary(group => group.Key, group => group.Skip(1).Max(cycle => cycle.CompletedOn));
        var progress = await db.LessonProgress.Where(done => done.PersonId == personId).ToListAsync(ct);
        return progress
            .Where(done => earlierRounds.GetValueOrDefault(done.CourseId) is not { } before || calendar.DateOf(done.DoneAt) > before)
            .GroupBy(done => done.CourseId)
            .ToDictionary(
                group => group.Key,
                IReadOnlySet<string> (group) => group.Select(done => done.LessonId).ToHashSet(StringComparer.Ordinal));
    }
}
