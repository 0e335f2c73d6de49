using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Annulments;

internal static class AnnulmentsSlice
{
    public static IServiceCollection AddAnnulments(this IServiceCollection services) => services
        .AddSingleton<RegradingQueries>()
        .AddSingleton<AnnulmentCarrying>()
        .AddSingleton<AnnulmentService>()
        .AddSingleton<AnnulmentQueries>()
        .AddSingleton<AnnulmentChoices>()
        .AddHostedService<AnnulmentSweep>();
}
