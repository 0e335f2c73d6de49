using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KnbTraining.TestKit;

/// <summary>The real hasher with few iterations, so that tests are fast, and a count of what it was asked.</summary>
public sealed class CountedHashes(IOptions<PasswordHasherOptions> options) : IPasswordHasher<AppUser>
{
    private readonly NormalisingPasswordHasher _hasher = new(options);
    private int _operations;

    /// <summary>Each costs about the same.</summary>
    public int Operations => Volatile.Read(ref _operations);

    public string HashPassword(AppUser user, string password)
    {
        Interlocked.Increment(ref _operations);
        return _hasher.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(AppUser user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _operations);
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

public static class FastPasswords
{
    public const int Iterations = 500;

    public static IServiceCollection AddFastPasswords(this IServiceCollection services)
    {
        services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = Iterations);
        services.AddSingleton<CountedHashes>();
        return services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<AppUser>>(provider => provider.GetRequiredService<CountedHashes>()));
    }
}
