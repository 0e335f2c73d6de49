namespace KnbTraining.Learning.Organisation;

/// <summary>Days on which somebody's standing was, is or is planned to be the same.</summary>
/// <param name="Until">The last day, included; null where there is no end.</param>
public sealed record StandingPeriod(DateOnly From, DateOnly? Until, string UnitName, HolderStatus HolderStatus, Capacity Capacity, Employment Employment);

/// <summary>A change that was told of somebody's standing, and holds.</summary>
/// <param name="UnitName">The name of the unit that it sets; null where it sets none.</param>
/// <param name="ToldOn">The local day on which it was told; null where that was before changes had entries in the audit log.</param>
/// <param name="ToldBy">Who told it; null where it was the application, or where nobody knows.</param>
public sealed record ToldChange(Guid Id, DateOnly From, DateOnly? Until, StandingParts Parts, string? UnitName, DateOnly? ToldOn, string? ToldBy)
{
    /// <summary>True for what made the person known, which cannot be undone.</summary>
    public bool IsFirst { get; init; }

    /// <summary>True where it begins after today.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>True where it was told after the day on which it began.</summary>
    public bool IsLate { get; init; }
}

/// <summary>Somebody's standing over time.</summary>
/// <param name="Periods">From the first day on, without gaps.</param>
/// <param name="Changes">What holds, the latest day first.</param>
/// <param name="Today">The day for which planned and past are told apart.</param>
public sealed record StandingOverview(IReadOnlyList<StandingPeriod> Periods, IReadOnlyList<ToldChange> Changes, DateOnly Today);
