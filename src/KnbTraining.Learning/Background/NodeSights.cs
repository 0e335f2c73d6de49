using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Background;

/// <summary>Writes once a minute that this node works. Over a file there is one server, which nobody could miss.</summary>
public sealed class NodeSights(
    LearningStore store, NodeNews node, IOptions<LearningOptions> options, BackgroundTroubles troubles, TimeProvider clock, ILogger<NodeSights> logger)
    : Sweep("signs of life", TimeSpan.FromMinutes(1), troubles, clock, logger)
{
    /// <summary>A node of which nothing was seen for so long has gone.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromMinutes(4);

    /// <summary>How long the row of a node that has gone is kept.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    protected override async Task LastAsync()
    {
        if (!options.Value.SharesKeys)
        {
            return;
        }

        try
        {
            await store.ReadAsync(
                db => db.NodeSights.Where(sight => sight.Node == node.Node).ExecuteDeleteAsync(CancellationToken.None), CancellationToken.None);
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            logger.LogWarning(failure, "This server ends in order, but could not say so: others will tell that it has gone");
        }
    }

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SweepPiece>>(
        options.Value.SharesKeys ? [new SweepPiece("this server", SeeAsync) { OnEachNode = true }] : []);

    private async Task<Refusal?> SeeAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        var old = now - Kept;
        var seen = await store.WriteAsync<Done>(
            async write =>
            {
                var sight = await write.Db.NodeSights.FirstOrDefaultAsync(found => found.Node == node.Node, ct);
                if (sight is null)
                {
                    write.Db.NodeSights.Add(sight = NodeSight.Create(node.Node, Environment.MachineName));
                }

                sight.See(now);
                await write.Db.NodeSights.Where(found => found.SeenAt < old).ExecuteDeleteAsync(ct);
                return new Done();
            },
            ct);
        return seen.Refused;
    }
}
