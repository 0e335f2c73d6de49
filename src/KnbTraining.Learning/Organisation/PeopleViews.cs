namespace KnbTraining.Learning.Organisation;

public sealed record PersonRow(
    Guid Id, string Name, string UserName, Guid UnitId, string UnitName, HolderStatus HolderStatus, Capacity Capacity, IReadOnlyList<Role> Roles, bool Active);

/// <summary>The beginning of a list of people.</summary>
/// <param name="Total">How many people the whole list has.</param>
/// <param name="People">The first of them, at most <see cref="PeopleQueries.MostListed"/>.</param>
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

    /// <summary>What a change of this person must name as read.</summary>
    public int Version { get; init; }
}

public sealed record UnitRow(Guid Id, Guid? ParentId, string Name, string Path, int Depth);

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

    public HolderStatus HolderStatus { get; set; }

    public Capacity Capacity { get; set; }

    public string Language { get; set; } = "en";

    public HashSet<Role> Roles { get; set; } = [Role.Learner];

    public Guid? ManagedUnitId { get; set; }

    /// <summary>Extra time in exams, in percent, from 0 to <see cref="ExamTime.MostPercent"/>.</summary>
    public int ExtraTimePercent { get; set; }

    public bool Untimed { get; set; }

    public ExamTime ExamTime => new(ExtraTimePercent, Untimed);
}
