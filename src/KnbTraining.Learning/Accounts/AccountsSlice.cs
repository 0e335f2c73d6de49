using KnbTraining.Learning.People;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Accounts;

internal static class AccountsSlice
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<EndedSessions>()
        .AddSingleton<SessionBook>()
        .AddSingleton<SessionService>()
        .AddSingleton<SessionSweep>()
        .AddSingleton<SignInThrottle>()
        .AddSingleton<SignInFailures>()
        .AddSingleton<SignInFailureSweep>()
        .AddSingleton<HashingTurns>()
        .AddScoped<SignInService>()
        .AddScoped<PasswordService>();
}
