namespace KnbTraining.Learning.Acknowledgements;

/// <summary>One reading of one text by one person, from opening it to confirming it: a row, never a flag. A renewal adds a row.</summary>
public sealed class Acknowledgement
{
    /// <summary>Longest typed phrase that is kept, in characters.</summary>
    public const int LongestPhrase = 300;

    /// <summary>How long an opening without a confirmation counts. After that the reading time starts again.</summary>
    public static readonly TimeSpan OpeningCounts = TimeSpan.FromHours(24);

    private Acknowledgement()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public string DocumentId { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>The edition from which the text was shown.</summary>
    public int EditionNumber { get; private set; }

    /// <summary>The language in which it was read.</summary>
    public string Language { get; private set; } = "";

    /// <summary>SHA-256 of exactly the text that was shown, lower-case hexadecimal.</summary>
    public string TextHash { get; private set; } = "";

    /// <summary>When the server first showed it.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>Null while it is only open.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Local calendar day of the confirmation.</summary>
    public DateOnly? ConfirmedOn { get; private set; }

    /// <summary>As it was typed.</summary>
    public string? TypedPhrase { get; private set; }

    /// <summary>Last local day on which the confirmation counts; null where it counts until the next version.</summary>
    public DateOnly? ValidUntil { get; private set; }

    public static Acknowledgement Open(Guid personId, ShownText shown, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(shown);
        return new Acknowledgement
        {
            Id = Guid.CreateVersion7(now),
            PersonId = personId,
            DocumentId = shown.DocumentId,
            Version = shown.Version,
            EditionNumber = shown.EditionNumber,
            Language = shown.Language,
            TextHash = shown.TextHash,
            OpenedAt = now,
        };
    }

    /// <summary>True where the time since the opening counts as reading.</summary>
    public bool IsReading(DateTimeOffset now) => ConfirmedAt is null && now - OpenedAt < OpeningCounts;

    /// <summary>Starts the reading time again, because the last opening is too old to count.</summary>
    /// <exception cref="InvalidOperationException">It was confirmed: evidence is never overwritten.</exception>
    public void OpenAgain(int editionNumber, DateTimeOffset now)
    {
        EnsureOpen();
        EditionNumber = editionNumber;
        OpenedAt = now;
    }

    /// <exception cref="InvalidOperationException">It was confirmed already.</exception>
    public void Confirm(string typedPhrase, DateTimeOffset at, DateOnly on, DateOnly? validUntil)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(typedPhrase);
        ArgumentOutOfRangeException.ThrowIfLessThan(at, OpenedAt);
        EnsureOpen();
        ConfirmedAt = at;
        ConfirmedOn = on;
        TypedPhrase = typedPhrase.Trim() is var typed && typed.Length > LongestPhrase ? typed[..LongestPhrase] : typed;
        ValidUntil = validUntil;
    }

    private void EnsureOpen()
    {
        if (ConfirmedAt is not null)
        {
            throw new InvalidOperationException("The text was confirmed already.");
        }
    }
}

/// <summary>Identifies the exact text that a reader sees.</summary>
public sealed record ShownText(string DocumentId, int Version, int EditionNumber, string Language, string TextHash);
