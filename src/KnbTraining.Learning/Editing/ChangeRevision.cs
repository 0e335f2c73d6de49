namespace KnbTraining.Learning.Editing;

/// <summary>What a change held at one moment: never altered, never deleted.</summary>
public sealed class ChangeRevision
{
    private ChangeRevision()
    {
    }

    public Guid ChangeId { get; private set; }

    /// <summary>From 1 within the change.</summary>
    public int Number { get; private set; }

    /// <summary>See <see cref="ContentHash"/>.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The edition that was the newest then.</summary>
    public int BaseEdition { get; private set; }

    public RevisionOccasion Occasion { get; private set; }

    /// <summary>Who had saved last.</summary>
    public Guid MadeById { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    internal static ChangeRevision Create(
        Guid changeId, int number, string hash, int baseEdition, RevisionOccasion occasion, Guid madeById, DateTimeOffset now) => new()
        {
            ChangeId = changeId,
            Number = number,
            Hash = hash,
            BaseEdition = baseEdition,
            Occasion = occasion,
            MadeById = madeById,
            MadeAt = now,
        };
}

/// <summary>One document of a revision.</summary>
public sealed class RevisionDocument(Guid changeId, int revision, string path, string? blobHash)
{
    public Guid ChangeId { get; private set; } = changeId;

    public int Revision { get; private set; } = revision;

    public string Path { get; private set; } = path;

    /// <summary>The address of its text; null where the revision retires it.</summary>
    public string? BlobHash { get; private set; } = blobHash;
}

/// <summary>Something that happened to a change: its history, the newest last.</summary>
public sealed class ChangeStep
{
    private ChangeStep()
    {
    }

    public Guid Id { get; private set; }

    public Guid ChangeId { get; private set; }

    /// <summary>From 1 within the change.</summary>
    public int Number { get; private set; }

    public ChangeStepKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null where the application did it.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>The revision that it is about; 0 where it is about none.</summary>
    public int Revision { get; private set; }

    /// <summary>What the person said, or the reason that the application gives; empty where nothing was said.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The day of a plan; null otherwise.</summary>
    public DateOnly? Day { get; private set; }

    /// <summary>Of an approval: the edition upon which it was read.</summary>
    public int? BaseEdition { get; private set; }

    /// <summary>Of an approval: the digest of what it does, as the approver saw it.</summary>
    public string? Impact { get; private set; }

    /// <summary>Of an approval: true where the approver is an author, as the organisation allows.</summary>
    public bool ByAuthor { get; private set; }

    internal static ChangeStep Create(
        Guid changeId, int number, ChangeStepKind kind, Guid? personId, int revision, DateTimeOffset now, string text = "", DateOnly? day = null) => new()
        {
            Id = Guid.CreateVersion7(),
            ChangeId = changeId,
            Number = number,
            Kind = kind,
            PersonId = personId,
            Revision = revision,
            At = now,
            Text = text,
            Day = day,
        };

    internal ChangeStep OfApproval(int baseEdition, string impact, bool byAuthor)
    {
        (BaseEdition, Impact, ByAuthor) = (baseEdition, impact, byAuthor);
        return this;
    }
}

/// <summary>What somebody says about a place in a document of a change.</summary>
public sealed class ChangeComment
{
    private ChangeComment()
    {
    }

    public Guid Id { get; private set; }

    public Guid ChangeId { get; private set; }

    /// <summary>What the person had read.</summary>
    public int Revision { get; private set; }

    /// <summary>Empty where it is about the change as a whole.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The field of the document, for example <c>exam/passMark</c>; empty where it is about all of it.</summary>
    public string Field { get; private set; } = "";

    /// <summary>The language of the text that is meant; empty where none is.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The words that are meant, as they stood there; empty where none are.</summary>
    public string Quote { get; private set; } = "";

    public string Text { get; private set; } = "";

    public Guid PersonId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The comment that this one answers; null where it answers none.</summary>
    public Guid? AnswersId { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public Guid? SettledById { get; private set; }

    internal static ChangeComment Create(
        Guid changeId, int revision, CommentPlace place, string text, Guid personId, Guid? answersId, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(),
            ChangeId = changeId,
            Revision = revision,
            Path = place.Path,
            Field = place.Field,
            Language = place.Language,
            Quote = place.Quote,
            Text = text,
            PersonId = personId,
            AnswersId = answersId,
            At = now,
        };

    internal void Settle(Guid personId, DateTimeOffset now) => (SettledById, SettledAt) = (personId, now);
}

/// <summary>Where a comment belongs; all empty where it is about the change as a whole.</summary>
/// <param name="Path">Of the document.</param>
/// <param name="Field">Of the document, for example <c>exam/passMark</c>.</param>
/// <param name="Language">Of the text.</param>
/// <param name="Quote">The words that are meant.</param>
public sealed record CommentPlace(string Path = "", string Field = "", string Language = "", string Quote = "")
{
    public const int LongestQuote = 500;

    public static CommentPlace Whole { get; } = new();
}

/// <summary>Somebody who has a document open for writing. A row per person and document, true for a short while.</summary>
public sealed class DocumentPresence
{
    /// <summary>How long somebody counts as present after the page was heard of last.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(90);

    private DocumentPresence()
    {
    }

    public Guid PersonId { get; private set; }

    public string Path { get; private set; } = "";

    /// <summary>The number of the change in which it is open; 0 where it is open outside of any.</summary>
    public int Change { get; private set; }

    public DateTimeOffset SeenAt { get; private set; }

    internal static DocumentPresence Create(Guid personId, string path, int change, DateTimeOffset now) =>
        new() { PersonId = personId, Path = path, Change = change, SeenAt = now };
}
