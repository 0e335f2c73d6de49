using KnbTraining.Content.Editions;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>What is wrong with an assignment before it is stored.</summary>
internal sealed class AssignmentCheck(LearningDbContext db, Edition edition)
{
    private const int MostMonths = 120;

    /// <param name="except">The assignment that is changed, which may stay as it is.</param>
    /// <returns>Null where nothing is wrong.</returns>
    public async Task<Refusal?> FindAsync(string courseId, AssignmentAudience audience, RenewalTerms terms, Guid? except, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(terms);
        if (!edition.Courses.TryGetValue(courseId, out var course))
        {
            return Refusal.NotFound;
        }

        var findings = new FormFindings();
        foreach (var (field, key) in FindTerms(terms, course.ValidityMonths))
        {
            findings.Add(field, key);
        }

        if (audience.HolderStatus is { } holder && !Enum.IsDefined(holder))
        {
            findings.Add("HolderStatus", "unknown");
        }

        if (audience.Capacity is { } capacity && !Enum.IsDefined(capacity))
        {
            findings.Add("Capacity", "unknown");
        }

        if (audience.UnitPath is { } path && !await db.Units.AnyAsync(unit => unit.Path == path, ct))
        {
            findings.Add("UnitPath", "unknown");
        }

        if (await IsAssignedAsync(courseId, audience, except, ct))
        {
            findings.Add("CourseId", "assigned-already");
        }

        return findings.Any ? new Refusal.Invalid(findings) : null;
    }

    private static IEnumerable<(string Field, string Key)> FindTerms(RenewalTerms terms, int courseMonths)
    {
        foreach (var (field, days) in new[]
        {
            (nameof(RenewalTerms.FirstDueDays), terms.FirstDueDays),
            (nameof(RenewalTerms.WindowDays), terms.WindowDays),
            (nameof(RenewalTerms.CatchUpDays), terms.CatchUpDays),
            (nameof(RenewalTerms.GraceDays), terms.GraceDays),
        })
        {
            if (days is < 0 or > RenewalTerms.MostDays)
            {
                yield return (field, days < 0 ? "negative" : "more-than-ten-years");
            }
        }

        if (terms.ValidityMonths is < 1 or > MostMonths)
        {
            yield return (nameof(RenewalTerms.ValidityMonths), "months-of-ten-years");
            yield break;
        }

        var months = terms.ValidityMonths ?? courseMonths;
        if (terms.WindowDays <= RenewalTerms.MostDays && terms.WindowDays > CycleDates.MostDueDays(months))
        {
            yield return (nameof(RenewalTerms.WindowDays), "longer-than-half");
        }

        if (terms.MinimumMonths < 0 || terms.MinimumMonths >= months)
        {
            yield return (nameof(RenewalTerms.MinimumMonths), "not-below-validity");
        }

        if (terms is { Basis: RenewalBasis.Fixed, FixedDay: null })
        {
            yield return (nameof(RenewalTerms.FixedDay), "required");
        }

        if (terms is { FirstDue: FirstDue.FixedDay, FirstDueDay: null })
        {
            yield return (nameof(RenewalTerms.FirstDueDay), "required");
        }

        if (terms.FindFault() == nameof(RenewalTerms.ReminderDays))
        {
            yield return (nameof(RenewalTerms.ReminderDays), "not-days");
        }

        // No page offers what is left; the first property that cannot be is named.
        if (terms.FirstDue == FirstDue.PlannedDay)
        {
            yield return (nameof(RenewalTerms.FirstDue), "unknown");
        }
        else if (terms.FindFault() is nameof(RenewalTerms.Basis) or nameof(RenewalTerms.FirstDue))
        {
            yield return (terms.FindFault()!, "unknown");
        }
    }

    /// <summary>True where a running assignment gives the same course to the very same audience.</summary>
    public Task<bool> IsAssignedAsync(string courseId, AssignmentAudience audience, Guid? except, CancellationToken ct) =>
        db.AssignmentRules.Running().AnyAsync(
            rule => rule.CourseId == courseId
                && rule.HolderStatus == audience.HolderStatus
                && rule.Capacity == audience.Capacity
                && rule.UnitPath == audience.UnitPath
                && rule.Id != except,
            ct);
}
