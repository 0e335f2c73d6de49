using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Organisation;

/// <summary>Looks for changes of rights that another process has made over the same database. Changes of this process need no look.</summary>
public sealed class RightsPoll(Rights rights, TimeProvider clock, ILogger<RightsPoll> logger) : BackgroundService
{
    /// <summary>How long somebody who lost a right in another process may still use it here.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var failed = false;
        do
        {
            try
            {
                await rights.CheckAsync(stoppingToken);
                failed = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever is wrong, the process goes on and looks again. Said once, not every two seconds.
                if (!failed)
                {
                    logger.LogWarning(failure, "The version of rights cannot be read; rights in memory stay as they are");
                }

                failed = true;
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
