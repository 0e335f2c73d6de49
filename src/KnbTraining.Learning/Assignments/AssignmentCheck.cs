using KnbTraining.Content.Editions;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>What is wrong with an assignment before it is stored.</summary>
internal sealed class AssignmentCheck(LearningDbContext db, Edition edition)
{
    /// <param name="except">The assignment that is changed, which may stay as it is.</param>
    /// <returns>Null where nothing is wrong.</returns>
    public async Task<Refusal?> FindAsync(string courseId, AssignmentAudience audience, int dueDays, Guid? except, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(audience);
        if (!edition.Courses.TryGetValue(courseId, out var course))
        {
            return Refusal.NotFound;
        }

        var findings = new FormFindings();
        if (dueDays < 0 || dueDays > CycleDates.MostDueDays(course.ValidityMonths))
        {
            findings.Add("DueDays", dueDays < 0 ? "negative" : "longer-than-half");
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
