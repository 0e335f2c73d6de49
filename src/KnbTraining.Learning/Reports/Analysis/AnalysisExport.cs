using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>The families of <see cref="AnalysisQueries.ReadAsync"/>. Its choice is the basis.</summary>
internal sealed class AnalysisExport(AnalysisQueries analysis, EditionStore editions)
    : Report(ExportedReport.Analysis, ReportFilters.Day | ReportFilters.Months | ReportFilters.Course | ReportFilters.Choice)
{
    public override IReadOnlyList<Role> Readers { get; } = [Role.Editor, Role.Reviewer, Role.Auditor, Role.Administrator];

    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        if (!Choices.TryRead<AnalysisBasis>(asked.Choice, out var basis)
            || (asked.Course is { } course && !(await editions.CurrentAsync(ct)).Edition.EveryCourse.ContainsKey(course)))
        {
            return null;
        }

        var filter = new AnalysisFilter(asked.From, asked.AsOf, basis ?? AnalysisBasis.First, asked.Course);
        var report = await analysis.ReadAsync(viewer, filter, asked.Language, ct);
        var table = Table.Of(
            asked.Language,
            asked.Words["Analysis"],
            report.Families,
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Rule"], family => family.RuleTitle),
            new(asked.Words["Family"], family => family.FamilyId),
            new(asked.Words["Answers"], family => family.Answers),
            new(asked.Words["Facility"], family => family.Figures?.Facility.Value),
            new(asked.Words["IntervalLow"], family => family.Figures?.Facility.Low),
            new(asked.Words["IntervalHigh"], family => family.Figures?.Facility.High),
            new(asked.Words["Deviation"], family => family.Figures?.Deviation),
            new(asked.Words["Discrimination"], family => family.Figures?.Discrimination?.Value),
            new(asked.Words["DiscriminationLow"], family => family.Figures?.Discrimination?.Low),
            new(asked.Words["DiscriminationHigh"], family => family.Figures?.Discrimination?.High),
            new(asked.Words["Efficiency"], family => family.Figures?.Efficiency),
            new(asked.Words["Weight"], family => family.Figures?.Weight),
            new(asked.Words["Blank"], family => family.Figures?.Blank),
            new(asked.Words["StatedSure"], family => family.Figures?.Sure),
            new(asked.Words["SureAndWrong"], family => family.Figures?.SureAndWrong));
        return Dated(table, "answers", asked.AsOf);
    }
}
