using KnbTraining.Learning.Background;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KnbTraining.Web.Hosting;

/// <summary>
/// Live: the process answers. Ready: it can also do what a request does. Degraded is ready too, and says in words what an
/// administrator should look at.
/// </summary>
internal static class Health
{
    private const string Ready = "ready";

    public static IServiceCollection AddKnbHealth(this IServiceCollection services)
    {
        services.AddSingleton<RequestCheck>();
        services.AddSingleton(provider => DiskSpace.Of(provider.GetRequiredService<Folders>()));
        services.AddHealthChecks()
            .AddCheck<RequestCheck>("request", tags: [Ready])
            .AddCheck<DiskCheck>("disk", tags: [Ready])
            .AddCheck<BackgroundCheck>("background", tags: [Ready])
            .AddCheck<StoppingCheck>("stopping", tags: [Ready]);
        return services;
    }

    public static void MapKnbHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    // The first line is for machines, the others for people. Paths and reasons stand in the log: anybody may ask this.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join('\n', report.Entries
            .Where(entry => entry.Value is { Status: not HealthStatus.Healthy, Description: not null })
            .Select(entry => $"{entry.Key}: {entry.Value.Description}")
            .Prepend(report.Status.ToString())));
    }

    /// <summary>Nobody is to be sent here while the application ends.</summary>
    internal sealed class StoppingCheck(IHostApplicationLifetime application) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
            application.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The application is stopping.") : HealthCheckResult.Healthy());
    }

    /// <summary>Warns before anything fails.</summary>
    internal sealed class DiskCheck(DiskSpace disk) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(disk.Low is { } low
            ? HealthCheckResult.Degraded($"The disk of the data folder is nearly full: {ByteSize.Of(low.Free)} ({low.Percent} %) are free.")
            : HealthCheckResult.Healthy());
    }

    /// <summary>Names the pieces of background work that failed at their last try.</summary>
    internal sealed class BackgroundCheck(BackgroundTroubles troubles) : IHealthCheck
    {
        private const int Named = 5;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var all = troubles.All;
            return Task.FromResult(all.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(string.Join("; ", all.Take(Named).Select(trouble => $"{trouble.Work}: {trouble.Piece}"))
                    + (all.Count > Named ? $"; and {all.Count - Named} more" : "") + ". The log says why."));
        }
    }
}
