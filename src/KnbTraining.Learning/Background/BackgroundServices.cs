using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger.Checkpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.Learning.Background;

/// <summary>All work that nobody waits for.</summary>
internal static class BackgroundServices
{
    public static IServiceCollection AddBackground(this IServiceCollection services) => services
        .AddSingleton<BackgroundTroubles>()
        .AddHostedService<EditionWarmUp>()
        .AddHostedService(provider => provider.GetRequiredService<AnswerWriter>())
        .AddHostedService<OverdueSweep>()
        .AddHostedService<RenewalSweep>()
        .AddHostedService<CheckpointSweep>()
        .AddHostedService(provider => provider.GetRequiredService<SessionSweep>())
        .AddHostedService(provider => provider.GetRequiredService<SignInFailureSweep>())

        // No sweep ever lets a failure out. What would still end the loop of the answers' writer is a mistake nobody thought
        // of, and a process that takes answers and writes none is worse than one that its supervisor starts again.
        .Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost);
}
