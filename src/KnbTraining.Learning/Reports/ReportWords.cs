using System.Globalization;
using System.Resources;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Reports;

/// <summary>The words of exported reports in one language: headings of columns, names of sheets, states. They stand in the resx files beside it.</summary>
public sealed class ReportWords(string language)
{
    private static readonly ResourceManager Texts = new(typeof(ReportWords));

    private readonly CultureInfo _language = CultureInfo.GetCultureInfo(Languages.Known(language));

    /// <exception cref="KeyNotFoundException">There are no words under the key.</exception>
    public string this[string key] => Texts.GetString(key, _language) ?? throw new KeyNotFoundException($"ReportWords.resx has no '{key}'.");

    public string Of(CycleState state) => this[$"{state}"];

    public string Of(RequirementState state) => this[$"{nameof(RequirementState)}.{state}"];

    public string Of(HolderStatus holder) => this[$"{nameof(HolderStatus)}.{holder}"];

    public string Of(ExceptionKind kind) => this[$"{nameof(ExceptionKind)}.{kind}"];

    public string Of(ComplianceState state) => this[$"{nameof(ComplianceState)}.{state}"];

    public string Of(AcknowledgementState state) => this[$"{nameof(AcknowledgementState)}.{state}"];
}
