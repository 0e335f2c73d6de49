using KnbTraining.Learning.Ledger.Checkpoints;
using KnbTraining.Learning.Ledger.Proof;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Ledger;

internal static class LedgerSlice
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton<FactHandlers>()
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
        .AddSingleton<OutsideHeads>();
}
