using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Acknowledgements;

/// <summary>The download of the report.</summary>
internal static class AcknowledgementEndpoints
{
    public static void MapAcknowledgements(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{AcknowledgementAddress.Report}/{{documentId}}/people.{{format}}", ExportAsync).RequireAuthorization(Policies.Manage);

    private static Task<IResult> ExportAsync(
        string documentId, string format, string? unit, string? state, HttpContext context, AcknowledgementTable export, LocalTime clock, CancellationToken ct)
    {
        var (inUnit, inState) = (ConfirmationReportAddress.ReadUnit(unit), ConfirmationReportAddress.ReadState(state));
        return RecordedDownload.SendAsync(
            context,
            format,
            (kind, asOf) => new ReportExported(ExportedReport.Acknowledgements, kind, asOf, inUnit, Document: Slug.Of(documentId), State: inState),
            $"acknowledgements-{documentId}",
            clock.Today,
            async viewer => (await export.PeopleAsync(viewer, documentId, inUnit, inState, Cultures.CurrentLanguage, ct)).Value,
            ct);
    }
}
