namespace KnbTraining.Web.Features.Reports;

/// <summary>Marks the texts of the reports.</summary>
public sealed class ReportTexts;
