using KnbTraining.Learning.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.Learning.Acknowledgements;

internal static class AcknowledgementsSlice
{
    public static IServiceCollection AddAcknowledgements(this IServiceCollection services) => services
        .AddSingleton<VersionDates>()
        .AddSingleton<AcknowledgementQueries>()
        .AddSingleton<AcknowledgementService>()
        .AddSingleton<AcknowledgementReport>();
}
