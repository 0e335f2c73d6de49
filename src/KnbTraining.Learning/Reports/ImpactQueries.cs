using KnbTraining.Content.Analysis;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>Attempts that are open at a course, under an edition, in a mode.</summary>
/// <param name="Touched">How many of them ask about a rule that means something else after the change.</param>
public sealed record OpenAttempts(string CourseId, int Edition, AttemptMode Mode, int Count, int Touched);

/// <summary>People with a certificate that still counts, at one course.</summary>
public sealed record CertifiedPeople(string CourseId, int People);

/// <summary>Whom a change of the content concerns, in numbers.</summary>
/// <param name="Open">Attempts that go on under the edition with which they began, whatever is published.</param>
/// <param name="People">How many people hold a valid certificate for which they were asked about a rule that means something else after the change.</param>
/// <param name="Courses">The same by course; whoever holds two is counted in both.</param>
/// <param name="Nameable">How many of <paramref name="People"/> the viewer may see by name.</param>
public sealed record ImpactReach(IReadOnlyList<OpenAttempts> Open, int People, IReadOnlyList<CertifiedPeople> Courses, int Nameable);

/// <summary>Somebody whose valid certificate rests on a rule that changes.</summary>
/// <param name="UnitName">Of the unit where the person is now.</param>
/// <param name="Rules">Ids of the changed rules that were asked, in order.</param>
public sealed record ReachedPerson(
    Guid PersonId, string Name, string UnitName, string CourseId, string CertificateNumber, DateOnly IssuedOn, DateOnly ValidUntil, IReadOnlyList<string> Rules);

/// <param name="Total">How many rows there are on all pages: certificates, not people.</param>
/// <param name="Page">From 1.</param>
public sealed record ReachedPeople(IReadOnlyList<ReachedPerson> People, int Total, int Page, int PageCount);

/// <summary>
/// Whom a change of the content concerns. The impact says which rules and courses; only the database knows the people. Whoever works on the content
/// learns how many there are, and by name those whom they see anyway.
/// </summary>
public sealed class ImpactQueries(LearningStore store, LocalCalendar calendar)
{
    public const int PageSize = 50;

    /// <summary>For editors, reviewers and administrators of everybody; for others as far as they see people.</summary>
    public async Task<Result<ImpactReach>> CountAsync(Viewer viewer, Impact impact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(impact);
        if (!MayCount(viewer))
        {
            return Refusal.NotAllowed;
        }

        string[] rules = [.. impact.MaterialRules];
        string[] courses = [.. impact.Courses.Select(course => course.Id), .. impact.Briefings.Select(briefing => briefing.Id)];
        return await store.ReadAsync(
            async db =>
            {
                var counted = EditingQueries.MayRead(viewer) ? db.People : db.People.InScope(viewer);
                var families = Families(db, rules);
                var open = await db.Attempts
                    .Where(attempt => attempt.State == AttemptState.Open && counted.Any(person => person.Id == attempt.PersonId))
                    .Select(attempt => new
                    {
                        attempt.CourseId,
                        attempt.EditionNumber,
                        attempt.Mode,
                        Touched = db.AttemptItems.Any(item => item.AttemptNumber == attempt.Number && families.Contains(item.FamilyKey)) ? 1 : 0,
                    })
                    .Where(attempt => attempt.Touched == 1 || courses.Contains(attempt.CourseId))
                    .GroupBy(attempt => new { attempt.CourseId, attempt.EditionNumber, attempt.Mode })
                    .Select(own => new OpenAttempts(own.Key.CourseId, own.Key.EditionNumber, own.Key.Mode, own.Count(), own.Sum(attempt => attempt.Touched)))
                    .ToListAsync(ct);
                var reached = Reached(db, rules, calendar.Today).Where(row => counted.Any(person => person.Id == row.PersonId));
                return new ImpactReach(
                    [.. open.OrderBy(own => own.CourseId, StringComparer.Ordinal).ThenBy(own => own.Edition).ThenBy(own => own.Mode)],
                    await reached.Select(row => row.PersonId).Distinct().CountAsync(ct),
                    [
                        .. (await reached.Select(row => new { row.CourseId, row.PersonId })
                            .Distinct()
                            .GroupBy(row => row.CourseId)
                            .Select(own => new CertifiedPeople(own.Key, own.Count()))
                            .ToListAsync(ct)).OrderBy(own => own.CourseId, StringComparer.Ordinal),
                    ],
                    await reached.Where(row => db.People.InScope(viewer).Any(person => person.Id == row.PersonId)).Select(row => row.PersonId).Distinct().CountAsync(ct));
            },
            ct);
    }

    /// <summary>The people in the viewer's scope, by name; whoever holds such certificates at two courses stands there twice.</summary>
    /// <param name="page">From 1, where there are fewer the last.</param>
    public async Task<Result<ReachedPeople>> PeopleAsync(Viewer viewer, Impact impact, int page, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(impact);
        if (!MayCount(viewer))
        {
            return Refusal.NotAllowed;
        }

        string[] rules = [.. impact.MaterialRules];
        return await store.ReadAsync(
            async db =>
            {
                var people = from row in Reached(db, rules, calendar.Today)
                             join person in db.People.InScope(viewer) on row.PersonId equals person.Id
                             select new
                             {
                                 row.PersonId, person.Name, person.SortKey, UnitName = person.Unit.NameIn(language), row.CourseId, row.Number, row.IssuedOn, row.ValidUntil, row.Attempt,
                             };
                var total = await people.CountAsync(ct);
                var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page, 1, pages);
                var rows = await people.OrderBy(row => row.SortKey).ThenBy(row => row.PersonId).ThenBy(row => row.Number)
                    .Skip((shown - 1) * PageSize)
                    .Take(PageSize)
                    .ToListAsync(ct);
                var attempts = rows.ConvertAll(row => row.Attempt);
                var asked = (await (from item in db.AttemptItems
                                    join family in db.AskedFamilies on item.FamilyKey equals family.Key
                                    where attempts.Contains(item.AttemptNumber) && rules.Contains(family.RuleId)
                                    select new { item.AttemptNumber, family.RuleId }).Distinct().ToListAsync(ct)).ToLookup(item => item.AttemptNumber, item => item.RuleId);
                return new ReachedPeople(
                    rows.ConvertAll(row => new ReachedPerson(
                        row.PersonId,
                        row.Name,
                        row.UnitName,
                        row.CourseId,
                        row.Number,
                        row.IssuedOn,
                        row.ValidUntil,
                        [.. asked[row.Attempt].Order(StringComparer.Ordinal)])),
                    total,
                    shown,
                    pages);
            },
            ct);
    }

    /// <summary>
    /// Ids of the people whose certificate is valid on a day and rests on one of these rules as it was before an edition. Whoever has passed the same course
    /// under that edition or a later one since was asked anew.
    /// </summary>
    internal static IQueryable<Guid> HoldersBefore(LearningDbContext db, string[] rules, int edition, DateOnly day) =>
        Reached(db, rules, day)
            .Where(row => row.Edition < edition && !db.Certificates.Any(
                newer => newer.RevokedOn == null && newer.PersonId == row.PersonId && newer.CourseId == row.CourseId && newer.EditionNumber >= edition && newer.ValidUntil >= day))
            .Select(row => row.PersonId);

    private static bool MayCount(Viewer viewer) => EditingQueries.MayRead(viewer) || viewer.ScopePath is not null;

    private static IQueryable<int> Families(LearningDbContext db, string[] rules) =>
        db.AskedFamilies.Where(family => rules.Contains(family.RuleId)).Select(family => family.Key);

    private static IQueryable<Certified> Reached(LearningDbContext db, string[] rules, DateOnly today)
    {
        var families = Families(db, rules);
        return from certificate in db.Certificates
               where certificate.RevokedOn == null && certificate.ValidUntil >= today
               join attempt in db.Attempts on certificate.AttemptId equals attempt.Id
               where db.AttemptItems.Any(item => item.AttemptNumber == attempt.Number && families.Contains(item.FamilyKey))
               select new Certified
               {
                   PersonId = certificate.PersonId,
                   CourseId = certificate.CourseId,
                   Number = certificate.Number,
                   IssuedOn = certificate.IssuedOn,
                   ValidUntil = certificate.ValidUntil,
                   Attempt = attempt.Number,
                   Edition = attempt.EditionNumber,
               };
    }

    private sealed class Certified
    {
        public required Guid PersonId { get; init; }

        public required string CourseId { get; init; }

        public required string Number { get; init; }

        public required DateOnly IssuedOn { get; init; }

        public required DateOnly ValidUntil { get; init; }

        public required long Attempt { get; init; }

        public required int Edition { get; init; }
    }
}
