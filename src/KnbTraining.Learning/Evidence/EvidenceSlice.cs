using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Evidence;

internal static class EvidenceSlice
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddSingleton<LedgerQueries>()
        .AddSingleton<LedgerCheck>()
        .AddSingleton<LedgerExport>()
        .AddSingleton<LedgerErasing>()
        .AddSingleton<CheckpointKeys>()
        .AddSingleton<CheckpointKeyRotation>()
        .AddSingleton<LedgerOrigin>()
        .AddSingleton<EntryReader>()
        .AddSingleton<CheckpointDays>()
        .AddSingleton<CheckpointMaker>()
        .AddSingleton<CheckpointHead>()
        .AddSingleton<CheckpointFiles>()
        .AddSingleton<ProofFiles>()
        .AddSingleton<LedgerVerifier>()
        .AddSingleton<LedgerWatch>()
        .AddSingleton<OutsideHeads>()
        .AddHostedService<CheckpointSweep>()
        .AddHostedService<LedgerWatchSweep>();
}
