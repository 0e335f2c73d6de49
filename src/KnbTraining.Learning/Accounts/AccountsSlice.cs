using KnbTraining.Learning.People;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Accounts;

internal static class AccountsSlice
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<EndedSessions>()
        .AddSingleton<SessionBook>()
        .AddSingleton<SessionService>()
        .AddHostedService<SessionSweep>()
        .AddSingleton<SignInThrottle>()
        .AddSingleton<HashingQueue>()
        .AddScoped<SignInService>()
        .AddScoped<PasswordService>();
}
