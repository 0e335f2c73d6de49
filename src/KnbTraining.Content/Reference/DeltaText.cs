using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Reference;

/// <summary>A rule as it was before an edition changed it.</summary>
/// <param name="RuleId">Its id, which a changed rule keeps.</param>
/// <param name="Title">What people called it; null where the edition brought it.</param>
/// <param name="Statement">What it said; null where the edition brought it.</param>
public sealed record AmendedRule(string RuleId, LocalizedText? Title, LocalizedText? Statement);

/// <summary>A situation that an edition judged otherwise than the one before it, as it was judged before.</summary>
/// <param name="Situation">Its id, which holds its facts.</param>
/// <param name="From">The first day on which the new verdict holds.</param>
/// <param name="IfAdopted">True where it is judged as if the plans were adopted.</param>
/// <param name="Duties">Ids of the duties that held before.</param>
public sealed record AmendedCase(string Situation, DateOnly From, bool IfAdopted, Liability Liability, IReadOnlyList<string> Duties);

/// <summary>What people are told of an edition that changed rules which they had learnt.</summary>
/// <param name="Id">The id of the course.</param>
/// <param name="Edition">The number of the edition that changed the rules.</param>
/// <param name="Summary">What it tells, in a sentence.</param>
/// <param name="Reason">Why the rules were changed, as somebody has written it.</param>
/// <param name="Rules">In the order in which they are told.</param>
public sealed record DeltaText(string Id, int Edition, LocalizedText Title, LocalizedText Summary, LocalizedText Reason, IReadOnlyList<AmendedRule> Rules)
{
    /// <summary>Some situations that are judged differently, as they were judged before; none where the rules bring about none.</summary>
    public IReadOnlyList<AmendedCase> Cases { get; init; } = [];

    /// <summary>True where the course was taken back: nobody is asked for it any more.</summary>
    public bool IsTakenBack { get; init; }
}
