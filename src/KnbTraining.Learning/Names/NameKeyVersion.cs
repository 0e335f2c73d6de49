namespace KnbTraining.Learning.Names;

/// <summary>With what the stored keys of names were made; one row.</summary>
public sealed class NameKeyVersion
{
    public const int OnlyId = 1;

    private NameKeyVersion()
    {
    }

    public int Id { get; private set; } = OnlyId;

    /// <summary>See <see cref="NameOrder.Version"/>.</summary>
    public string Version { get; private set; } = "";

    public static NameKeyVersion Create(string version) => new() { Version = version };
}
