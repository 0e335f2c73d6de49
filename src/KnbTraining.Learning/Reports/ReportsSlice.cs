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
        .AddSingleton<ReportTables>()
        .AddSingleton<AcknowledgementTable>()
        .AddSingleton<ReportRecord>()
        .AddSingleton<PrintRecord>()
        .AddSingleton<RecordViews>();
}
