using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.People;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Assignments;

internal static class AssignmentsSlice
{
    public static IServiceCollection AddAssignments(this IServiceCollection services) => services
        .AddSingleton<AssignmentService>()
        .AddSingleton<AssignmentQueries>()
        .AddSingleton<AssignmentRuleQueries>()
        .AddSingleton<PersonCycles>()
        .AddFactHandler<PersonAdded, PersonCycles>()
        .AddFactHandler<StandingChanged, PersonCycles>()
        .AddFactHandler<PersonActivated, PersonCycles>();
}
