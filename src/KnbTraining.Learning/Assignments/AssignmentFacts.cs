using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Assignments;

/// <summary>Whom an assignment means, and how many days they have.</summary>
/// <param name="UnitPath">The path of the unit.</param>
public sealed record AssignmentTerms(HolderStatus? HolderStatus, Capacity? Capacity, Slug? UnitPath, int DueDays) : IFactPart
{
    public static AssignmentTerms Of(AssignmentRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new AssignmentTerms(rule.HolderStatus, rule.Capacity, rule.UnitPath is { } path ? Slug.Of(path) : null, rule.DueDays);
    }
}

/// <param name="Opened">How many cycles it opened at once.</param>
[RecordedAs("assignment.made")]
public sealed record AssignmentMade(Guid RuleId, Slug Course, AssignmentTerms Terms, int Opened) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

[RecordedAs("assignment.changed")]
public sealed record AssignmentChanged(Guid RuleId, Slug Course, AssignmentTerms Before, AssignmentTerms After, int Opened) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <param name="Withdrawn">How many cycles were taken back with it.</param>
[RecordedAs("assignment.ended")]
public sealed record AssignmentEnded(Guid RuleId, Slug Course, int Withdrawn) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

[RecordedAs("cycle.opened")]
public sealed record CycleOpened(Guid CycleId, Guid PersonId, Slug Course, Guid? RuleId, DateOnly DueOn) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

[RecordedAs("cycle.completed")]
public sealed record CycleCompleted(Guid CycleId, Guid PersonId, Slug Course, Guid AttemptId, DateOnly ValidUntil) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <summary>Taken back together with its assignment.</summary>
[RecordedAs("cycle.withdrawn")]
public sealed record CycleWithdrawn(Guid CycleId, Guid PersonId, Slug Course, Guid RuleId) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}
