namespace KnbTraining.Learning.Ledger;

/// <summary>
/// Something that happened, as the ledger keeps it for ever: ids, enums, days, numbers and hashes. Whatever somebody typed, and whatever names
/// somebody, lies in <see cref="LedgerText"/>, and the fact holds its hash (<see cref="TextRef"/>); so it can be erased, and the ledger stays whole.
/// </summary>
/// <remarks>A fact is a positional record: its parameters are what is written. What may stand there, <see cref="FactShape"/> says.</remarks>
public abstract record Fact
{
    /// <summary>The person whom it is about, for the timeline of that person; null where it is about nobody.</summary>
    public virtual Guid? AboutPerson() => null;

    /// <summary>What else it is about, to be filtered by: an id, a path or a number of ours.</summary>
    public virtual string? AboutKey() => null;
}

/// <summary>What a fact is called in its line, and in which version of its shape it is written.</summary>
/// <param name="kind">For example <c>person.added</c>.</param>
/// <param name="version">Grows when the parameters change; the shape from before keeps a type of its own, because its lines stay.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecordedAsAttribute(string kind, int version = 1) : Attribute
{
    public string Kind { get; } = kind;

    public int Version { get; } = version;
}

/// <summary>A group of values inside a fact: a positional record, for which the same holds as for a fact.</summary>
#pragma warning disable CA1040 // The mark is all there is to say.
public interface IFactPart;
#pragma warning restore CA1040
