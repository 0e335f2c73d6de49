using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Attempts;

/// <summary>Ends attempts whose time is up, also those of people who never came back.</summary>
public sealed class OverdueSweep(AttemptService attempts, TimeProvider clock, IOptions<LearningOptions> options, ILogger<OverdueSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, clock);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The sweep for overdue attempts ends with the application");
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        try
        {
            await attempts.CloseOverdueAsync(ct);
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            logger.LogError(failure, "The database cannot be read; overdue attempts wait for the next sweep");
        }
    }
}
