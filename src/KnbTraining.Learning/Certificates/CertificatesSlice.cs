using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Certificates;

internal static class CertificatesSlice
{
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services
        .AddSingleton<CertificateKeys>()
        .AddSingleton<CertificateKeyRotation>()
        .AddSingleton<CertificateIssue>()
        .AddFactHandler<ExamGraded, CertificateIssue>()
        .AddSingleton<IEarnedCertificates, EarnedCertificates>()
        .AddSingleton<CertificateQueries>()
        .AddSingleton<CertificateFiles>();
}
