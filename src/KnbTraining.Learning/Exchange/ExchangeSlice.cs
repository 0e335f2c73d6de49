using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Exchange.Scorm;
using KnbTraining.Learning.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Exchange;

internal static class ExchangeSlice
{
    public static IServiceCollection AddExchange(this IServiceCollection services) => services
        .AddSingleton<Cases.CaseExport>()
        .AddSingleton<QuestionExport>()
        .AddSingleton<QuestionImport>()
        .AddSingleton(provider => new BundleKeys(provider.SigningKeysOf(
            KeyPurpose.Bundles, BundleKeys.FolderIn(provider.GetRequiredService<IOptions<LearningOptions>>().Value.DataFolder))))
        .AddSingleton<BundleKeyRotation>()
        .AddSingleton<TrustedPublishers>()
        .AddSingleton<BundleExport>()
        .AddSingleton<BundleImport>()
        .AddSingleton<ScormExport>();
}
