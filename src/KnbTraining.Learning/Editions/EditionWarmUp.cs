using KnbTraining.Learning.Background;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Editions;

/// <summary>Compiles the current edition soon after the application listens, so that neither the start nor whoever signs in first waits for it.</summary>
public sealed class EditionWarmUp(EditionStore editions, BackgroundTroubles troubles, TimeProvider clock, ILogger<EditionWarmUp> logger) : IHostedLifecycleService, IDisposable
{
    /// <summary>As the health of the application names it.</summary>
    public const string Work = "compiling ahead";

    // The first page of a small machine comes first: nobody signs in within this time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _ending = new();
    private Task _work = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Every other service has started, the one that listens too. Nobody waits for what begins here.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _work = Task.Run(CompileAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _work.WaitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _ending.Dispose();

    private async Task CompileAsync()
    {
        try
        {
            await Task.Delay(Pause, clock, _ending.Token);
            await editions.CurrentAsync(_ending.Token);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            logger.LogDebug("The application ends before its edition was compiled");
        }
#pragma warning disable CA1031 // Every page that needs the edition will say so too; those that do not still work, and the process goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "The current edition cannot be used");
            troubles.Add(Work, "the current edition");
        }
    }
}
