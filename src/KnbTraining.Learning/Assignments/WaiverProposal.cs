namespace KnbTraining.Learning.Assignments;

/// <summary>What became of a proposed waiver. The values are part of facts.</summary>
public enum WaiverDecision
{
    /// <summary>The approver allowed it: it counts.</summary>
    Approved = 0,

    /// <summary>The approver refused it.</summary>
    Refused = 1,

    /// <summary>An administrator took it back before anybody had decided.</summary>
    Withdrawn = 2,
}

/// <summary>
/// Somebody is asked to allow that nothing is asked of a person until a day. It changes nothing before it is approved. At most one of a cycle waits.
/// </summary>
public sealed class WaiverProposal
{
    private WaiverProposal()
    {
    }

    public Guid Id { get; private set; }

    public Guid CycleId { get; private set; }

    public Guid PersonId { get; private set; }

    public string CourseId { get; private set; } = "";

    /// <summary>The last day on which nothing would be asked.</summary>
    public DateOnly Until { get; private set; }

    /// <summary>Who is asked.</summary>
    public Guid ApproverId { get; private set; }

    public Guid ProposerId { get; private set; }

    /// <summary>Hash of the text of the reason in the ledger.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The number of the fact that tells of it.</summary>
    public long ProposedSeq { get; private set; }

    /// <summary>Of what was proposed for several people at once; null where one person was meant.</summary>
    public Guid? BatchId { get; private set; }

    /// <summary>Null while it waits.</summary>
    public WaiverDecision? Decision { get; private set; }

    /// <summary>The number of the fact that tells of the decision; null while it waits.</summary>
    public long? DecidedSeq { get; private set; }

    /// <summary>Hash of the text of why it was refused or withdrawn; null where nothing was said.</summary>
    public string? DecisionReason { get; private set; }

    internal static WaiverProposal Create(Cycle cycle, DateOnly until, Guid approverId, Guid proposerId, string reason, Guid? batchId) => new()
    {
        Id = Guid.CreateVersion7(),
        CycleId = cycle.Id,
        PersonId = cycle.PersonId,
        CourseId = cycle.CourseId,
        Until = until,
        ApproverId = approverId,
        ProposerId = proposerId,
        Reason = reason,
        BatchId = batchId,
    };

    /// <exception cref="InvalidOperationException">It was decided before.</exception>
    internal void Decide(WaiverDecision decision, string? reason)
    {
        if (Decision is not null)
        {
            throw new InvalidOperationException("It was decided before.");
        }

        (Decision, DecisionReason) = (decision, reason);
    }

    internal void Proposed(long number) => ProposedSeq = number;

    internal void Decided(long number) => DecidedSeq = number;
}
