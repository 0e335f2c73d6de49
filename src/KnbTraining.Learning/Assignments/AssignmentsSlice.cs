using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Assignments;

internal static class AssignmentsSlice
{
    public static IServiceCollection AddAssignments(this IServiceCollection services) => services
        .AddSingleton<AssignmentService>()
        .AddSingleton<AssignmentRuleQueries>()
        .AddSingleton<PersonDateQueries>()
        .AddSingleton<ReasonQueries>()
        .AddSingleton<CycleLists>()
        .AddSingleton<CycleActs>()
        .AddSingleton<WaiverService>()
        .AddSingleton<WaiverQueries>()
        .AddSingleton<PersonCourseQueries>()
        .AddSingleton<EvidenceFiles>()
        .AddSingleton<CycleBatches>()
        .AddSingleton<CycleBatchQueries>()
        .AddSingleton<CycleUpgrade>()
        .AddSingleton<ReasonUpkeep>()
        .AddHostedService<ReasonSweep>()
        .AddSingleton<CycleListCheck>()
        .AddHostedService<CycleListSweep>()
        .AddHostedService<RenewalSweep>()
        .AddSingleton<PersonCycles>()
        .AddSingleton<AudiencePaths>()
        .AddFactHandler<UnitMoved, AudiencePaths>()
        .AddFactHandler<PersonAdded, PersonCycles>()
        .AddFactHandler<StandingChanged, PersonCycles>()
        .AddFactHandler<StandingUndone, PersonCycles>()
        .AddFactHandler<StandingBegan, PersonCycles>()
        .AddFactHandler<PersonActivated, PersonCycles>()
        .AddSingleton<BriefingCycles>()
        .AddSingleton<BriefingQueries>()
        .AddFactHandler<StandingChanged, BriefingCycles>()
        .AddFactHandler<StandingUndone, BriefingCycles>();
}
