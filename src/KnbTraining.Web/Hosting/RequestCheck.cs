using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KnbTraining.Web.Hosting;

/// <summary>
/// Does what a request does: protects and unprotects, writes a passing file and one in the data folder, reads the database
/// and takes its lock for writing. Anybody may ask, so one answer serves everybody for a second.
/// </summary>
internal sealed class RequestCheck(
    Folders folders, StorageProbe storage, IDataProtectionProvider protection, TimeProvider clock, ILogger<RequestCheck> logger) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Serves = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private HealthCheckResult _last;
    private long? _at;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_at is not { } at || clock.GetElapsedTime(at) >= Serves)
            {
                _last = await LookAsync(cancellationToken);
                _at = clock.GetTimestamp();
            }

            return _last;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private async Task<HealthCheckResult> LookAsync(CancellationToken ct)
    {
        try
        {
            StartChecks.Temporary();
            folders.EnsureWritable();
            StartChecks.Keys(protection, folders);
        }
        catch (StartupException refused)
        {
            logger.LogError(refused, "The application is not ready");
            return HealthCheckResult.Unhealthy("A folder cannot be written, or the keys cannot be used; the log says which.");
        }

        return await storage.TryAsync(ct) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database cannot be read and written now.");
    }
}
