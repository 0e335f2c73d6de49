using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Background;

/// <summary>
/// Hears the news of other nodes for as long as the application runs. Whenever it begins to listen, also after a break, everything
/// that may have been missed is read again first. A failure of whatever kind ends the wire and begins anew: so nothing is heard by half.
/// </summary>
public sealed class NodeListener(NodeNews news, INewsWire wire, BackgroundTroubles troubles, ILogger<NodeListener> logger) : BackgroundService
{
    /// <summary>As the health of the application names it.</summary>
    public const string Work = "news of other servers";

    private const string Piece = "listening";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private volatile bool _listens;

    /// <summary>True while every message is heard.</summary>
    public bool Listens => _listens;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var said = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wire.ListenAsync(
                    async () =>
                    {
                        await news.ReadAgainAsync(stoppingToken);
                        (_listens, said) = (true, false);
                        troubles.Remove(Work, Piece);
                    },
                    message => news.HearAsync(message, stoppingToken),
                    stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                logger.LogDebug("{Work}: ends with the application", Work);
            }
#pragma warning disable CA1031 // Whatever is wrong, the process goes on and listens again.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                if (!said)
                {
                    logger.LogWarning(failure, "News of other servers over this database are not heard now; what they change is read again when they are");
                    troubles.Add(Work, Piece);
                }

                said = true;
            }

            _listens = false;
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
