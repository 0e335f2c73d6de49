using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Accounts;

internal static class AccountsSlice
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<EndedSessions>()
        .AddSingleton<SessionBook>()
        .AddSingleton<SessionService>()
        .AddSingleton<AccountEnd>()
        .AddFactHandler<PersonDeactivated, AccountEnd>()
        .AddFactHandler<PersonActivated, AccountEnd>()
        .AddScoped<AccessService>()
        .AddSingleton<SlipQueries>()
        .AddScoped<SlipService>()
        .AddSingleton<SessionSweep>()
        .AddHostedService(provider => provider.GetRequiredService<SessionSweep>())
        .AddSingleton<SignInThrottle>()
        .AddSingleton<SignInFailures>()
        .AddSingleton<SignInFailureSweep>()
        .AddHostedService(provider => provider.GetRequiredService<SignInFailureSweep>())
        .AddSingleton<HashingTurns>()
        .AddScoped<SignInService>()
        .AddScoped<PasswordService>();
}
