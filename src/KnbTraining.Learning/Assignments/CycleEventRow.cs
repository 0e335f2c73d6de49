namespace KnbTraining.Learning.Assignments;

/// <summary>An event of a cycle as it is stored. Rows are only ever added: they are the truth from which <see cref="CycleSpan"/> is made.</summary>
public sealed class CycleEventRow
{
    private CycleEventRow()
    {
    }

    public Guid CycleId { get; private set; }

    /// <summary>Counts the events of a person in a course, from 1.</summary>
    public int Number { get; private set; }

    public CycleEventKind Kind { get; private set; }

    public DateOnly Day { get; private set; }

    public DateOnly? Due { get; private set; }

    public DateOnly? Until { get; private set; }

    public CycleEnd? End { get; private set; }

    /// <summary>The number of the event that is taken back.</summary>
    public int? Undoes { get; private set; }

    /// <summary>The number of the fact that tells of it; 0 where it happened before events were kept.</summary>
    public long Seq { get; private set; }

    /// <summary>Hash of the text of the reason in the ledger; null where none was asked.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who allowed it, where somebody else than the one who did it had to.</summary>
    public Guid? ApproverId { get; private set; }

    /// <summary>SHA-256 of the file that proves a credit, in hexadecimal digits.</summary>
    public string? EvidenceHash { get; private set; }

    /// <summary>What was done about several people at once has one id, by which it is found and undone; null where one person was meant.</summary>
    public Guid? BatchId { get; private set; }

    internal static CycleEventRow Create(Guid cycleId, CycleEvent told, EventGrounds grounds) => new()
    {
        CycleId = cycleId,
        Number = told.Number,
        Kind = told.Kind,
        Day = told.Day,
        Due = told.Due,
        Until = told.Until,
        End = told.End,
        Undoes = told.Of,
        Reason = grounds.Reason,
        ApproverId = grounds.ApproverId,
        EvidenceHash = grounds.EvidenceHash,
        BatchId = grounds.BatchId,
    };

    /// <param name="cycle">The number of the cycle among those of the person in the course.</param>
    internal CycleEvent Read(int cycle) => new(cycle, Number, Kind, Day, Due, Until, End, Undoes);

    internal void Known(long number) => Seq = number;

    internal void BelongsTo(Guid? batchId) => BatchId = batchId;
}

/// <summary>Why an event was, and who answers for it.</summary>
/// <param name="Reason">Hash of the text in the ledger.</param>
/// <param name="ApproverId">Who allowed it, where somebody else had to.</param>
/// <param name="EvidenceHash">SHA-256 of the file that proves it, in hexadecimal digits.</param>
/// <param name="BatchId">Of what was done about several people at once.</param>
public sealed record EventGrounds(string? Reason = null, Guid? ApproverId = null, string? EvidenceHash = null, Guid? BatchId = null)
{
    public static EventGrounds None { get; } = new();
}
