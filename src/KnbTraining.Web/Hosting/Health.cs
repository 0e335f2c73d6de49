using KnbTraining.Learning.Setup;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KnbTraining.Web.Hosting;

/// <summary>Live: the process answers. Ready: it can also read and write what it needs.</summary>
internal static class Health
{
    private const string Ready = "ready";

    public static IServiceCollection AddKnbHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DataFolderCheck>("data-folder", tags: [Ready]).AddCheck<StorageCheck>("storage", tags: [Ready]).AddCheck<StoppingCheck>("stopping", tags: [Ready]);
        return services;
    }

    public static void MapKnbHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }

    internal sealed class DataFolderCheck(Folders folders) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                folders.EnsureWritable();
                return Task.FromResult(HealthCheckResult.Healthy());
            }
            catch (StartupException e)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy(e.Message));
            }
        }
    }

    /// <summary>Nobody is to be sent here while the application ends.</summary>
    internal sealed class StoppingCheck(IHostApplicationLifetime application) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
            application.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The application is stopping.") : HealthCheckResult.Healthy());
    }

    /// <summary>The cheapest question that only the database can answer.</summary>
    internal sealed class StorageCheck(SetupService setup) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            _ = await setup.IsNeededAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
