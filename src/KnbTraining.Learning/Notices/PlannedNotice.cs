using System.Globalization;

namespace KnbTraining.Learning.Notices;

/// <summary>A notice that is to be written. The first five values are its key: the same five are one notice, however often they are planned.</summary>
/// <param name="CycleId">The cycle that it is about; <see cref="Guid.Empty"/> where it is about none.</param>
/// <param name="Subject">The id of the course or of the text, or the path of the draft; empty where it is about the house.</param>
/// <param name="Occasion">What makes it another one than the notices of its kind about the same; at most 60 characters.</param>
/// <param name="Day">The day that it tells; null where it tells none.</param>
public sealed record PlannedNotice(Guid PersonId, NoticeKind Kind, Guid CycleId, string Subject, string Occasion, DateOnly? Day)
{
    /// <summary>The part of the key that tells the notices of a kind about one thing apart.</summary>
    public static string OccasionOf(DateOnly day, int step) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}{step:+0;-0;0}");

    internal static PlannedNotice Assigned(Guid personId, Guid cycleId, string courseId, DateOnly due) =>
        new(personId, NoticeKind.Assigned, cycleId, courseId, "opened", due);

    internal static PlannedNotice DueSoon(Guid personId, Guid cycleId, string courseId, DateOnly due, int step) =>
        new(personId, NoticeKind.DueSoon, cycleId, courseId, OccasionOf(due, -step), due);

    internal static PlannedNotice Overdue(Guid personId, Guid cycleId, string courseId, DateOnly due, int step) =>
        new(personId, NoticeKind.Overdue, cycleId, courseId, OccasionOf(due, step), due);
}
