namespace KnbTraining.Learning.Assignments;

/// <summary>What happens to the people of a list.</summary>
public enum CycleListUse
{
    /// <summary>They are given the course of the assignment.</summary>
    Open,

    /// <summary>The course is taken back from them.</summary>
    Withdraw,
}

/// <summary>
/// The people whom one act concerns, where they are too many for one transaction. The list is stored with the act and then applied part by
/// part (<see cref="CycleLists"/>); what is left of it survives the end of the process.
/// </summary>
public sealed class CycleList
{
    private CycleList()
    {
    }

    public Guid Id { get; private set; }

    public Guid RuleId { get; private set; }

    public CycleListUse Use { get; private set; }

    /// <summary>How many people stand in it.</summary>
    public int Total { get; private set; }

    /// <summary>How many of them were given the course, or had it taken back.</summary>
    public int Done { get; private set; }

    /// <summary>How many were passed over, because when their turn came nothing was to be done any more.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The number of the row whose people have their turn next.</summary>
    public int NextPart { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Null while people are waiting in it.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The number of the fact that tells of the list; the cycles carry it.</summary>
    public long? Number { get; private set; }

    /// <summary>Grows with each transaction, so that two processes never deal with the same people.</summary>
    public int Version { get; private set; }

    /// <summary>How many people have had their turn.</summary>
    public int Applied => Done + LeftOut;

    internal static CycleList Create(Guid ruleId, CycleListUse use, int total, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        return new CycleList { Id = Guid.CreateVersion7(now), RuleId = ruleId, Use = use, Total = total, MadeAt = now };
    }

    internal void SetNumber(long number) => Number = number;

    internal void Advance(int done, int leftOut, bool toNextPart)
    {
        ThrowIfEnded();
        (Done, LeftOut, NextPart) = (Done + done, LeftOut + leftOut, NextPart + (toNextPart ? 1 : 0));
        Version++;
    }

    internal void End(DateTimeOffset now)
    {
        ThrowIfEnded();
        EndedAt = now;
        Version++;
    }

    private void ThrowIfEnded()
    {
        if (EndedAt is not null)
        {
            throw new InvalidOperationException("The list has ended.");
        }
    }
}

/// <summary>
/// A row of people of a list. They are dealt with in the order in which they stand in it, some in each transaction. Its texts are what the hashes in
/// the facts are made of.
/// </summary>
public sealed class CycleListPart
{
    /// <summary>Most people in one row: few enough that a row is quickly read and written again, many enough that a long list has few rows.</summary>
    public const int MostPeople = 200;

    private CycleListPart()
    {
    }

    public Guid ListId { get; private set; }

    /// <summary>From 0, in the order in which they are applied.</summary>
    public int Number { get; private set; }

    /// <summary>One id of a person a line, each with a line end.</summary>
    public string People { get; private set; } = "";

    /// <summary>
    /// For each line of <see cref="People"/> that had its turn a line of canonical JSON that says what was done, each with a line end; null before the first.
    /// </summary>
    public string? Outcome { get; private set; }

    /// <summary>True where everybody in it had their turn.</summary>
    internal bool IsApplied => LinesOf(Outcome).Length == LinesOf(People).Length;

    internal static IEnumerable<CycleListPart> Of(CycleList list, IReadOnlyList<Guid> people) => people
        .Chunk(MostPeople)
        .Select((some, number) => new CycleListPart { ListId = list.Id, Number = number, People = string.Concat(some.Select(id => $"{id:D}\n")) });

    /// <summary>Those whose turn is next.</summary>
    internal Guid[] ReadNext(int most) => [.. LinesOf(People).Skip(LinesOf(Outcome).Length).Take(most).Select(line => Guid.ParseExact(line, "D"))];

    /// <param name="lines">Canonical JSON without line ends, one for each of those whose turn was next.</param>
    internal void Apply(IEnumerable<string> lines) => Outcome += string.Concat(lines.Select(line => line + "\n"));

    private static string[] LinesOf(string? text) => text?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
