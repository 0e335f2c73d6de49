using KnbTraining.Learning.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Overview;

internal static class OverviewSlice
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services
        .AddSingleton<OwnCourses>()
        .AddSingleton<OverviewQueries>()
        .AddSingleton<IManagedNeeds, ManagedNeeds>()
        .AddSingleton<TodayQueries>()
        .AddSingleton<LedgerWorkQueries>()
        .AddSingleton<BoardQueries>();
}
