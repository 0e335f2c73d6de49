using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Organisation;

/// <summary>What decides which courses come to somebody.</summary>
public sealed record PersonStanding(Guid UnitId, HolderStatus HolderStatus, Capacity Capacity) : IFactPart
{
    public static PersonStanding Of(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new PersonStanding(person.UnitId, person.HolderStatus, person.Capacity);
    }
}

/// <summary>What somebody may do.</summary>
/// <param name="ManagedUnitId">The unit that a manager sees; null for everybody else.</param>
public sealed record GrantedRights(FactList<Role> Roles, Guid? ManagedUnitId) : IFactPart
{
    public static GrantedRights Of(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new GrantedRights([.. person.Roles.Select(held => held.Role).Order()], person.ManagedUnitId);
    }
}

/// <summary>What else stands in the form of a person.</summary>
public enum PersonField
{
    Name = 0,
    UserName = 1,
    Email = 2,
    Language = 3,
    ExamTime = 4,
}

public sealed record PersonChange(PersonField Field, TextRef? Before, TextRef? After) : IFactPart;

[RecordedAs("person.added")]
public sealed record PersonAdded(Guid PersonId, TextRef Name, TextRef UserName, TextRef? Email, PersonStanding Standing, GrantedRights Rights, TextRef ExamTime) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("person.changed")]
public sealed record PersonChanged(Guid PersonId, FactList<PersonChange> Changes) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("person.standing-changed")]
public sealed record StandingChanged(Guid PersonId, PersonStanding Before, PersonStanding After) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("person.rights-changed")]
public sealed record RightsChanged(Guid PersonId, GrantedRights Before, GrantedRights After) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("person.activated")]
public sealed record PersonActivated(Guid PersonId) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("person.deactivated")]
public sealed record PersonDeactivated(Guid PersonId) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("unit.added")]
public sealed record UnitAdded(Guid UnitId, Guid? ParentId, Slug Path, TextRef Name) : Fact
{
    public override string? AboutKey() => UnitId.ToString("D");
}
