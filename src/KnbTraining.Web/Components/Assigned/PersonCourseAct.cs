using KnbTraining.Learning.Assignments;

namespace KnbTraining.Web.Components.Assigned;

/// <summary>What can be done about a course of one person, in the order of its buttons.</summary>
public enum PersonCourseAct
{
    Give,
    Extend,
    Waive,
    Credit,
    End,
}

/// <summary>One act about a course of one person, as it is typed.</summary>
public sealed class CourseActInput
{
    public PersonCourseAct Act { get; init; }

    public string CourseId { get; set; } = "";

    /// <summary>Of <see cref="PersonCourseAct.Give"/>: as it was typed.</summary>
    public string? Days { get; set; }

    /// <summary>The new due day, or the last day of a waiver.</summary>
    public DateOnly? Until { get; set; }

    public Guid? ApproverId { get; set; }

    /// <summary>Of <see cref="PersonCourseAct.Credit"/>: when it was learnt.</summary>
    public DateOnly? Day { get; set; }

    public DateOnly? ValidUntil { get; set; }

    public EvidenceFile? Evidence { get; set; }

    public string? Reason { get; set; }
}
