using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Reports;

/// <summary>
/// Who is done and who is late on a day, as it is known now. Counts people who are employed now, in the units where they are now; whoever was on leave on
/// that day, or had a waiver, is left out.
/// </summary>
public sealed class ProgressQueries(LearningStore store, EditionStore editions, SettingsStore settings, IOptions<LearningOptions> options)
{
    /// <summary>Every unit of the viewer's scope that has anybody to count, as a tree by name, with each course by title. A parent counts its subtree.</summary>
    public async Task<IReadOnlyList<UnitProgress>> ByUnitAsync(Viewer viewer, DateOnly asOf, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var courses = (await editions.CurrentAsync(ct)).Edition.EveryCourse;
        var soon = asOf.AddDays((await settings.CurrentAsync(ct)).DueSoonDays);
        var (units, counts) = await store.ReadAsync(
            async db => (
                await db.Units.InScope(viewer).ToListAsync(ct),
                await CountAsync(db, viewer, asOf, soon, ct)),
            ct);
        var paths = units.ToDictionary(unit => unit.Id, unit => unit.Path);
        var byUnit = counts
            .Where(count => paths.ContainsKey(count.UnitId))
            .SelectMany(count => Unit.UpTo(paths[count.UnitId]), (count, path) => (Path: path, Count: count))
            .ToLookup(each => each.Path, each => each.Count, StringComparer.Ordinal);
        var rows =
            from unit in NameOrder.Tree(units, unit => unit.Path, unit => unit.NameIn(language))
            from course in byUnit[unit.Path]
                .GroupBy(count => count.CourseId)
                .OrderBy(course => TitleOf(course.Key), NameOrder.Comparer)
            let title = TitleOf(course.Key)
            select new UnitProgress(
                unit.Id,
                unit.NameIn(language),
                unit.Depth,
                course.Key,
                title,
                course.Sum(count => count.Required),
                course.Sum(count => count.Done),
                course.Sum(count => count.DueSoon),
                course.Sum(count => count.Overdue));
        return [.. rows];

        string TitleOf(string courseId) => courses.GetValueOrDefault(courseId)?.Title[language] ?? courseId;
    }

    /// <summary>The name of a unit of the viewer's scope; null where there is none.</summary>
    public Task<string?> UnitNameAsync(Viewer viewer, Guid unitId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(db => db.Units.InScope(viewer).Where(unit => unit.Id == unitId).Select(unit => unit.NameIn(viewer.Language)).FirstOrDefaultAsync(ct), ct);
    }

    /// <summary>The people behind a row of <see cref="ByUnitAsync"/>, as far as the viewer may see them, by name.</summary>
    public async Task<IReadOnlyList<PersonProgress>> PeopleAsync(Viewer viewer, Guid unitId, string courseId, DateOnly asOf, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(courseId);
        var dayAfter = options.Value.StartOf(asOf.AddDays(1));
        var rows = await store.ReadAsync(
            async db =>
            {
                var path = await db.Units.Where(unit => unit.Id == unitId).Select(unit => unit.Path).FirstOrDefaultAsync(ct);
                if (path is null)
                {
                    return [];
                }

                // People first, as in ComplianceQueries.
                return await (
                    from person in db.People.InScope(viewer).InUnit(path)
                    from standing in db.StandingsOn(asOf, courseId)
                    where person.Active && standing.PersonId == person.Id
                    select new
                    {
                        person.Id,
                        person.Name,
                        person.SortKey,
                        person.PersonnelNumber,
                        UnitName = person.Unit.NameIn(viewer.Language),
                        standing.OpenDueOn,
                        standing.CompletedOn,
                        standing.ValidUntil,
                        Percent = db.Attempts
                            .Where(attempt => attempt.PersonId == person.Id
                                && attempt.CourseId == courseId
                                && attempt.Mode == AttemptMode.Exam
                                && attempt.State == AttemptState.Graded
                                && attempt.SubmittedAt < dayAfter)
                            .OrderByDescending(attempt => attempt.SubmittedAt)
                            .Select(attempt => attempt.Percent)
                            .FirstOrDefault(),
                    })
                    .OrderBy(row => row.SortKey)
                    .ThenBy(row => row.Id)
                    .ToListAsync(ct);
            },
            ct);
        var soon = (await settings.CurrentAsync(ct)).DueSoonDays;
        return [.. rows.Select(row => new PersonProgress(
            row.Id,
            row.Name,
            row.UnitName,
            CourseStandings.StateOf(row.OpenDueOn, row.ValidUntil, asOf, soon),
            row.OpenDueOn ?? (row.ValidUntil < asOf ? row.ValidUntil : null),
            row.CompletedOn,
            row.ValidUntil,
            row.Percent)
        {
            Number = row.PersonnelNumber,
        })];
    }

    // The conditions repeat CourseStandings.StateOf in the form that the database understands; a test holds them together.
    private static Task<List<Count>> CountAsync(LearningDbContext db, Viewer viewer, DateOnly asOf, DateOnly soon, CancellationToken ct) =>
        (from unit in db.Units.InScope(viewer)
         from person in db.People
         from standing in db.StandingsOn(asOf)
         where person.UnitId == unit.Id && person.Active && standing.PersonId == person.Id
         select new
         {
             UnitId = unit.Id,
             standing.CourseId,
             Overdue = standing.OpenDueOn < asOf || (standing.OpenDueOn == null && standing.ValidUntil < asOf) ? 1 : 0,
             DueSoon = standing.OpenDueOn >= asOf && standing.OpenDueOn <= soon ? 1 : 0,
             Done = (standing.OpenDueOn == null || standing.OpenDueOn > soon) && standing.ValidUntil >= asOf ? 1 : 0,
         })
            .GroupBy(row => new { row.UnitId, row.CourseId })
            .Select(rows => new Count(rows.Key.UnitId, rows.Key.CourseId, rows.Count(), rows.Sum(row => row.Done), rows.Sum(row => row.DueSoon), rows.Sum(row => row.Overdue)))
            .ToListAsync(ct);

    private sealed record Count(Guid UnitId, string CourseId, int Required, int Done, int DueSoon, int Overdue);
}
