using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Attempts;

internal static class AttemptsSlice
{
    public static IServiceCollection AddAttempts(this IServiceCollection services) => services
        .AddSingleton<ClaimNews>()
        .AddSingleton<AnswerSums>()
        .AddSingleton<AnswerMonths>()
        .AddFactHandler<UnitMoved, AnswerMonths>()
        .AddSingleton<AttemptGrading>()
        .AddSingleton<AttemptStart>()
        .AddSingleton<OpenForms>()
        .AddSingleton<AnswerWriter>()
        .AddHostedService(provider => provider.GetRequiredService<AnswerWriter>())
        .AddSingleton<AttemptService>()
        .AddSingleton<AttemptQueries>()
        .AddSingleton<AttemptCheck>()
        .AddHostedService<OverdueSweep>();
}
