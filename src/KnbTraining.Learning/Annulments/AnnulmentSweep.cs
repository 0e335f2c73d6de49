using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Annulments;

/// <summary>Goes on with annulments that were approved, part by part, until every exam is graded anew.</summary>
public sealed class AnnulmentSweep(AnnulmentCarrying carrying, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<AnnulmentSweep> logger)
    : Sweep("exams graded anew", TimeSpan.FromSeconds(5), troubles, clock, logger, leases)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromHours(1);

    private long? _lookedAt;

    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct)
    {
        var found = await carrying.ListRunningAsync(ct);
        if (_lookedAt is not { } looked || Clock.GetElapsedTime(looked) > LooksAgainAfter)
        {
            found.AddRange(await carrying.ListLeftAsync(ct));
            _lookedAt = Clock.GetTimestamp();
        }

        return [.. found.Select(one => new SweepPiece($"annulment {one.Id}", token => InPartsAsync(next => carrying.ApplyPartAsync(one.Id, next), Pause, token)))];
    }
}
