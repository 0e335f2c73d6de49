using KnbTraining.Learning.Background;
using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Editions;

/// <summary>
/// Compiles the current edition soon after the application listens, so that neither the start nor whoever signs in first waits for it; and
/// an edition that another node has published as soon as this one hears of it.
/// </summary>
public sealed class EditionWarmUp : IHostedLifecycleService, IDisposable
{
    /// <summary>As the health of the application names it.</summary>
    public const string Work = "compiling ahead";

    private const string Piece = "the current edition";

    // The first page of a small machine comes first: nobody signs in within this time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly EditionStore _editions;
    private readonly BackgroundTroubles _troubles;
    private readonly TimeProvider _clock;
    private readonly ILogger<EditionWarmUp> _logger;
    private readonly CancellationTokenSource _ending = new();
    private Task _work = Task.CompletedTask;

    // The editions themselves hear the news first: they were made before this.
    public EditionWarmUp(EditionStore editions, BackgroundTroubles troubles, TimeProvider clock, NodeNews news, ILogger<EditionWarmUp> logger)
    {
        ArgumentNullException.ThrowIfNull(news);
        (_editions, _troubles, _clock, _logger) = (editions, troubles, clock, logger);
        news.Listen(NewsTopic.Editions, (_, _) => BeginAsync(TimeSpan.Zero), readAgain: null);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Every other service has started, the one that listens too. Nobody waits for what begins here.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        return BeginAsync(Pause);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _work.WaitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _ending.Dispose();

    private Task BeginAsync(TimeSpan pause)
    {
        _work = Task.Run(() => CompileAsync(pause), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task CompileAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _clock, _ending.Token);
            await _editions.CurrentAsync(_ending.Token);
            _troubles.Remove(Work, Piece);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            _logger.LogDebug("The application ends before its edition was compiled");
        }
#pragma warning disable CA1031 // Every page that needs the edition will say so too; those that do not still work, and the process goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _logger.LogError(failure, "The current edition cannot be used");
            _troubles.Add(Work, Piece);
        }
    }
}
