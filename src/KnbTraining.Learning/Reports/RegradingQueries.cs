using KnbTraining.Content.Items;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>What was found wrong, and how exams would be graded anew.</summary>
public sealed record RegradingForm
{
    /// <summary>The id of a question, of a family of questions, or of a rule.</summary>
    public string? Wrong { get; init; }

    /// <summary>The first edition in which it was wrong.</summary>
    public int? From { get; init; }

    /// <summary>The last one.</summary>
    public int? To { get; init; }

    public WrongItems Treatment { get; init; }
}

/// <summary>What grading anew means for one exam.</summary>
public enum RegradingOutcome
{
    /// <summary>Nothing would be left to grade.</summary>
    NothingLeft,

    /// <summary>It stays passed or not passed, with other points.</summary>
    Points,

    /// <summary>It would be passed now.</summary>
    NowPassed,

    /// <summary>It would be passed now, and the person has passed the course otherwise.</summary>
    NowPassedAsWell,

    /// <summary>It would not be passed any more: its certificate would be revoked, and what it completed would be open again.</summary>
    NotPassed,

    /// <summary>It would not be passed any more, and another pass of the person counts at least as long.</summary>
    NotPassedButOtherwise,
}

/// <param name="Before">Percent of the first grading.</param>
/// <param name="After">Percent of the new one; null where nothing is left.</param>
/// <param name="CertificateNumber">Of the certificate that would be revoked; null where none would.</param>
/// <param name="DueOn">The due day of what would be open again; null where nothing would.</param>
public sealed record RegradedExam(
    Guid AttemptId,
    Guid PersonId,
    string Name,
    string UnitName,
    string CourseId,
    int Edition,
    DateOnly GradedOn,
    int Before,
    int? After,
    RegradingOutcome Outcome,
    string? CertificateNumber,
    DateOnly? DueOn);

/// <summary>What grading anew would change.</summary>
/// <param name="Exams">How many graded exams asked what was found wrong.</param>
/// <param name="People">Of how many people.</param>
/// <param name="Unchanged">How many of them would earn the same.</param>
/// <param name="Outcomes">How many of the others there are of each outcome.</param>
/// <param name="Certificates">How many valid certificates would be revoked.</param>
/// <param name="Changed">Those of people whom the viewer sees, the graver outcomes first, then by name; at most <see cref="MostRows"/>.</param>
/// <param name="Nameable">How many such rows there are.</param>
public sealed record RegradingPreview(
    int Exams,
    int People,
    int Unchanged,
    IReadOnlyDictionary<RegradingOutcome, int> Outcomes,
    int Certificates,
    IReadOnlyList<RegradedExam> Changed,
    int Nameable)
{
    public const int MostRows = 200;
}

/// <summary>
/// Says what would change if graded exams were graded anew because a question or a rule was found wrong. It changes nothing. Whoever works on the content
/// learns how many there are, and by name those whom they see anyway.
/// </summary>
public sealed class RegradingQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    private const int AtOnce = 500;

    /// <returns>Refused with <see cref="Refusal.Invalid"/> at the fields of <see cref="RegradingForm"/>.</returns>
    public async Task<Result<RegradingPreview>> PreviewAsync(Viewer viewer, RegradingForm form, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var newest = (await editions.CurrentAsync(ct)).Number;
        var wanted = form.Wrong?.Trim() ?? "";
        var wrong = await store.ReadAsync(db => FindWrongAsync(db, wanted, ct), ct);
        var findings = new FormFindings();
        findings.Add(nameof(form.Wrong), wanted.Length == 0 ? "required" : wrong.Count == 0 ? "never-asked" : null);
        findings.Add(nameof(form.From), form.From is not { } from ? "required" : from < 1 || from > newest ? "no-edition" : null);
        findings.Add(nameof(form.To), form.To is not { } to ? "required" : to > newest || to < 1 ? "no-edition" : to < form.From ? "before-from" : null);
        findings.Add(nameof(form.Treatment), Enum.IsDefined(form.Treatment) ? null : "unknown");
        return findings.Any
            ? new Refusal.Invalid(findings)
            : await store.ReadAsync(db => WeighAsync(db, viewer, form, wrong, language, ct), ct);
    }

    // By family the variants that are meant; null where all are.
    private static async Task<Dictionary<int, uint?>> FindWrongAsync(LearningDbContext db, string wanted, CancellationToken ct)
    {
        var meant = await db.AskedFamilies.Where(family => family.RuleId == wanted || family.FamilyId == wanted).Select(family => family.Key).ToListAsync(ct);
        if (meant.Count > 0)
        {
            return meant.ToDictionary(key => key, _ => (uint?)null);
        }

        return Item.TryReadId(wanted, out var familyId, out var variant)
            ? (await db.AskedFamilies.Where(family => family.FamilyId == familyId).Select(family => family.Key).ToListAsync(ct)).ToDictionary(key => key, _ => (uint?)variant)
            : [];
    }

    private async Task<RegradingPreview> WeighAsync(
        LearningDbContext db, Viewer viewer, RegradingForm form, Dictionary<int, uint?> wrong, string language, CancellationToken ct)
    {
        int[] families = [.. wrong.Keys];
        var variant = wrong.Values.First();
        var touched = await db.Attempts
            .Where(attempt => attempt.Mode == AttemptMode.Exam && attempt.State == AttemptState.Graded
                && attempt.EditionNumber >= form.From && attempt.EditionNumber <= form.To
                && db.AttemptItems.Any(item => item.AttemptNumber == attempt.Number && families.Contains(item.FamilyKey) && (variant == null || item.Variant == variant)))
            .OrderBy(attempt => attempt.Number)
            .Select(attempt => new Touched(attempt.Number, attempt.Id, attempt.PersonId, attempt.CourseId, attempt.EditionNumber, attempt.SubmittedAt!.Value, attempt.Percent!.Value, attempt.Passed!.Value, attempt.Points!.Value))
            .ToListAsync(ct);
        var changed = new List<(Touched Exam, Regraded? After)>();
        foreach (var some in touched.Chunk(AtOnce))
        {
            long[] numbers = [.. some.Select(exam => exam.Number)];
            var items = (await db.AttemptItems.Where(item => numbers.Contains(item.AttemptNumber))
                .Select(item => new { item.AttemptNumber, item.Part, item.Score, item.FamilyKey, item.Variant })
                .ToListAsync(ct)).ToLookup(item => item.AttemptNumber);
            foreach (var exam in some)
            {
                var course = (await editions.FindAsync(exam.Edition, ct)).Edition.EveryCourse[exam.CourseId];
                var after = Regrading.Of(
                    course.Exam,
                    [.. items[exam.Number].Select(item => (
                        item.Part, item.Score ?? 0, wrong.TryGetValue(item.FamilyKey, out var only) && (only is null || only == item.Variant)))],
                    form.Treatment);
                if (after is null || after.Percent != exam.Percent || after.Passed != exam.Passed)
                {
                    changed.Add((exam, after));
                }
            }
        }

        return await FollowAsync(db, viewer, touched, changed, language, ct);
    }

    private async Task<RegradingPreview> FollowAsync(
        LearningDbContext db, Viewer viewer, List<Touched> touched, List<(Touched Exam, Regraded? After)> changed, string language, CancellationToken ct)
    {
        var today = calendar.Today;
        Guid[] turned = [.. changed.Where(each => each.After is { } after && after.Passed != each.Exam.Passed).Select(each => each.Exam.PersonId).Distinct()];
        Guid[] lost = [.. changed.Where(each => each.After is { Passed: false } && each.Exam.Passed).Select(each => each.Exam.Id)];
        var certificates = await db.Certificates
            .Where(certificate => lost.Contains(certificate.AttemptId) && certificate.ValidUntil >= today)
            .ToDictionaryAsync(certificate => certificate.AttemptId, certificate => certificate.Number, ct);
        var records = new Dictionary<string, Dictionary<Guid, CourseRecord>>(StringComparer.Ordinal);
        foreach (var course in changed.Select(each => each.Exam.CourseId).Distinct(StringComparer.Ordinal))
        {
            records[course] = await CourseRecord.ReadAsync(db, course, turned, ct);
        }

        var outcomes = changed.ConvertAll(each => (each.Exam, each.After, Outcome: OutcomeOf(each.Exam, each.After, records)));
        Guid[] people = [.. outcomes.Select(each => each.Exam.PersonId).Distinct()];
        var seen = (await db.People.InScope(viewer)
                .Where(person => people.Contains(person.Id))
                .OrderBy(person => person.SortKey).ThenBy(person => person.Id)
                .Select(person => new { person.Id, person.Name, Unit = person.Unit.NameIn(language) })
                .ToListAsync(ct))
            .Select((person, place) => (person.Id, Person: person, Place: place))
            .ToDictionary(each => each.Id);
        var rows = outcomes.Where(each => seen.ContainsKey(each.Exam.PersonId)).ToArray();
        return new RegradingPreview(
            touched.Count,
            touched.Select(exam => exam.PersonId).Distinct().Count(),
            touched.Count - changed.Count,
            outcomes.GroupBy(each => each.Outcome).ToDictionary(group => group.Key, group => group.Count()),
            certificates.Count,
            [
                .. rows
                    .OrderByDescending(each => each.Outcome)
                    .ThenBy(each => seen[each.Exam.PersonId].Place)
                    .ThenBy(each => each.Exam.Number)
                    .Take(RegradingPreview.MostRows)
                    .Select(each => new RegradedExam(
                        each.Exam.Id,
                        each.Exam.PersonId,
                        seen[each.Exam.PersonId].Person.Name,
                        seen[each.Exam.PersonId].Person.Unit,
                        each.Exam.CourseId,
                        each.Exam.Edition,
                        calendar.DateOf(each.Exam.SubmittedAt),
                        each.Exam.Percent,
                        each.After?.Percent,
                        each.Outcome,
                        certificates.GetValueOrDefault(each.Exam.Id),
                        each.Outcome == RegradingOutcome.NotPassed ? DueOf(each.Exam, records, today) : null)),
            ],
            rows.Length);
    }

    private static RegradingOutcome OutcomeOf(Touched exam, Regraded? after, Dictionary<string, Dictionary<Guid, CourseRecord>> records)
    {
        if (after is null || after.Passed == exam.Passed)
        {
            return after is null ? RegradingOutcome.NothingLeft : RegradingOutcome.Points;
        }

        // Another pass keeps its results, whatever becomes of this one.
        var own = records[exam.CourseId][exam.PersonId].Cycles.FirstOrDefault(cycle => cycle.AttemptId == exam.Id);
        var others = records[exam.CourseId][exam.PersonId].Cycles.Where(cycle => cycle != own && cycle.CompletedOn is not null).ToArray();
        return after.Passed
            ? others.Length > 0 ? RegradingOutcome.NowPassedAsWell : RegradingOutcome.NowPassed
            : Array.Exists(others, cycle => cycle.ValidUntil >= own?.ValidUntil) ? RegradingOutcome.NotPassedButOtherwise
            : RegradingOutcome.NotPassed;
    }

    // The later of the day that was told and today, with the grace of who asks.
    private static DateOnly? DueOf(Touched exam, Dictionary<string, Dictionary<Guid, CourseRecord>> records, DateOnly today)
    {
        var record = records[exam.CourseId][exam.PersonId];
        return record.Cycles.FirstOrDefault(cycle => cycle.AttemptId == exam.Id) is { } cycle
            ? RenewalDates.Later(today, cycle.DueOn).AddDays(record.Grace)
            : null;
    }

    private sealed record Touched(
        long Number, Guid Id, Guid PersonId, string CourseId, int Edition, DateTimeOffset SubmittedAt, int Percent, bool Passed, double Points);
}
