namespace KnbTraining.Learning.Editing;

/// <summary>
/// Somebody who saved a draft since it began. Whoever saves last replaces the name on the draft, but not the fact that
/// others wrote it too: none of them may be the one who publishes it. The rows go when the draft ends.
/// </summary>
public sealed class DraftAuthor
{
    private DraftAuthor()
    {
    }

    public string Path { get; private set; } = "";

    public Guid PersonId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>When this person first saved it.</summary>
    public DateTimeOffset Since { get; private set; }

    public static DraftAuthor Create(string path, Guid personId, string name, DateTimeOffset since)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new DraftAuthor { Path = path, PersonId = personId, Name = name, Since = since };
    }
}
