namespace KnbTraining.Learning.Background;

/// <summary>Says which node does work that one node does for all. It is written by one conditional statement, see <see cref="SweepLeases"/>.</summary>
public sealed class SweepLease
{
    private SweepLease()
    {
    }

    /// <summary>As <see cref="Sweep.Work"/>.</summary>
    public string Work { get; private set; } = "";

    /// <summary>The name of the node.</summary>
    public string Holder { get; private set; } = "";

    /// <summary>When it runs out, by the clock of the database.</summary>
    public DateTimeOffset Until { get; private set; }
}
