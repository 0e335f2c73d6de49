using KnbTraining.Learning.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Deltas;

internal static class DeltasSlice
{
    public static IServiceCollection AddDeltas(this IServiceCollection services) => services
        .AddSingleton<DeltaService>()
        .AddSingleton<DeltaProposals>()
        .AddSingleton<DeltaGiving>()
        .AddSingleton<DeltaEnding>()
        .AddSingleton<INoticeSubject, DeltaNotices>()
        .AddHostedService<DeltaSweep>()
        .AddHostedService<DeltaEndingSweep>();
}
