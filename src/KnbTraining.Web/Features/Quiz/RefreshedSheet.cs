using KnbTraining.Content.Editions;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Web.Components.Exploring;

namespace KnbTraining.Web.Features.Quiz;

/// <param name="StandingKey">Key of the words for how it came out; null where it is firm.</param>
/// <param name="Explore">Address in the explorer; null for rules about no situation.</param>
public sealed record RefreshedEntry(RefreshedRule Rule, string? StandingKey, TaughtIn? Taught, string? Explore);

/// <summary>The result of a refresher: the rules that are known, and those that will be asked again.</summary>
public sealed class RefreshedSheet
{
    /// <param name="result">The result of the refresher.</param>
    public RefreshedSheet(IReadOnlyList<RefreshedRule> rules, ResultSheet result, Edition edition)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(edition);
        var asked = result.Result.Items.ToLookup(item => item.RuleId, StringComparer.Ordinal);
        var entries = rules.Select(rule => new RefreshedEntry(
            rule,
            KeyOf(rule, [.. asked[rule.RuleId]]),
            result.WhereTaught(rule.RuleId),
            edition.Rules.TryGetValue(rule.RuleId, out var document) ? ExploreAddress.Of(edition.RuleBook.Vocabulary, document.Rule) : null)).ToArray();
        Firm = [.. entries.Where(entry => entry.StandingKey is null)];
        Back = [.. entries.Where(entry => entry.StandingKey is not null).OrderBy(entry => entry.Rule.DueOn ?? DateOnly.MaxValue)];
    }

    /// <summary>Answered rightly, and not with low certainty; in the order in which they were asked.</summary>
    public IReadOnlyList<RefreshedEntry> Firm { get; }

    /// <summary>The others, the earliest first.</summary>
    public IReadOnlyList<RefreshedEntry> Back { get; }

    // The worst of several answers about one rule is the one that counts.
    private static string? KeyOf(RefreshedRule rule, IReadOnlyList<ResultItemView> asked) =>
        asked.Where(item => item.Score < 1).OrderByDescending(item => item.SureAndWrong).ThenBy(item => item.Score).FirstOrDefault() is { } missed ? GradeWords.KeyOf(missed)
        : rule.Firmness == Firmness.Unsure ? "Refreshed.Unsure"
        : null;
}
