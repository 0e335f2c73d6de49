using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Editions;

internal static class EditionsSlice
{
    public static IServiceCollection AddEditions(this IServiceCollection services) => services
        .AddSingleton<EditionStore>()
        .AddSingleton<EditionImport>()
        .AddHostedService<EditionWarmUp>();
}
