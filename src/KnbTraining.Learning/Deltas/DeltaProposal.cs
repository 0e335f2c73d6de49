using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Deltas;

/// <summary>An editor proposes to tell people again what an edition changed: which rules, why, and by when. Who gets it, an administrator decides.</summary>
public sealed class DeltaProposal
{
    private DeltaProposal()
    {
    }

    public Guid Id { get; private set; }

    public int EditionNumber { get; private set; }

    /// <summary>Ids of the rules, parted by single spaces.</summary>
    public string Rules { get; private set; } = "";

    /// <summary>Days from the day of the edition.</summary>
    public int Days { get; private set; }

    /// <summary>In each language.</summary>
    public string Reason { get; private set; } = "";

    public Guid ProposerId { get; private set; }

    public DateTimeOffset ProposedAt { get; private set; }

    public DeltaDecision Decision { get; private set; }

    /// <summary>Who opened, declined or withdrew it; null while nobody has.</summary>
    public Guid? DeciderId { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was declined; null where nothing was said.</summary>
    public string? DecisionReason { get; private set; }

    internal IReadOnlyList<string> RuleIds => Rules.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal LocalizedText ReasonText => LocalizedText.Of(LocalizedColumn.Read(Reason));

    internal static DeltaProposal Propose(int editionNumber, IEnumerable<string> rules, int days, LocalizedText reason, Guid proposerId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        EditionNumber = editionNumber,
        Rules = string.Join(' ', rules),
        Days = days,
        Reason = LocalizedColumn.Write(reason),
        ProposerId = proposerId,
        ProposedAt = now,
    };

    /// <exception cref="InvalidOperationException">It was decided before.</exception>
    internal void Decide(DeltaDecision decision, Guid deciderId, string? reason, DateTimeOffset now)
    {
        if (Decision != DeltaDecision.Waiting)
        {
            throw new InvalidOperationException("It was decided before.");
        }

        (Decision, DeciderId, DecisionReason, DecidedAt) = (decision, deciderId, reason, now);
    }
}
