using KnbTraining.Content.Text;

namespace KnbTraining.Content.Reference;

/// <summary>A rule as it was before an edition changed it.</summary>
/// <param name="RuleId">Its id, which a changed rule keeps.</param>
/// <param name="Title">What people called it; null where the edition brought it.</param>
/// <param name="Statement">What it said; null where the edition brought it.</param>
public sealed record AmendedRule(string RuleId, LocalizedText? Title, LocalizedText? Statement);

/// <summary>What people are told of an edition that changed rules which they had learnt.</summary>
/// <param name="Id">The id of the course.</param>
/// <param name="Edition">The number of the edition that changed the rules.</param>
/// <param name="Summary">What it tells, in a sentence.</param>
/// <param name="Reason">Why the rules were changed, as somebody has written it, in one language.</param>
/// <param name="Rules">In the order in which they are told.</param>
public sealed record DeltaText(string Id, int Edition, LocalizedText Title, LocalizedText Summary, string Reason, IReadOnlyList<AmendedRule> Rules);
