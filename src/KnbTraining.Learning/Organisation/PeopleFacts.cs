using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Organisation;

/// <summary>Standing as it was recorded before it had days.</summary>
public sealed record PersonStanding(Guid UnitId, HolderStatus HolderStatus, Capacity Capacity) : IFactPart;

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

public sealed record PersonChange(PersonField Field, TextRef? Before, TextRef? After) : IFactPart;

/// <summary>As it was recorded before standing had days; never written any more.</summary>
[RecordedAs("person.added")]
public sealed record UndatedPersonAdded(
    Guid PersonId, TextRef Name, TextRef UserName, TextRef? Email, PersonStanding Standing, GrantedRights Rights, TextRef ExamTime) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <param name="From">The first day of the standing.</param>
[RecordedAs("person.added", 2)]
public sealed record PersonAdded(
    Guid PersonId,
    TextRef Name,
    TextRef UserName,
    TextRef? Email,
    TextRef? PersonnelNumber,
    DateOnly From,
    StandingValues Standing,
    GrantedRights Rights,
    TextRef ExamTime) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("person.changed")]
public sealed record PersonChanged(Guid PersonId, FactList<PersonChange> Changes) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>As it was recorded before standing had days; never written any more.</summary>
[RecordedAs("person.standing-changed")]
public sealed record UndatedStandingChanged(Guid PersonId, PersonStanding Before, PersonStanding After) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>Somebody's standing became known to be otherwise from a day on: today, a day behind, or a day ahead.</summary>
/// <param name="Until">The last day, included; null where the change has no end of its own.</param>
/// <param name="Before">What had been known of the first day.</param>
/// <param name="After">What is known of it now.</param>
[RecordedAs("person.standing-changed", 2)]
public sealed record StandingChanged(Guid PersonId, DateOnly From, DateOnly? Until, StandingValues Before, StandingValues After, TextRef? Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>The day of a planned change has come, and it holds now.</summary>
/// <param name="Day">The first day on which it holds.</param>
/// <param name="Before">What the application held for the standing of today until then.</param>
[RecordedAs("person.standing-began")]
public sealed record StandingBegan(Guid PersonId, DateOnly Day, StandingValues Before, StandingValues After) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>A change of standing does not hold any more: it was an error, or a plan that was given up.</summary>
/// <param name="ChangedBy">The number of the fact that told the change.</param>
/// <param name="Before">What was known of the first day of the change.</param>
[RecordedAs("person.standing-undone")]
public sealed record StandingUndone(Guid PersonId, long ChangedBy, DateOnly From, StandingValues Before, StandingValues After, TextRef? Reason) : Fact
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
