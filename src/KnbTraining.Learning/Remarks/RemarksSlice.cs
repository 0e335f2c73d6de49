using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Remarks;

internal static class RemarksSlice
{
    public static IServiceCollection AddRemarks(this IServiceCollection services) => services
        .AddSingleton<RemarkSight>()
        .AddSingleton<RemarkService>()
        .AddSingleton<RemarkQueries>();
}
