namespace KnbTraining.Learning.Organisation;

public sealed record PersonRow(
    Guid Id, string Name, string UserName, Guid UnitId, string UnitName, HolderStatus HolderStatus, Capacity Capacity, IReadOnlyList<Role> Roles, bool Active)
{
    public string? PersonnelNumber { get; init; }

    public Employment Employment { get; init; }

    /// <summary>The first day of somebody who is not here yet; null for everybody else.</summary>
    public DateOnly? BeginsOn { get; init; }
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

    /// <summary>How far somebody is on the way to a password of their own; null for everybody.</summary>
    public AccountState? Account { get; init; }

    /// <summary>A role that somebody has, beside others; null for everybody.</summary>
    public Role? Role { get; init; }

    public PeopleOrder Order { get; init; }
}

/// <summary>In which order people are listed; those whom it does not part stand by name.</summary>
public enum PeopleOrder
{
    Name = 0,

    /// <summary>By personnel number; who has none stands last.</summary>
    Number = 1,

    /// <summary>By unit, in the order of the tree.</summary>
    Unit = 2,

    /// <summary>Whoever was added last stands first.</summary>
    Newest = 3,
}

/// <summary>How far somebody is on the way to a password of their own.</summary>
public enum AccountState
{
    /// <summary>They have not signed in yet, whatever the reason: each of the next three.</summary>
    NotSignedIn = 0,

    /// <summary>There is no password with which they could.</summary>
    NoPassword = 1,

    /// <summary>There is a temporary password, of which nobody has said that it was handed over.</summary>
    NotHandedOver = 2,

    /// <summary>The temporary password was handed over.</summary>
    HandedOver = 3,

    /// <summary>They have chosen a password of their own.</summary>
    SignedIn = 4,
}

/// <summary>A part of a list of people.</summary>
/// <param name="Total">How many people the whole list has.</param>
/// <param name="People">Those of the part that was asked for, by name.</param>
public sealed record PeopleList(int Total, IReadOnlyList<PersonRow> People);

/// <param name="Form">The form of the person as it is stored.</param>
public sealed record PersonDetails(Guid Id, PersonForm Form, string UnitName, string? ManagedUnitName, bool Active, Employment Employment)
{
    public string Name => Form.Name;

    public string UserName => Form.UserName;

    public string? Email => Form.Email;

    public string? PersonnelNumber => Form.PersonnelNumber;

    public Guid UnitId => Form.UnitId;

    public HolderStatus HolderStatus => Form.HolderStatus;

    public Capacity Capacity => Form.Capacity;

    public string Language => Form.Language;

    public IReadOnlyList<Role> Roles => [.. Form.Roles.Order()];

    public Guid? ManagedUnitId => Form.ManagedUnitId;

    public ExamTime ExamTime => Form.ExamTime;

    /// <inheritdoc cref="PersonRow.BeginsOn"/>
    public DateOnly? BeginsOn { get; init; }

    /// <summary>What a change of this person must name as read.</summary>
    public int Version { get; init; }
}

/// <param name="Name">In the viewer's language, or the one for everybody.</param>
public sealed record UnitRow(Guid Id, Guid? ParentId, string Name, string Path, int Depth)
{
    public UnitNames Names { get; init; } = new();

    /// <summary>The unit into which its people are being brought; null where it is not being merged.</summary>
    public Guid? MergesInto { get; init; }

    /// <summary>What a change of this unit must name as read.</summary>
    public int Version { get; init; }
}

public sealed record NewPerson(Guid Id, string TemporaryPassword)
{
    /// <summary>What a change of this person must name as read.</summary>
    public int Version { get; init; }
}
