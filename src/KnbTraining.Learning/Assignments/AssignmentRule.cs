using KnbTraining.Learning.People;

namespace KnbTraining.Learning.Assignments;

/// <summary>Who gets a course: every condition that is set must hold; none set means everybody.</summary>
public sealed record AssignmentAudience(HolderStatus? HolderStatus = null, Capacity? Capacity = null, string? UnitPath = null);

/// <summary>A course for an audience, due a number of days after its cycle opens.</summary>
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

    public int DueDays { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid CreatedById { get; private set; }

    /// <summary>Counts the changes; a form carries the version that it read.</summary>
    public int Version { get; private set; }

    public static AssignmentRule Create(string courseId, AssignmentAudience audience, int dueDays, Guid createdById, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(courseId);
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentOutOfRangeException.ThrowIfNegative(dueDays);
        return new AssignmentRule
        {
            Id = Guid.CreateVersion7(now),
            CourseId = courseId,
            HolderStatus = audience.HolderStatus,
            Capacity = audience.Capacity,
            UnitPath = audience.UnitPath,
            DueDays = dueDays,
            CreatedAt = now,
            CreatedById = createdById,
        };
    }
}
