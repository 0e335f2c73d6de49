using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Assignments;

/// <summary>Who gets a course: every condition that is set must hold; none set means everybody.</summary>
/// <param name="UnitPath">The unit meant, with everything below it.</param>
public sealed record AssignmentAudience(HolderStatus? HolderStatus = null, Capacity? Capacity = null, string? UnitPath = null);

/// <summary>A course for an audience, on terms that say when it is due and when it is renewed. Ended, never deleted: cycles name it.</summary>
public sealed class AssignmentRule
{
    private AssignmentRule()
    {
    }

    public Guid Id { get; private set; }

    public string CourseId { get; private set; } = "";

    public HolderStatus? HolderStatus { get; private set; }

    public Capacity? Capacity { get; private set; }

    public string? UnitPath { get; private set; }

    public RenewalTerms Terms { get; private set; } = new();

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid CreatedById { get; private set; }

    /// <summary>Null while the rule is in effect.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public Guid? EndedById { get; private set; }

    /// <summary>Counts the changes from 1: a form hands back the version that it read.</summary>
    public int Version { get; private set; }

    public AssignmentAudience Audience => new(HolderStatus, Capacity, UnitPath);

    public static AssignmentRule Create(string courseId, AssignmentAudience audience, RenewalTerms terms, Guid createdById, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(courseId);
        var rule = new AssignmentRule { Id = Guid.CreateVersion7(now), CourseId = courseId, CreatedAt = now, CreatedById = createdById };
        rule.Change(audience, terms);
        return rule;
    }

    /// <exception cref="InvalidOperationException">The rule has ended.</exception>
    public void Change(AssignmentAudience audience, RenewalTerms terms)
    {
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(terms);
        ThrowIfEnded();
        (HolderStatus, Capacity, UnitPath, Terms) = (audience.HolderStatus, audience.Capacity, audience.UnitPath, terms with { });
        Version++;
    }

    /// <exception cref="InvalidOperationException">The rule has ended already.</exception>
    public void End(Guid endedById, DateTimeOffset now)
    {
        ThrowIfEnded();
        (EndedAt, EndedById) = (now, endedById);
        Version++;
    }

    /// <summary>The unit that is meant lies elsewhere now; who is meant stays the same. Ended rules follow too, so that their unit can still be named.</summary>
    public void FollowUnit(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        UnitPath = path;
        Version++;
    }

    private void ThrowIfEnded()
    {
        if (EndedAt is not null)
        {
            throw new InvalidOperationException("The assignment has ended.");
        }
    }
}
