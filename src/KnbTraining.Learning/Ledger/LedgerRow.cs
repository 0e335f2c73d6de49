namespace KnbTraining.Learning.Ledger;

/// <summary>An entry as stored. The line is what counts; the columns repeat what the page filters by, and the check holds them against the line.</summary>
public sealed class LedgerRow
{
    private LedgerRow()
    {
    }

    public long Number { get; private set; }

    public string Line { get; private set; } = "";

    /// <summary>See <see cref="LedgerLine.LeafHashOf"/>.</summary>
    public byte[] LeafHash { get; private set; } = [];

    public DateTimeOffset At { get; private set; }

    public string Kind { get; private set; } = "";

    /// <summary>Null where the application itself acted.</summary>
    public Guid? ActorId { get; private set; }

    public Guid? SubjectPersonId { get; private set; }

    public string? SubjectKey { get; private set; }

    internal static LedgerRow Of(LedgerLine line)
    {
        var text = line.Write();
        return new LedgerRow
        {
            Number = line.Number,
            Line = text,
            LeafHash = LedgerLine.LeafHashOf(text),
            At = line.At,
            Kind = FactType.Of(line.Fact).Kind,
            ActorId = line.Actor.PersonId,
            SubjectPersonId = line.Fact.AboutPerson(),
            SubjectKey = line.Fact.AboutKey(),
        };
    }

    /// <summary>What does not fit in this row; null where all does.</summary>
    /// <param name="line">What the line says; null where it is none.</param>
    internal LedgerFault? FindFault(out LedgerLine? line)
    {
        line = null;
        if (!LeafHash.AsSpan().SequenceEqual(LedgerLine.LeafHashOf(Line)))
        {
            return LedgerFault.Hash;
        }

        line = LedgerLine.Read(Line);
        if (line is null)
        {
            return LedgerFault.Line;
        }

        return line.Number == Number
            && line.At == At
            && FactType.Of(line.Fact).Kind == Kind
            && line.Actor.PersonId == ActorId
            && line.Fact.AboutPerson() == SubjectPersonId
            && line.Fact.AboutKey() == SubjectKey ? null : LedgerFault.Columns;
    }
}

/// <summary>What is wrong with an entry.</summary>
public enum LedgerFault
{
    /// <summary>An entry is missing before it, or its number stands twice.</summary>
    Number,

    /// <summary>The line is not the one of which the hash was stored.</summary>
    Hash,

    /// <summary>The line is none that the application writes.</summary>
    Line,

    /// <summary>The columns say something else than the line.</summary>
    Columns,
}
