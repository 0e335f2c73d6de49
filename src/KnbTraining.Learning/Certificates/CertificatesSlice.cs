using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Certificates;

internal static class CertificatesSlice
{
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services
        .AddSingleton<CertificateKeys>()
        .AddSingleton<CertificateKeyRotation>()
        .AddSingleton<CertificateIssue>()
        .AddSingleton<CertificateQueries>();
}
