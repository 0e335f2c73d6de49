using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Deltas;

internal static class DeltasSlice
{
    public static IServiceCollection AddDeltas(this IServiceCollection services) => services
        .AddSingleton<DeltaService>()
        .AddSingleton<DeltaGiving>()
        .AddHostedService<DeltaSweep>();
}
