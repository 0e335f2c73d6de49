using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.Learning.Background;

/// <summary>Registers what all background work shares. Each slice registers its own sweeps.</summary>
internal static class BackgroundServices
{
    public static IServiceCollection AddBackground(this IServiceCollection services) => services
        .AddSingleton<BackgroundTroubles>()
        .AddSingleton<SweepLeases>()
        .AddHostedService<NodeSights>()
        .AddSingleton<NodeListener>()
        .AddHostedService(provider => provider.GetRequiredService<NodeListener>())

        // Sweeps catch all their failures. If the loop that writes answers ends by an unforeseen error, the host stops: a process that
        // accepts answers and writes none is worse than a restart by the supervisor.
        .Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost);
}
