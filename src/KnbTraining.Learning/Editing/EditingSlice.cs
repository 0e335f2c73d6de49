using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Editing;

internal static class EditingSlice
{
    public static IServiceCollection AddEditing(this IServiceCollection services) => services
        .AddSingleton<DraftCheck>()
        .AddSingleton<Publishing>()
        .AddSingleton<EditingService>()
        .AddSingleton<EditingQueries>()
        .AddSingleton<ReviewQueries>();
}
