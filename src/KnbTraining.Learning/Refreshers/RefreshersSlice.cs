using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Refreshers;

internal static class RefreshersSlice
{
    public static IServiceCollection AddRefreshers(this IServiceCollection services) => services.AddSingleton<RefresherQueries>();
}
