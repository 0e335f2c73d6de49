using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The rows of <see cref="AcknowledgementReport.PeopleAsync"/>, all of them: of one text.</summary>
internal sealed class AcknowledgementExport(AcknowledgementReport report)
    : Report(ExportedReport.Acknowledgements, ReportFilters.Document | ReportFilters.Unit | ReportFilters.State)
{
    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        if (asked.Document is not { } document
            || (await report.PeopleAsync(viewer, document, asked.UnitId, asked.State, null, asked.Language, ct)).Value is not { } people)
        {
            return null;
        }

        var table = Table.Of(
            asked.Language,
            asked.Words["Text"],
            people.People,
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Text"], _ => people.Title),
            new(asked.Words["Version"], _ => people.Version),
            new(asked.Words["Name"], person => person.Name),
            new(asked.Words["Unit"], person => person.UnitName),
            new(asked.Words["State"], person => asked.Words.Of(person.Standing.State)),
            new(asked.Words["DueSince"], person => person.Standing.DueSince),
            new(asked.Words["ConfirmedOn"], person => person.ConfirmedOn),
            new(asked.Words["ConfirmedVersion"], person => person.Version),
            new(asked.Words["Language"], person => person.Language),
            new(asked.Words["ValidUntil"], person => person.Standing.ValidUntil));
        return Dated(table, $"acknowledgements-{document}", asked.AsOf);
    }
}
