using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Organisation;

internal static class OrganisationSlice
{
    public static IServiceCollection AddOrganisation(this IServiceCollection services) => services
        .AddSingleton<IQueryExpressionInterceptor>(UnitNameTranslation.Instance)
        .AddSingleton<NameKeys>()
        .AddSingleton<RightsNews>()
        .AddSingleton<Rights>()
        .AddHostedService<RightsPoll>()
        .AddSingleton<RefusedActs>()
        .AddSingleton<RefusedActSweep>()
        .AddHostedService(provider => provider.GetRequiredService<RefusedActSweep>())
        .AddSingleton<StandingSweep>()
        .AddHostedService(provider => provider.GetRequiredService<StandingSweep>())
        .AddSingleton<PeopleQueries>()
        .AddSingleton<StandingOverviewQueries>()
        .AddSingleton<StandingService>()
        .AddSingleton<IinSeals>()
        .AddSingleton<IinService>()
        .AddSingleton<PeopleViewService>()
        .AddSingleton<UnitService>()
        .AddSingleton<UnitMerging>()
        .AddHostedService<UnitMergeSweep>()
        .AddSingleton<UnitManagerService>()
        .AddScoped<PeopleService>();
}
