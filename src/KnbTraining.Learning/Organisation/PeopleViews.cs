namespace KnbTraining.Learning.Organisation;

public sealed record PersonRow(
    Guid Id, string Name, string UserName, Guid UnitId, string UnitName, HolderStatus HolderStatus, Capacity Capacity, IReadOnlyList<Role> Roles, bool Active)
{
    public string? PersonnelNumber { get; init; }

    public Employment Employment { get; init; }
}

/// <summary>Which people are listed: whoever meets every condition that is set.</summary>
public sealed record PeopleFilter
{
    /// <summary>Words that must each stand in the name, the personnel number or the user name, see <see cref="Names.NameFold"/>; null or empty for everybody.</summary>
    public string? Search { get; init; }

    /// <summary>A unit whose whole subtree is meant; null for all.</summary>
    public Guid? UnitId { get; init; }

    public HolderStatus? HolderStatus { get; init; }

    public Capacity? Capacity { get; init; }

    /// <summary>Null for all who have not left, unless <see cref="IncludesLeft"/>.</summary>
    public Employment? Employment { get; init; }

    public bool IncludesLeft { get; init; }
}

/// <summary>A part of a list of people.</summary>
/// <param name="Total">How many people the whole list has.</param>
/// <param name="People">Those of the part that was asked for, by name.</param>
public sealed record PeopleList(int Total, IReadOnlyList<PersonRow> People);

public sealed record PersonDetails(
    Guid Id,
    string Name,
    string UserName,
    string? Email,
    Guid UnitId,
    string UnitName,
    HolderStatus HolderStatus,
    Capacity Capacity,
    string Language,
    IReadOnlyList<Role> Roles,
    Guid? ManagedUnitId,
    string? ManagedUnitName,
    bool Active)
{
    public ExamTime ExamTime { get; init; }

    public string? PersonnelNumber { get; init; }

    public Employment Employment { get; init; }

    /// <summary>What a change of this person must name as read.</summary>
    public int Version { get; init; }
}

/// <param name="Name">In the viewer's language, or the one for everybody.</param>
public sealed record UnitRow(Guid Id, Guid? ParentId, string Name, string Path, int Depth)
{
    public UnitNames Names { get; init; } = new();

    /// <summary>What a change of this unit must name as read.</summary>
    public int Version { get; init; }
}

public sealed record NewPerson(Guid Id, string TemporaryPassword)
{
    /// <summary>What a change of this person must name as read.</summary>
    public int Version { get; init; }
}

/// <summary>What an administrator fills in about a person.</summary>
public sealed record PersonForm
{
    public string Name { get; set; } = "";

    public string UserName { get; set; } = "";

    public string? Email { get; set; }

    public Guid UnitId { get; set; }

    public string? PersonnelNumber { get; set; }

    public HolderStatus HolderStatus { get; set; }

    public Capacity Capacity { get; set; }

    public StandingValues Standing => new(UnitId, HolderStatus, Capacity);

    public string Language { get; set; } = "en";

    public HashSet<Role> Roles { get; set; } = [Role.Learner];

    public Guid? ManagedUnitId { get; set; }

    /// <summary>Extra time in exams, in percent, from 0 to <see cref="ExamTime.MostPercent"/>.</summary>
    public int ExtraTimePercent { get; set; }

    public bool Untimed { get; set; }

    public ExamTime ExamTime => new(ExtraTimePercent, Untimed);
}
