using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Evidence;

internal static class EvidenceSlice
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddSingleton<LedgerQueries>()
        .AddSingleton<LedgerCheck>()
        .AddSingleton<LedgerExport>()
        .AddSingleton<LedgerErasing>()
        .AddSingleton(provider => new CheckpointKeys(provider.SigningKeysOf(
            KeyPurpose.Checkpoints, CheckpointKeys.FolderIn(provider.GetRequiredService<IOptions<LearningOptions>>().Value.DataFolder))))
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
        .AddSingleton<NameErasing>()
        .AddSingleton<NameErasingSweep>()
        .AddHostedService(provider => provider.GetRequiredService<NameErasingSweep>())
        .AddHostedService<CheckpointSweep>()
        .AddHostedService<LedgerWatchSweep>();
}
