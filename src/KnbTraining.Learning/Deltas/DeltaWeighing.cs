using KnbTraining.Content.Analysis;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Deltas;

/// <summary>What an edition changed in its rules.</summary>
/// <param name="PublishedOn">The local day of the edition.</param>
internal sealed record WeighedEdition(DateOnly PublishedOn, Impact Impact, IReadOnlyList<OfferedRule> Rules);

/// <summary>What a form about changed rules means, where it can be taken.</summary>
/// <param name="Questions">How many questions each person is asked.</param>
internal sealed record CheckedDelta(
    DateOnly DueOn, IReadOnlyList<AmendedRule> Rules, IReadOnlyList<AmendedCase> Cases, LocalizedText Reason, int Questions);

/// <summary>Finds what an edition changed in its rules, and checks what somebody wants to tell of it.</summary>
internal sealed class DeltaWeighing(EditionStore editions, LocalCalendar calendar)
{
    /// <returns>Refused with <see cref="Refusal.NotFound"/> for an edition that changed nothing, because it is the first or there is none.</returns>
    public async Task<Result<WeighedEdition>> WeighAsync(int number, CancellationToken ct)
    {
        try
        {
            var (before, after) = (await editions.FindAsync(number - 1, ct), await editions.FindAsync(number, ct));
            var publishedOn = calendar.DateOf(after.PublishedAt);
            var impact = await Task.Run(() => Impact.Of(before.Edition, after.Edition, publishedOn), ct);
            var material = impact.MaterialRules.ToHashSet(StringComparer.Ordinal);
            var changed = impact.Rules.Where(rule => rule.IsShown).Select(rule => rule.Id).Union(material, StringComparer.Ordinal);
            return new WeighedEdition(
                publishedOn,
                impact,
                [
                    .. from id in changed
                       let old = before.Edition.Rules.GetValueOrDefault(id)
                       let now = after.Edition.Rules.GetValueOrDefault(id)
                       orderby material.Contains(id) descending, id
                       select new OfferedRule(id, (now ?? old)!.Title, old?.Statement, now?.Statement, material.Contains(id)),
                ]);
        }
        catch (KeyNotFoundException)
        {
            return Refusal.NotFound;
        }
        catch (InvalidDataException)
        {
            // An edition of long ago may not hold together for this version of the program.
            return Refusal.Broken;
        }
    }

    /// <returns>Refused with <see cref="Refusal.Invalid"/> at the fields of <see cref="DeltaForm"/>.</returns>
    public async Task<Result<CheckedDelta>> CheckAsync(DeltaForm form, CancellationToken ct)
    {
        var weighed = await WeighAsync(form.Edition, ct);
        if (weighed.Value is not { } weight)
        {
            return weighed.As<CheckedDelta>();
        }

        OfferedRule[] chosen = [.. weight.Rules.Where(rule => form.Rules.Contains(rule.Id, StringComparer.Ordinal))];
        AmendedRule[] rules = [.. chosen.Select(rule => new AmendedRule(rule.Id, weight.Impact.Before.Rules.GetValueOrDefault(rule.Id)?.Title, rule.Before))];
        var questions = rules.Length == 0 ? 0 : await CountQuestionsAsync(form.Edition, rules, ct);
        var findings = new FormFindings();
        findings.Add(
            nameof(form.Rules), form.Rules.Count == 0 ? "none-chosen" : chosen.Length < form.Rules.Distinct(StringComparer.Ordinal).Count() ? "unknown" : questions == 0 ? "nothing-asked" : null);
        findings.Add(nameof(form.Days), DaysFault(form.Days, weight.PublishedOn));
        foreach (var language in Languages.All)
        {
            findings.Add(DeltaForm.ReasonIn(language), TypedText.LineFault(form.Reason[language], DeltaCourse.LongestReason));
        }

        findings.Add(nameof(form.Whom), Enum.IsDefined(form.Whom) ? null : "unknown");
        if (findings.Any)
        {
            return new Refusal.Invalid(findings);
        }

        var after = weight.Impact.After;
        return new CheckedDelta(
            weight.PublishedOn.AddDays(form.Days!.Value),
            rules,
            AmendedCases.Choose(
                weight.Impact.Verdicts.Concat(weight.Impact.Later.SelectMany(then => then.Verdicts)),
                [.. chosen.Select(rule => rule.Id)],
                after.RuleBook,
                after.Words),
            form.Reason.Select(text => text.Trim()),
            questions);
    }

    private string? DaysFault(int? days, DateOnly publishedOn) => days is not { } some ? TypedText.Required
        : some < 0 ? "negative"
        : some > RenewalTerms.MostDays ? "more-than-ten-years"
        : publishedOn.AddDays(some) < calendar.Today ? "past"
        : null;

    // What can be asked under the law of today in the current edition, in which everybody begins.
    private async Task<int> CountQuestionsAsync(int edition, IReadOnlyList<AmendedRule> rules, CancellationToken ct)
    {
        var text = new DeltaText(Delta.Prefix, edition, LocalizedText.Empty, LocalizedText.Empty, LocalizedText.Empty, rules);
        var supposed = (await editions.CurrentAsync(ct)).Edition.With([text]);
        var items = supposed.ItemsOn(calendar.Today);
        return supposed.Deltas.Values.FirstOrDefault() is { } delta && delta.Course.Exam.Parts.Any(part => part.Families.Any(family => items.FindFamily(family) is not null))
            ? FormAssembler.Assemble(items, delta.Course, 0, new HashSet<string>()).Count
            : 0;
    }
}
