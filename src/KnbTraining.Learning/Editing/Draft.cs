namespace KnbTraining.Learning.Editing;

/// <summary>
/// The unpublished text of one document. A draft with findings is kept like any other. A draft that was published or
/// discarded leaves an empty row behind, so that a version never comes back and an editor who still looks at the text
/// from before cannot overwrite what happened since.
/// </summary>
public sealed class Draft
{
    private Draft()
    {
    }

    public string Path { get; private set; } = "";

    /// <summary>Empty where there is no draft any more.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Grows by one with every save and every end, from 1; an editor names the version that the change was made to.</summary>
    public int Version { get; private set; }

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>The edition that was current when the draft was last saved.</summary>
    public int BaseEdition { get; private set; }

    public int FindingCount { get; private set; }

    public bool IsOpen => Text.Length > 0;

    public static Draft Create(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new Draft { Path = path };
    }

    public void Save(string text, Guid authorId, string authorName, int baseEdition, int findingCount, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentOutOfRangeException.ThrowIfNegative(findingCount);
        Text = text;
        Version++;
        AuthorId = authorId;
        AuthorName = authorName;
        BaseEdition = baseEdition;
        FindingCount = findingCount;
        SavedAt = now;
    }

    /// <summary>Published or discarded: there is no draft any more.</summary>
    /// <exception cref="InvalidOperationException">There is none already.</exception>
    public void End(DateTimeOffset now)
    {
        if (!IsOpen)
        {
            throw new InvalidOperationException("There is no draft to end.");
        }

        Text = "";
        Version++;
        FindingCount = 0;
        SavedAt = now;
    }
}
