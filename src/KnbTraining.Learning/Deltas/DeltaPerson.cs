namespace KnbTraining.Learning.Deltas;

/// <summary>What became of somebody for whom a course about changed rules was opened. The values are stored.</summary>
public enum DeltaOutcome
{
    Waiting = 0,

    Given = 1,

    /// <summary>Not active any more when their turn came.</summary>
    LeftOut = 2,
}

/// <summary>Somebody for whom a course about changed rules was opened. Where there are many they get it part by part, and who waits survives the end of the process.</summary>
public sealed class DeltaPerson
{
    private DeltaPerson()
    {
    }

    public Guid DeltaId { get; private set; }

    public Guid PersonId { get; private set; }

    public DeltaOutcome Outcome { get; private set; }

    internal static DeltaPerson Create(Guid deltaId, Guid personId) => new() { DeltaId = deltaId, PersonId = personId };

    internal void HadTurn(bool isGiven) => Outcome = isGiven ? DeltaOutcome.Given : DeltaOutcome.LeftOut;
}
