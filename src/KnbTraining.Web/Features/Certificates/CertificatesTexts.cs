namespace KnbTraining.Web.Features.Certificates;

public sealed class CertificatesTexts;
