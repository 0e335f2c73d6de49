using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Assignments;

/// <summary>Applies the assignment rules to newcomers and to completions that are about to end.</summary>
public sealed class RenewalSweep(AssignmentService assignments, TimeProvider clock, ILogger<RenewalSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await ApplyAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The sweep for renewals ends with the application");
        }
    }

    private async Task ApplyAsync(CancellationToken ct)
    {
        try
        {
            var opened = await assignments.ApplyRulesAsync(ct);
            if (opened is { Ok: true, Value: > 0 })
            {
                logger.LogInformation("Opened {Count} cycles by the assignment rules", opened.Value);
            }
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            logger.LogError(failure, "The database cannot be used; assignment rules wait for the next sweep");
        }
    }
}
