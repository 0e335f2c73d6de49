using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.Learning.Background;

/// <summary>What all work shares that nobody waits for. Each slice registers its own.</summary>
internal static class BackgroundServices
{
    public static IServiceCollection AddBackground(this IServiceCollection services) => services
        .AddSingleton<BackgroundTroubles>()

        // No sweep ever lets a failure out. What would still end the loop of the answers' writer is a mistake nobody thought
        // of, and a process that takes answers and writes none is worse than one that its supervisor starts again.
        .Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost);
}
