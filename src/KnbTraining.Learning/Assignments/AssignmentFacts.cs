using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Assignments;

/// <summary>Whom an assignment means, and how many days they have, as it was recorded before assignments had terms.</summary>
/// <param name="UnitPath">The path of the unit.</param>
public sealed record AssignmentTerms(HolderStatus? HolderStatus, Capacity? Capacity, Slug? UnitPath, int DueDays) : IFactPart;

/// <summary>Whom an assignment means, and its terms, as it was recorded before assignments had days of reminders of their own.</summary>
/// <param name="UnitPath">The path of the unit.</param>
public sealed record RecordedAssignmentTerms(
    HolderStatus? HolderStatus,
    Capacity? Capacity,
    Slug? UnitPath,
    FirstDue FirstDue,
    int FirstDueDays,
    DateOnly? FirstDueDay,
    int CatchUpDays,
    RenewalBasis Basis,
    int? ValidityMonths,
    int WindowDays,
    int MinimumMonths,
    DateOnly? FixedDay,
    int GraceDays,
    bool EarlyCounts) : IFactPart;

/// <summary>Whom an assignment means, and its terms. What does not fit to the others is null, as the fixed day where there is none.</summary>
/// <param name="UnitPath">The path of the unit.</param>
/// <param name="ReminderDays">The largest first; none where those of the house count.</param>
public sealed record RecordedAssignment(
    HolderStatus? HolderStatus,
    Capacity? Capacity,
    Slug? UnitPath,
    FirstDue FirstDue,
    int FirstDueDays,
    DateOnly? FirstDueDay,
    int CatchUpDays,
    RenewalBasis Basis,
    int? ValidityMonths,
    int WindowDays,
    int MinimumMonths,
    DateOnly? FixedDay,
    int GraceDays,
    bool EarlyCounts,
    FactList<int> ReminderDays) : IFactPart
{
    public static RecordedAssignment Of(AssignmentRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var terms = rule.Terms;
        return new RecordedAssignment(
            rule.HolderStatus,
            rule.Capacity,
            rule.UnitPath is { } path ? Slug.Of(path) : null,
            terms.FirstDue,
            terms.FirstDueDays,
            terms.FirstDueDay,
            terms.CatchUpDays,
            terms.Basis,
            terms.ValidityMonths,
            terms.WindowDays,
            terms.MinimumMonths,
            terms.FixedDay,
            terms.GraceDays,
            terms.EarlyCounts,
            [.. terms.OwnReminders]);
    }
}

/// <summary>As it was recorded before assignments had terms; never written any more.</summary>
[RecordedAs("assignment.made")]
public sealed record AssignmentMadeByDays(Guid RuleId, Slug Course, AssignmentTerms Terms, int Opened) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <summary>As it was recorded before assignments had terms; never written any more.</summary>
[RecordedAs("assignment.changed")]
public sealed record AssignmentChangedByDays(Guid RuleId, Slug Course, AssignmentTerms Before, AssignmentTerms After, int Opened) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <summary>As it was recorded before assignments had days of reminders of their own; never written any more.</summary>
[RecordedAs("assignment.made", 2)]
public sealed record AssignmentMadeByTerms(Guid RuleId, Slug Course, RecordedAssignmentTerms Assignment, int Opened) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <summary>As it was recorded before assignments had days of reminders of their own; never written any more.</summary>
[RecordedAs("assignment.changed", 2)]
public sealed record AssignmentChangedByTerms(Guid RuleId, Slug Course, RecordedAssignmentTerms Before, RecordedAssignmentTerms After, int Opened) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <param name="Opened">
/// How many cycles it opened in the same transaction, each with a fact of its own. Where there were too many for that, a list follows:
/// <see cref="CyclesListed"/>.
/// </param>
[RecordedAs("assignment.made", 3)]
public sealed record AssignmentMade(Guid RuleId, Slug Course, RecordedAssignment Assignment, int Opened) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

[RecordedAs("assignment.changed", 3)]
public sealed record AssignmentChanged(Guid RuleId, Slug Course, RecordedAssignment Before, RecordedAssignment After, int Opened) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <param name="Withdrawn">How many cycles were taken back in the same transaction; where there were too many for that, a list follows.</param>
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

/// <summary>The exam that completed a cycle is not passed any more.</summary>
/// <param name="DueOn">The last day for completing the course in time from then on; null where nobody asks for it, or another pass counts.</param>
[RecordedAs("cycle.annulled")]
public sealed record CycleAnnulled(Guid CycleId, Guid PersonId, Slug Course, Guid AttemptId, Guid AnnulmentId, DateOnly? DueOn) : Fact
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

/// <summary>
/// Many people are to be given a course, or it is to be taken back from many. Their cycles have no facts of their own but carry the number of
/// this one.
/// </summary>
/// <param name="Count">How many people stand in the list.</param>
/// <param name="People">Of the list as it is stored: one id a line (<see cref="CycleListPart.People"/>).</param>
[RecordedAs("cycles.listed")]
public sealed record CyclesListed(Guid ListId, Guid RuleId, Slug Course, CycleListUse Use, int Count, Digest People) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <summary>The end of such a list.</summary>
/// <param name="Done">How many cycles were opened or taken back.</param>
/// <param name="LeftOut">For how many nothing was to be done any more when their turn came.</param>
/// <param name="NotReached">How many were still waiting when the assignment was changed or ended; they got nothing by this list.</param>
/// <param name="Outcome">Of what was done with each, as it is stored: one line for each person (<see cref="CycleListPart.Outcome"/>).</param>
[RecordedAs("cycles.applied")]
public sealed record CyclesApplied(Guid ListId, Guid RuleId, Slug Course, CycleListUse Use, int Done, int LeftOut, int NotReached, Digest Outcome) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <summary>A cycle ended for one person, without its assignment.</summary>
/// <param name="Why">For example because the assignment means the person no longer.</param>
/// <param name="Reason">Where somebody did it by hand.</param>
[RecordedAs("cycle.ended")]
public sealed record CycleEnded(Guid CycleId, Guid PersonId, Slug Course, CycleEnd Why, TextRef? Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <summary>Why somebody is asked for a course, or since when nothing is asked on leave, has changed.</summary>
/// <param name="Rules">The assignments that ask from now on.</param>
[RecordedAs("cycle.reasons-changed")]
public sealed record ReasonsChanged(Guid PersonId, Slug Course, FactList<Guid> Rules) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <param name="DueBefore">Null where there was no due day.</param>
[RecordedAs("cycle.extended")]
public sealed record DueDateExtended(Guid CycleId, Guid PersonId, Slug Course, DateOnly? DueBefore, DateOnly DueOn, TextRef Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <summary>Nothing is asked until a day, included.</summary>
/// <param name="DueOn">The due day from now on.</param>
/// <param name="ApproverId">Who allowed it; never the person.</param>
[RecordedAs("cycle.waived")]
public sealed record CycleWaived(Guid CycleId, Guid PersonId, Slug Course, DateOnly Until, DateOnly? DueOn, Guid ApproverId, TextRef Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <summary>What was learnt elsewhere counts.</summary>
/// <param name="Day">On which it was learnt.</param>
/// <param name="Evidence">Of the file that proves it.</param>
[RecordedAs("cycle.credited")]
public sealed record CycleCredited(Guid CycleId, Guid PersonId, Slug Course, DateOnly Day, DateOnly ValidUntil, Digest Evidence, TextRef Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <param name="ChangedBy">The number of the fact that told what is undone.</param>
[RecordedAs("cycle.undone")]
public sealed record CycleActUndone(Guid CycleId, Guid PersonId, Slug Course, long ChangedBy, TextRef Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <summary>Somebody is asked to allow that nothing is asked of a person until a day, included. Before they allow it, nothing changes.</summary>
/// <param name="ApproverId">Who is asked; neither the person nor the one who proposes it.</param>
[RecordedAs("waiver.proposed")]
public sealed record WaiverProposed(Guid ProposalId, Guid CycleId, Guid PersonId, Slug Course, DateOnly Until, Guid ApproverId, TextRef Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <summary>What became of a proposed waiver. Where it was approved, <see cref="CycleWaived"/> follows in the same transaction.</summary>
[RecordedAs("waiver.decided")]
public sealed record WaiverDecided(Guid ProposalId, Guid CycleId, Guid PersonId, Slug Course, WaiverDecision Decision, TextRef? Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}

/// <summary>The file that proves a credit has left the application.</summary>
[RecordedAs("evidence.downloaded")]
public sealed record EvidenceDownloaded(Guid CycleId, Guid PersonId, Slug Course, Digest Evidence) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Course.ToString();
}
