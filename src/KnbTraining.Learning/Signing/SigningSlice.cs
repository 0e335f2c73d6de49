using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Signing;

internal static class SigningSlice
{
    public static IServiceCollection AddSigning(this IServiceCollection services) => services
        .AddSingleton<SharedKeys>()
        .AddSingleton<ProtectionKeyRows>();

    /// <summary>Where the keys of a purpose lie: in the database where nodes may share it, else as files of the data folder.</summary>
    /// <param name="folder">The folder of the files.</param>
    public static ISigningKeyStore SigningKeysOf(this IServiceProvider provider, KeyPurpose purpose, string folder) =>
        provider.GetRequiredService<IOptions<LearningOptions>>().Value.SharesKeys
            ? new SigningKeyRows(provider.GetRequiredService<SharedKeys>(), purpose)
            : new SigningKeyFiles(folder);
}
