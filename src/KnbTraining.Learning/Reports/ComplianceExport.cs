using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>All rows of <see cref="ComplianceQueries.ListAsync"/> with the columns that were chosen. Its choice is a state, in small letters.</summary>
internal sealed class ComplianceExport(ComplianceQueries compliance, EditionStore editions) : Report(
    ExportedReport.Compliance,
    ReportFilters.Day | ReportFilters.Unit | ReportFilters.Course | ReportFilters.Holder | ReportFilters.Choice | ReportFilters.Known)
{
    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        if (!Choices.TryRead<ComplianceState>(asked.Choice, out var state)
            || (asked.Course is { } course && !(await editions.CurrentAsync(ct)).Edition.EveryCourse.ContainsKey(course)))
        {
            return null;
        }

        var filter = new ComplianceFilter(asked.AsOf)
        {
            CourseId = asked.Course,
            UnitId = asked.UnitId,
            Holder = asked.Holder,
            State = state,
            KnownAt = asked.KnownAt,
            Order = Choices.Read<ComplianceOrder>(asked.Order) ?? ComplianceOrder.Name,
        };
        var words = asked.Words;
        var columns = new (ComplianceColumn? Column, TableColumn<ComplianceRow> Table)[]
        {
            (null, new(words["AsOf"], _ => asked.AsOf)),
            (null, new(words["Name"], row => row.Name)),
            (ComplianceColumn.Number, new(words["Number"], row => row.Number)),
            (ComplianceColumn.Unit, new(words["Unit"], row => row.UnitName)),
            (ComplianceColumn.Holder, new(words["Holder"], row => words.Of(row.Holder))),
            (ComplianceColumn.Course, new(words["Course"], row => row.CourseTitle)),
            (ComplianceColumn.State, new(words["State"], row => words.Of(row.State))),
            (ComplianceColumn.Due, new(words["DueOn"], row => row.DueOn)),
            (ComplianceColumn.Days, new(words["DaysLate"], row => row.DaysLate == 0 ? null : row.DaysLate)),
            (ComplianceColumn.Completed, new(words["CompletedOn"], row => row.CompletedOn)),
            (ComplianceColumn.ValidUntil, new(words["ValidUntil"], row => row.ValidUntil)),
        };
        var chosen = ComplianceColumns.Read(asked.Columns);
        var rows = (await compliance.ListAsync(viewer, filter, null, asked.Language, ct)).Rows;
        return Dated(
            Table.Of(asked.Language, words["Compliance"], rows, [.. columns.Where(column => column.Column is null || chosen.Contains(column.Column.Value)).Select(column => column.Table)]),
            "compliance",
            asked.AsOf);
    }
}
