using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence;

/// <summary>Which entries are wanted; what is null does not matter.</summary>
public sealed record LedgerFilter
{
    /// <summary>Who acted, or whom it was about.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>As <see cref="PersonId"/>, by words that each stand in the name; see <see cref="Names.NameFold"/>.</summary>
    public string? Name { get; init; }

    public string? Kind { get; init; }

    /// <summary>A kind that is left out.</summary>
    public string? WithoutKind { get; init; }

    /// <summary>First local day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last local day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Part of an id or a path of what it was about.</summary>
    public string? Subject { get; init; }
}

/// <param name="Fact">Null where the line cannot be read, which the check tells.</param>
public sealed record LedgerEntry(long Number, DateTimeOffset At, string Kind, Guid? ActorId, Guid? SubjectPersonId, string? SubjectKey, string Line, Fact? Fact);

/// <summary>What ids and hashes of some entries stand for now.</summary>
/// <param name="Texts">Null for a text that was erased.</param>
public sealed record LedgerNames(
    IReadOnlyDictionary<Guid, string> People, IReadOnlyDictionary<Guid, string> Units, IReadOnlyDictionary<string, string> UnitPaths, IReadOnlyDictionary<TextRef, string?> Texts)
{
    /// <summary>What courses, texts and rules are called now, by their ids; whoever shows the entries puts them in.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();
}

/// <param name="Page">From 1.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerEntry> Entries, LedgerNames Names, int Page, int PageCount, long Total);
