namespace KnbTraining.Learning.Editing;

/// <summary>
/// What editors want to be different in the content, and why: one or more documents that are checked, reviewed and published together.
/// Everything in it is written under the lock of <see cref="Persistence.NumberSeries.Changes"/> with its <see cref="Id"/>.
/// </summary>
public sealed class ContentChange
{
    private ContentChange()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>From 1, in the order in which changes were opened; what people call it by.</summary>
    public int Number { get; private set; }

    /// <summary>Empty only where the drafts of a version without changes were taken over.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Why it is made; empty until somebody says it. Nothing is reviewed without.</summary>
    public string Reason { get; private set; } = "";

    public ChangeState State { get; private set; }

    public Guid OpenedById { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When anything in it was written or decided last.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Grows with each change of title, reason or state.</summary>
    public int Version { get; private set; }

    /// <summary>The highest version that a document of this change ever had: no document gets the same one twice, not even after it was taken out.</summary>
    public int LastDocumentVersion { get; private set; }

    /// <summary>The number of the newest revision; 0 before the first.</summary>
    public int Revision { get; private set; }

    /// <summary>The day on which it is published by itself; null where it waits for somebody.</summary>
    public DateOnly? PublishOn { get; private set; }

    /// <summary>The edition that came of it; null before.</summary>
    public int? Edition { get; private set; }

    public bool IsOpen => State is not (ChangeState.Published or ChangeState.Withdrawn);

    internal static ContentChange Open(int number, string title, string reason, Guid openedById, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        return new ContentChange
        {
            Id = Guid.CreateVersion7(),
            Number = number,
            Title = title,
            Reason = reason,
            OpenedById = openedById,
            OpenedAt = now,
            ChangedAt = now,
            Version = 1,
        };
    }

    internal void Describe(string title, string reason, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        (Title, Reason) = (title, reason);
        Touch(now);
    }

    internal int NextDocumentVersion(DateTimeOffset now)
    {
        ChangedAt = now;
        return ++LastDocumentVersion;
    }

    internal int NextRevision() => ++Revision;

    /// <exception cref="InvalidOperationException">It is over.</exception>
    internal void Become(ChangeState state, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            throw new InvalidOperationException("A change that was published or withdrawn stays as it is.");
        }

        State = state;
        PublishOn = state == ChangeState.Approved ? PublishOn : null;
        Touch(now);
    }

    internal void Plan(DateOnly? day, DateTimeOffset now)
    {
        PublishOn = day;
        Touch(now);
    }

    internal void Publish(int edition, DateTimeOffset now)
    {
        Become(ChangeState.Published, now);
        Edition = edition;
    }

    private void Touch(DateTimeOffset now)
    {
        Version++;
        ChangedAt = now;
    }
}

/// <summary>One document of a change as it is being written: autosave replaces it. Where the change is over, as it was at the end.</summary>
public sealed class ChangeDocument
{
    private ChangeDocument()
    {
    }

    public Guid ChangeId { get; private set; }

    public string Path { get; private set; } = "";

    /// <summary>Empty where the document is to be retired.</summary>
    public string Text { get; private set; } = "";

    /// <summary>True where the change takes the document out of the content.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Hash of the published text that this one was made from; null where nothing was published under this path.</summary>
    public string? BaseHash { get; private set; }

    /// <summary>An editor names the version that was read; see <see cref="ContentChange.LastDocumentVersion"/>.</summary>
    public int Version { get; private set; }

    public Guid SavedById { get; private set; }

    public DateTimeOffset SavedAt { get; private set; }

    public int FindingCount { get; private set; }

    /// <summary>Hash of the text; null where it is to be retired.</summary>
    public string? Hash => IsRetired ? null : Editions.DocumentBlob.HashOf(Text);

    internal static ChangeDocument Create(Guid changeId, string path, string? baseHash)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new ChangeDocument { ChangeId = changeId, Path = path, BaseHash = baseHash };
    }

    /// <param name="text">Null where it is to be retired.</param>
    internal void Save(string? text, int version, Guid savedById, int findingCount, DateTimeOffset now)
    {
        (Text, IsRetired) = (text ?? "", text is null);
        Version = version;
        SavedById = savedById;
        FindingCount = findingCount;
        SavedAt = now;
    }

    /// <summary>What was published meanwhile has been worked in.</summary>
    internal void Rebase(string? baseHash) => BaseHash = baseHash;
}

/// <summary>Somebody who wrote at a document of a change. None of them approves it.</summary>
public sealed class ChangeAuthor
{
    private ChangeAuthor()
    {
    }

    public Guid ChangeId { get; private set; }

    public string Path { get; private set; } = "";

    public Guid PersonId { get; private set; }

    /// <summary>When this person first saved it.</summary>
    public DateTimeOffset Since { get; private set; }

    internal static ChangeAuthor Create(Guid changeId, string path, Guid personId, DateTimeOffset since) =>
        new() { ChangeId = changeId, Path = path, PersonId = personId, Since = since };
}
