using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Learning.Exchange.Cases;
using KnbTraining.Web.Components.Situations;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Cases;

/// <summary>A row of the table with what the rules say of it.</summary>
/// <param name="Index">Its place in the document, from 0.</param>
/// <param name="Run">Null while something is missing without which nothing can be expected.</param>
public sealed record CaseLine(int Index, CaseRow Row, LawCaseRun? Run)
{
    /// <summary>True where the row is not as it should be: it differs, is impossible, or is not finished.</summary>
    public bool NeedsWork => Run is not { IsAsExpected: true };

    /// <summary>What the rules say, in a few words.</summary>
    public string Say(IStringLocalizer<CaseTexts> texts, Edition edition)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(edition);
        var (words, language) = (edition.Words, Cultures.CurrentLanguage);
        return Run switch
        {
            null => texts[Row.Expected is null ? "Run.unsaid" : "Run.undated"],
            { IsAsExpected: true } run => run.Situations == 1 ? texts["Run.as-expected"].Value : texts["Run.as-expected.several", run.Situations],
            { Outcome: LawCaseOutcome.Impossible } => texts["Run.impossible"],
            { Outcome: LawCaseOutcome.MissingDuty } run => texts["Run.duty", words.Duties[run.MissingDuty!][language]],
            { Decider: { } rule } run => texts["Run.differs", words.Liabilities[run.Verdict!.Liability][language], edition.Rules[rule.Id].Title[language]],
            _ => texts["Run.gap"],
        };
    }

    /// <summary>Where it differs: in how many situations, and one of them; null where that says nothing more.</summary>
    public string? SayWhere(IStringLocalizer<CaseTexts> texts, Edition edition)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(edition);
        return Run is { IsAsExpected: false, Situations: > 1, Verdict: { } verdict } run
            ? texts["Run.where", run.Differing, run.Situations, SituationWords.Of(edition.Words, verdict.Situation, Cultures.CurrentLanguage)].Value
            : null;
    }
}
