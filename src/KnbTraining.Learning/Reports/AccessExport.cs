using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>Everybody of <see cref="AccessQueries.ListAsync"/>. Its choice "valid" asks for a pass that counted on the day.</summary>
internal sealed class AccessExport(AccessQueries access, EditionStore editions)
    : Report(ExportedReport.Access, ReportFilters.Day | ReportFilters.Unit | ReportFilters.Course | ReportFilters.Choice | ReportFilters.Known)
{
    public const string Valid = "valid";

    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        var course = asked.Course ?? await access.UsualCourseAsync(ct);
        if (course is null
            || asked.Choice is not (null or Valid)
            || (await editions.CurrentAsync(ct)).Edition.EveryCourse.GetValueOrDefault(course) is not { } found)
        {
            return null;
        }

        var filter = new AccessFilter(course, asked.AsOf, asked.Choice == Valid) { UnitId = asked.UnitId, KnownAt = asked.KnownAt };
        var table = Table.Of(
            asked.Language,
            asked.Words["Access"],
            (await access.ListAsync(viewer, filter, null, ct)).People,
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Course"], _ => found.Title[asked.Language]),
            new(asked.Words["Name"], row => row.Name),
            new(asked.Words["Unit"], row => row.UnitName),
            new(asked.Words["HeldSince"], row => row.HeldSince),
            new(asked.Words["State"], row => row.State is { } state ? asked.Words.Of(state) : asked.Words["NeverAsked"]),
            new(asked.Words["RanOutOn"], row => row.ValidUntil),
            new(asked.Words["DaysWithout"], row => row.Days));
        return Dated(table, "access", asked.AsOf);
    }
}
