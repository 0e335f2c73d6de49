using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Reports;

internal static class ReportsSlice
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ProgressQueries>()
        .AddSingleton<RequirementQueries>()
        .AddSingleton<TranscriptQueries>()
        .AddSingleton<MissedRulesQueries>()
        .AddSingleton<DifficultyQueries>()
        .AddSingleton<Report, ProgressExport>()
        .AddSingleton<Report, PeopleExport>()
        .AddSingleton<Report, MissedRulesExport>()
        .AddSingleton<Report, DifficultyExport>()
        .AddSingleton<Report, AcknowledgementExport>()
        .AddSingleton<Report, CoverageExport>()
        .AddSingleton<ReportList>()
        .AddSingleton<ReportRecord>()
        .AddSingleton<PrintRecord>()
        .AddSingleton<RecordViews>();
}
