using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Deltas;

internal static class DeltasSlice
{
    public static IServiceCollection AddDeltas(this IServiceCollection services) => services
        .AddSingleton<DeltaService>()
        .AddSingleton<DeltaProposals>()
        .AddSingleton<DeltaGiving>()
        .AddSingleton<DeltaEnding>()
        .AddSingleton<DeltaNotices>()
        .AddFactsHandler<DeltaProposed, DeltaNotices>()
        .AddFactsHandler<DeltaProposalDecided, DeltaNotices>()
        .AddSingleton<INoticeSubject>(provider => provider.GetRequiredService<DeltaNotices>())
        .AddHostedService<DeltaSweep>()
        .AddHostedService<DeltaEndingSweep>();
}
