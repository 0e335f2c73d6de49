using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>All rows of <see cref="ExceptionQueries.ListAsync"/>. Its choice is a kind, in small letters.</summary>
internal sealed class ExceptionExport(ExceptionQueries exceptions, EditionStore editions)
    : Report(ExportedReport.Exceptions, ReportFilters.Day | ReportFilters.Months | ReportFilters.Unit | ReportFilters.Course | ReportFilters.Choice)
{
    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        if (!Choices.TryRead<ExceptionKind>(asked.Choice, out var kind)
            || (asked.Course is { } course && !(await editions.CurrentAsync(ct)).Edition.EveryCourse.ContainsKey(course)))
        {
            return null;
        }

        var filter = new ExceptionFilter(asked.From, asked.AsOf) { Kind = kind, UnitId = asked.UnitId, CourseId = asked.Course };
        var table = Table.Of(
            asked.Language,
            asked.Words["Exceptions"],
            (await exceptions.ListAsync(viewer, filter, null, asked.Language, ct)).Rows,
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Day"], row => row.Day),
            new(asked.Words["Name"], row => row.Name),
            new(asked.Words["Unit"], row => row.UnitName),
            new(asked.Words["Course"], row => row.CourseTitle),
            new(asked.Words["What"], row => row.Undid is { } undid ? $"{asked.Words.Of(row.Kind)}: {asked.Words.Of(undid)}" : asked.Words.Of(row.Kind)),
            new(asked.Words["Until"], row => row.Until),
            new(asked.Words["Reason"], row => row.Reason),
            new(asked.Words["By"], row => row.By),
            new(asked.Words["ApprovedBy"], row => row.ApproverName),
            new(asked.Words["RecordedOn"], row => row.ToldOn),
            new(asked.Words["UndoneLater"], row => row.IsUndone ? asked.Words["Yes"] : null));
        return Dated(table, "exceptions", asked.AsOf);
    }
}
