using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Certificates;

internal static class CertificatesSlice
{
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services
        .AddSingleton(provider => new CertificateKeys(provider.SigningKeysOf(
            KeyPurpose.Certificates, CertificateKeys.FolderIn(provider.GetRequiredService<IOptions<LearningOptions>>().Value.DataFolder))))
        .AddSingleton<CertificateKeyRotation>()
        .AddSingleton<CertificateIssue>()
        .AddFactHandler<ExamGraded, CertificateIssue>()
        .AddSingleton<IEarnedCertificates, EarnedCertificates>()
        .AddSingleton<CertificateQueries>()
        .AddSingleton<CertificateFiles>();
}
