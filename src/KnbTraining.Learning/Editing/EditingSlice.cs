using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Editing;

internal static class EditingSlice
{
    public static IServiceCollection AddEditing(this IServiceCollection services) => services
        .AddSingleton<DraftCheck>()
        .AddSingleton<DocumentSaving>()
        .AddSingleton<RuleDrafting>()
        .AddSingleton<DocumentMoving>()
        .AddSingleton<Rehearsals>()
        .AddSingleton<ChangeService>()
        .AddSingleton<ChangeWeighing>()
        .AddSingleton<StaleLooks>()
        .AddSingleton<ChangeDecisions>()
        .AddSingleton<CommentService>()
        .AddSingleton<ChangePublishing>()
        .AddSingleton<ChangeReverts>()
        .AddSingleton<ChangeQueries>()
        .AddSingleton<EditingQueries>()
        .AddSingleton<Shelf.ShelfHistory>()
        .AddSingleton<Shelf.ShelfQueries>()
        .AddSingleton<Shelf.ShelfBatches>()
        .AddHostedService<PlannedPublishing>();
}
