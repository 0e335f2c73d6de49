using KnbTraining.Learning.Reports.Analysis;
using KnbTraining.Learning.Reports.Saved;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Reports;

internal static class ReportsSlice
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<PeopleInMemory>()
        .AddSingleton<ProgressQueries>()
        .AddSingleton<RequirementQueries>()
        .AddSingleton<TranscriptQueries>()
        .AddSingleton<MissedRulesQueries>()
        .AddSingleton<DifficultyQueries>()
        .AddSingleton<WeaknessQueries>()
        .AddSingleton<AnalysisQueries>()
        .AddSingleton<ShadowQueries>()
        .AddSingleton<MistakenQueries>()
        .AddSingleton<MisconceptionQueries>()
        .AddSingleton<AccessQueries>()
        .AddSingleton<ExceptionQueries>()
        .AddSingleton<ComplianceQueries>()
        .AddSingleton<KnownQueries>()
        .AddSingleton<TrendQueries>()
        .AddSingleton<ImpactQueries>()
        .AddSingleton<Report, ProgressExport>()
        .AddSingleton<Report, PeopleExport>()
        .AddSingleton<Report, MissedRulesExport>()
        .AddSingleton<Report, DifficultyExport>()
        .AddSingleton<Report, AcknowledgementExport>()
        .AddSingleton<Report, CoverageExport>()
        .AddSingleton<Report, WeaknessExport>()
        .AddSingleton<Report, MistakenExport>()
        .AddSingleton<Report, MisconceptionExport>()
        .AddSingleton<Report, AccessExport>()
        .AddSingleton<Report, ExceptionExport>()
        .AddSingleton<Report, ComplianceExport>()
        .AddSingleton<Report, AnalysisExport>()
        .AddSingleton<SavedReports>()
        .AddSingleton<SavedReportRound>()
        .AddHostedService<SavedReportSweep>()
        .AddSingleton<ReportList>()
        .AddSingleton<ReportRecord>()
        .AddSingleton<PrintRecord>()
        .AddSingleton<RecordViews>();
}
