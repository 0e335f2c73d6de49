using KnbTraining.Learning.Attempts;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Refreshers;

internal static class RefreshersSlice
{
    public static IServiceCollection AddRefreshers(this IServiceCollection services) => services
        .AddSingleton<RefresherQueries>()
        .AddSingleton<IRefresherChoice>(provider => provider.GetRequiredService<RefresherQueries>());
}
