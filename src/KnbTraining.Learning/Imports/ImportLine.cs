using System.Text.Json.Serialization;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>What a row of a list of people comes to.</summary>
public enum ImportKind
{
    New = 0,

    /// <summary>Something about the person is otherwise; somebody who comes back stands here too.</summary>
    Changed = 1,

    /// <summary>Among other things the unit is another one.</summary>
    Moved = 2,
    Leaving = 3,

    /// <summary>A person must decide; nothing is done with the row.</summary>
    Unclear = 4,

    /// <summary>The row cannot be used; nothing is done with it.</summary>
    Wrong = 5,
    Unchanged = 6,
}

/// <summary>What is wrong with a row, or unclear.</summary>
/// <param name="Field">The column; null where it concerns the row.</param>
/// <param name="Key">The key of the message.</param>
/// <param name="Value">What stands in the cell, or the number of another line.</param>
public sealed record ImportFinding(ImportField? Field, string Key, string? Value = null);

/// <param name="From">Null where there was nothing.</param>
public sealed record ImportDifference(ImportField Field, string? From, string? To);

/// <summary>Somebody whom a row may mean.</summary>
public sealed record ImportCandidate(Guid PersonId, string Name, string? Number, string Unit);

/// <summary>One row of a list of people beside what is known. It is staged as it stands here.</summary>
public sealed record ImportLine
{
    /// <summary>The line of the file; 0 for somebody who does not stand in it.</summary>
    public int Line { get; init; }

    public ImportKind Kind { get; init; }

    /// <summary>Null for who is new, and where nobody was recognised.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The version of the person to which it was compared.</summary>
    public int Version { get; init; }

    public string? Number { get; init; }

    public string? Name { get; init; }

    /// <summary>The IIN that is set; null where it stays as it is.</summary>
    public SealedIin? Iin { get; init; }

    /// <summary>The IIN that was known before, where another one is set.</summary>
    public SealedIin? IinBefore { get; init; }

    public string? Email { get; init; }

    public string? UserName { get; init; }

    public string? Language { get; init; }

    /// <summary>What is set of the standing; all of it for who is new.</summary>
    public StandingParts? Parts { get; init; }

    /// <summary>The first day on which <see cref="Parts"/> hold.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The first day on which they have left; null where the row tells no end, or one that is known.</summary>
    public DateOnly? Ends { get; init; }

    public IReadOnlyList<ImportDifference> Differences { get; init; } = [];

    public IReadOnlyList<ImportFinding> Findings { get; init; } = [];

    public IReadOnlyList<ImportCandidate> Candidates { get; init; } = [];

    /// <summary>True where applying the import does something.</summary>
    [JsonIgnore]
    public bool IsAct => Kind is ImportKind.New or ImportKind.Changed or ImportKind.Moved or ImportKind.Leaving;
}

/// <summary>A unit that is open today.</summary>
/// <param name="From">Since when it is what it is now.</param>
public sealed record KnownUnit(Guid Id, string Path, string Name, UnitNames Names, DateOnly From);

/// <summary>Somebody who is known, left or not.</summary>
/// <param name="Spans">The standing on all days.</param>
public sealed record KnownPerson(
    Guid Id,
    string? Number,
    string Name,
    string? Email,
    string UserName,
    string Language,
    bool IsAdministrator,
    int Version,
    IReadOnlyList<StandingSpan> Spans)
{
    /// <summary>Null where none is known.</summary>
    public SealedIin? Iin { get; init; }
}

/// <summary>Everything that a file is compared to.</summary>
public sealed record ImportHouse(IReadOnlyList<KnownUnit> Units, IReadOnlyList<KnownPerson> People, DateOnly Today)
{
    /// <summary>By which IINs are found and stored; null where the organisation keeps none.</summary>
    public IinSeal? Iins { get; init; }

    /// <summary>True where no names are kept: those in the list are not read.</summary>
    public bool NumbersOnly { get; init; }
}

/// <summary>What a file comes to.</summary>
/// <param name="Active">How many people are employed today.</param>
public sealed record ImportResult(IReadOnlyList<ImportLine> Lines, int Active)
{
    public int Count(ImportKind kind) => Lines.Count(line => line.Kind == kind);

    /// <summary>True where so many are leaving that somebody must look twice.</summary>
    /// <param name="percent">Of those who are employed.</param>
    public bool HoldsBrake(int percent) => HoldsBrake(Count(ImportKind.Leaving), Active, percent);

    internal static bool HoldsBrake(int leaving, int active, int percent) => leaving * 100L > (long)active * percent;
}
