using System.Globalization;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Web.Features.Assignments;

/// <summary>What an administrator fills in about an assignment. The days are kept as they were typed.</summary>
public sealed record AssignmentForm
{
    public string CourseId { get; set; } = "";

    public HolderStatus? HolderStatus { get; set; }

    public Capacity? Capacity { get; set; }

    public string? UnitPath { get; set; }

    public string Days { get; set; } = "";

    /// <summary>Null where no whole number is typed.</summary>
    public int? DueDays => int.TryParse(Days, NumberStyles.Integer, CultureInfo.InvariantCulture, out var days) ? days : null;

    public AssignmentAudience Audience => new(HolderStatus, Capacity, UnitPath);

    public static AssignmentForm Of(AssignmentRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new AssignmentForm
        {
            CourseId = row.CourseId,
            HolderStatus = row.Audience.HolderStatus,
            Capacity = row.Audience.Capacity,
            UnitPath = row.Audience.UnitPath,
            Days = row.DueDays.ToString(CultureInfo.InvariantCulture),
        };
    }
}
