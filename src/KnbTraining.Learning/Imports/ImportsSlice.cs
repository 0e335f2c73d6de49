using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Imports;

internal static class ImportsSlice
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<ImportMappings>()
        .AddSingleton<ImportReading>()
        .AddSingleton<ImportService>()
        .AddSingleton<ImportQueries>()
        .AddSingleton<ImportAgain>()
        .AddSingleton<ImportApplying>()
        .AddSingleton<ImportRun>()
        .AddSingleton<ImportUndoing>()
        .AddSingleton<ImportClearing>()
        .AddSingleton<ImportCheck>()
        .AddHostedService<ImportSweep>();
}
