using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Annulments;

/// <summary>
/// Says what would change if graded exams were graded anew because a question or a rule was found wrong. It changes nothing. Whoever works on the content
/// learns how many there are, and by name those whom they see anyway.
/// </summary>
public sealed class RegradingQueries
{
    private readonly LearningStore _store;
    private readonly EditionStore _editions;
    private readonly LocalCalendar _calendar;
    private readonly AnnulmentWeighing _weighing;

    public RegradingQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
    {
        (_store, _editions, _calendar) = (store, editions, calendar);
        _weighing = new AnnulmentWeighing(editions, calendar);
    }

    /// <returns>Refused with <see cref="Refusal.Invalid"/> at the fields of <see cref="RegradingForm"/>.</returns>
    public async Task<Result<RegradingPreview>> PreviewAsync(Viewer viewer, RegradingForm form, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var read = await ReadAsync(form, ct);
        return read.Value is { } meant ? await PreviewAsync(viewer, meant.What, language, ct) : read.As<RegradingPreview>();
    }

    /// <summary>What the form means, with the rule that it is about.</summary>
    internal async Task<Result<(TakenOut What, string RuleId)?>> ReadAsync(RegradingForm form, CancellationToken ct)
    {
        var newest = (await _editions.CurrentAsync(ct)).Number;
        var wanted = form.Wrong?.Trim() ?? "";
        var found = await _store.ReadAsync(db => FindWrongAsync(db, wanted, ct), ct);
        var findings = new FormFindings();
        findings.Add(nameof(form.Wrong), wanted.Length == 0 ? "required" : found is null ? "never-asked" : null);
        findings.Add(nameof(form.From), form.From is not { } from ? "required" : from < 1 || from > newest ? "no-edition" : null);
        findings.Add(nameof(form.To), form.To is not { } to ? "required" : to > newest || to < 1 ? "no-edition" : to < form.From ? "before-from" : null);
        findings.Add(nameof(form.Treatment), Enum.IsDefined(form.Treatment) ? null : "unknown");
        return findings.Any
            ? new Refusal.Invalid(findings)
            : (new TakenOut(found!.Value.Kind, wanted, form.From!.Value, form.To!.Value, form.Treatment), found.Value.RuleId);
    }

    internal Task<WeighedAnnulment> WeighAsync(TakenOut what, CancellationToken ct) => _store.ReadAsync(db => _weighing.WeighAsync(db, what, ct), ct);

    internal Task<RegradingPreview> PreviewAsync(Viewer viewer, TakenOut what, string language, CancellationToken ct) =>
        _store.ReadAsync(async db => await SayAsync(db, viewer, await _weighing.WeighAsync(db, what, ct), language, ct), ct);

    // Null where no exam has asked it.
    private static async Task<(AnnulledKind Kind, string RuleId)?> FindWrongAsync(LearningDbContext db, string wanted, CancellationToken ct)
    {
        if (await db.AskedFamilies.AnyAsync(family => family.RuleId == wanted, ct))
        {
            return (AnnulledKind.Rule, wanted);
        }

        var isItem = Item.TryReadId(wanted, out var read, out _);
        var familyId = isItem ? read : wanted;
        return await db.AskedFamilies.Where(family => family.FamilyId == familyId).OrderByDescending(family => family.Key).Select(family => family.RuleId).FirstOrDefaultAsync(ct) is { } rule
            ? (isItem ? AnnulledKind.Item : AnnulledKind.Family, rule)
            : null;
    }

    private async Task<RegradingPreview> SayAsync(LearningDbContext db, Viewer viewer, WeighedAnnulment weighed, string language, CancellationToken ct)
    {
        var today = _calendar.Today;
        Guid[] lost = [.. weighed.Exams.Where(exam => exam.Turns && exam.Before.Passed).Select(exam => exam.Id)];
        var certificates = await db.Certificates
            .Where(certificate => lost.Contains(certificate.AttemptId) && certificate.RevokedOn == null && certificate.ValidUntil >= today)
            .ToDictionaryAsync(certificate => certificate.AttemptId, certificate => certificate.Number, ct);
        Guid[] people = [.. weighed.Exams.Where(exam => weighed.Outcomes.ContainsKey(exam.Number)).Select(exam => exam.PersonId).Distinct()];
        var seen = (await db.People.InScope(viewer)
                .Where(person => people.Contains(person.Id))
                .OrderBy(person => person.SortKey).ThenBy(person => person.Id)
                .Select(person => new { person.Id, person.Name, Unit = person.Unit.NameIn(language) })
                .ToListAsync(ct))
            .Select((person, place) => (person.Id, Person: person, Place: place))
            .ToDictionary(each => each.Id);
        var rows = weighed.Exams.Where(exam => weighed.Outcomes.ContainsKey(exam.Number) && seen.ContainsKey(exam.PersonId)).ToArray();
        return new RegradingPreview(
            weighed.Exams.Count,
            weighed.Figures.People,
            weighed.Exams.Count - weighed.Outcomes.Count,
            weighed.Outcomes.GroupBy(each => each.Value).ToDictionary(group => group.Key, group => group.Count()),
            certificates.Count,
            [
                .. rows
                    .OrderByDescending(exam => weighed.Outcomes[exam.Number])
                    .ThenBy(exam => seen[exam.PersonId].Place)
                    .ThenBy(exam => exam.Number)
                    .Take(RegradingPreview.MostRows)
                    .Select(exam => new RegradedExam(
                        exam.Id,
                        exam.PersonId,
                        seen[exam.PersonId].Person.Name,
                        seen[exam.PersonId].Person.Unit,
                        exam.CourseId,
                        exam.Edition,
                        _calendar.DateOf(exam.SubmittedAt),
                        exam.Before.Percent,
                        exam.After?.Percent,
                        weighed.Outcomes[exam.Number],
                        certificates.GetValueOrDefault(exam.Id),
                        weighed.Followed.GetValueOrDefault(exam.Number)?.Due)),
            ],
            rows.Length)
        {
            Effect = weighed.Effect.ToString(),
            Figures = weighed.Figures,
        };
    }
}
