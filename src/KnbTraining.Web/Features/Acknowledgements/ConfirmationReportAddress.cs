using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Features.Acknowledgements;

/// <summary>The addresses of the report; its filter travels along, so that what is exported is what was seen.</summary>
public static class ConfirmationReportAddress
{
    /// <summary>The file of the people of a text, without its ending.</summary>
    public const string File = $"{AcknowledgementAddress.Report}/{{documentId}}/people";

    public static string Home(Guid? unit) => AcknowledgementAddress.Report + Query(unit, null, 1);

    public static string People(string documentId, Guid? unit, AcknowledgementState? state, int page = 1) =>
        $"{AcknowledgementAddress.Report}/{documentId}{Query(unit, state, page)}";

    public static string Export(string documentId, Guid? unit, AcknowledgementState? state, string format) =>
        $"{AcknowledgementAddress.Report}/{documentId}/people.{format}{Query(unit, state, 1)}";

    /// <summary>Null where the text is no unit.</summary>
    public static Guid? ReadUnit(string? text) => Guid.TryParse(text, out var unit) ? unit : null;

    /// <summary>Null where the text is no state.</summary>
    public static AcknowledgementState? ReadState(string? text) => AskedNumber.Value<AcknowledgementState>(text);

    private static string Query(Guid? unit, AcknowledgementState? state, int page)
    {
        string?[] parts = [unit is null ? null : $"unit={unit}", state is null ? null : $"state={state}", page == 1 ? null : FormattableString.Invariant($"page={page}")];
        var query = string.Join('&', parts.OfType<string>());
        return query.Length == 0 ? "" : $"?{query}";
    }
}
