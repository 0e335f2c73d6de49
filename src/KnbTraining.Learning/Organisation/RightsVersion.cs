namespace KnbTraining.Learning.Organisation;

/// <summary>
/// The one row that counts changes of anybody's rights. Whoever keeps rights in memory compares the number: a number that
/// somebody else wrote means that another process has changed rights.
/// </summary>
public sealed class RightsVersion
{
    /// <summary>The id of the only row.</summary>
    public const int Only = 1;

    private RightsVersion()
    {
    }

    public int Id { get; private set; }

    public long Version { get; private set; }
}
