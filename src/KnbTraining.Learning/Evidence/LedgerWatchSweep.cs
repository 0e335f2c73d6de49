using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Evidence;

/// <summary>Looks at every entry of the ledger once a day, so that what was tampered with shows in the health of the application before anybody asks.</summary>
public sealed class LedgerWatchSweep(LedgerWatch watch, BackgroundTroubles troubles, TimeProvider clock, ILogger<LedgerWatchSweep> logger)
    : Sweep("looking through the audit log", TimeSpan.FromMinutes(10), troubles, clock, logger)
{
    private static readonly TimeSpan Often = TimeSpan.FromDays(1);

    private DateTimeOffset? _last;
    private bool _fits = true;
    private bool _started;

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct)
    {
        // Not in the first round: a start has other things to do.
        IReadOnlyList<SweepPiece> pieces = _started ? [new SweepPiece("every entry", LookAsync)] : [];
        _started = true;
        return Task.FromResult(pieces);
    }

    // What was found stays said until another look finds that it fits.
    private async Task<Refusal?> LookAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        if (_last is null || now - _last >= Often || !_fits)
        {
            _fits = (await watch.VerifyAllAsync([], ct)).Fits;
            _last = now;
        }

        return _fits ? null : Refusal.Broken;
    }
}
