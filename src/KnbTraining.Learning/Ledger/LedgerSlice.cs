using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Ledger;

internal static class LedgerSlice
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton<LedgerQueries>()
        .AddSingleton<LedgerCheck>()
        .AddSingleton<LedgerExport>()
        .AddSingleton<LedgerErasing>();
}
