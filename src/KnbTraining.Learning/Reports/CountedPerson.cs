using System.Runtime.InteropServices;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Reports;

/// <summary>The rows of one person that are taken for true now.</summary>
/// <param name="Standings">By day, without gaps.</param>
/// <param name="Spans">By course, then by day.</param>
internal sealed record CountedPerson(CountedStanding[] Standings, CountedSpan[] Spans)
{
    public CountedStanding? StandingOn(DateOnly day)
    {
        foreach (var standing in Standings)
        {
            if (standing.HoldsOn(day))
            {
                return standing;
            }
        }

        return null;
    }

    /// <summary>The first day of the clearance without a break before the day.</summary>
    public DateOnly HeldSince(DateOnly day)
    {
        var since = (DateOnly?)null;
        foreach (var standing in Standings.TakeWhile(standing => standing.From <= day))
        {
            var held = standing.Holder == HolderStatus.Current && standing.Employment != Employment.Left;
            since = held || standing.HoldsOn(day) ? since ?? standing.From : null;
        }

        return since ?? day;
    }

    public CountedSpan? SpanOn(DateOnly day, string courseId)
    {
        foreach (var span in Spans)
        {
            if (span.HoldsOn(day) && string.Equals(span.CourseId, courseId, StringComparison.Ordinal))
            {
                return span;
            }
        }

        return null;
    }
}

/// <summary>What reports ask of a <see cref="Standing"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountedStanding(Guid UnitId, HolderStatus Holder, Employment Employment, DateOnly From, DateOnly? Until)
{
    public bool HoldsOn(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>What reports ask of a <see cref="CycleSpan"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountedSpan(string CourseId, RequirementState State, DateOnly From, DateOnly? Until, DateOnly? Due, DateOnly? ValidUntil)
{
    /// <summary>True where a pass is asked for, or one counts: not where the person is away, or where nothing is asked.</summary>
    public bool Counts => State is RequirementState.Open or RequirementState.Overdue or RequirementState.RenewalOpen or RequirementState.Valid or RequirementState.Expired;

    /// <summary>True where the person was on leave, or a waiver held.</summary>
    public bool IsAway => State is RequirementState.Waived or RequirementState.Suspended;

    public bool HoldsOn(DateOnly day) => From <= day && !(Until < day);

    /// <summary>Of a span that is not away: see <see cref="CourseStandings.StateOf"/>.</summary>
    public ComplianceState StateOn(DateOnly day, DateOnly soon) =>
        IsAway ? ComplianceState.Away
        : Due < day || (Due is null && ValidUntil < day) ? ComplianceState.Overdue
        : Due >= day && Due <= soon ? ComplianceState.DueSoon
        : ValidUntil >= day ? ComplianceState.Done
        : ComplianceState.Later;
}
