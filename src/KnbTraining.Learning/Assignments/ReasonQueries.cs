using KnbTraining.Content.Courses;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>A reason for which a course is asked today.</summary>
/// <param name="Title">In the reader's language; the id where the current edition has no such course.</param>
/// <param name="Audience">Whom the assignment means; null where somebody gave the course to this one person.</param>
/// <param name="UnitName">Of the audience; null where all units are meant.</param>
/// <param name="From">The first day on which it was asked by this reason.</param>
/// <param name="DueOn">Null where nothing is open, or no day is set.</param>
/// <param name="ValidUntil">The last day of the pass that counts, or did; null where there is none.</param>
public sealed record AskedCourse(
    string CourseId, string Title, AssignmentAudience? Audience, string? UnitName, DateOnly From, DateOnly? DueOn, DateOnly? ValidUntil);

/// <summary>Why somebody is asked for courses: for the person, and for whoever may see the person.</summary>
public sealed class ReasonQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    /// <summary>The reasons of today, by course; none where the viewer may not see the person.</summary>
    /// <param name="courseId">Null for all courses.</param>
    public async Task<IReadOnlyList<AskedCourse>> ListAsync(Viewer viewer, Guid personId, string? courseId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (edition, today) = ((await editions.CurrentAsync(ct)).Edition, calendar.Today);
        var rows = await store.ReadAsync(
            async db =>
            {
                var reasons = db.CycleReasons.On(today).Where(reason => reason.PersonId == personId && (courseId == null || reason.CourseId == courseId));
                reasons = personId == viewer.PersonId ? reasons : reasons.Where(reason => db.People.InScope(viewer).Any(person => person.Id == reason.PersonId));
                var asked = await reasons.Select(reason => new { reason.CourseId, reason.From, reason.RuleId }).ToListAsync(ct);
                var ids = asked.Select(reason => reason.RuleId).OfType<Guid>().Distinct().ToArray();
                var rules = await db.AssignmentRules.AsNoTracking().Where(rule => ids.Contains(rule.Id)).ToDictionaryAsync(rule => rule.Id, ct);
                var paths = rules.Values.Select(rule => rule.UnitPath).OfType<string>().Distinct().ToArray();
                var units = await db.Units.Where(unit => paths.Contains(unit.Path)).ToDictionaryAsync(unit => unit.Path, unit => unit.NameIn(language), ct);
                var spans = await db.CycleSpans.On(today)
                    .Where(span => span.PersonId == personId)
                    .Select(span => new { span.CourseId, span.Due, span.ValidUntil })
                    .ToDictionaryAsync(span => span.CourseId, ct);
                return asked.ConvertAll(reason =>
                {
                    var (audience, span) = (reason.RuleId is { } rule ? rules[rule].Audience : null, spans.GetValueOrDefault(reason.CourseId));
                    return new AskedCourse(
                        reason.CourseId,
                        edition.EveryCourse.GetValueOrDefault(reason.CourseId)?.Title[language] ?? reason.CourseId,
                        audience,
                        audience?.UnitPath is { } path ? units.GetValueOrDefault(path) : null,
                        reason.From,
                        span?.Due,
                        DerivedCourse.ValidUntil(reason.CourseId, span?.ValidUntil));
                });
            },
            ct);
        return [.. rows.OrderBy(row => row.Title, NameOrder.Comparer).ThenBy(row => row.From)];
    }
}
