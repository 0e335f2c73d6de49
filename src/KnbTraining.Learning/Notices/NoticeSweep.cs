using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Notices;

/// <summary>Finds what days and lists have brought about, and sends what waits.</summary>
public sealed class NoticeSweep(
    NoticeRound round, LocalCalendar calendar, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<NoticeSweep> logger)
    : Sweep("notices", TimeSpan.FromMinutes(1), troubles, clock, logger, leases)
{
    // When each subject was last looked at without a failure; null for never.
    private readonly Dictionary<INoticeSubject, DateTimeOffset> _looked = [];

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SweepPiece>>(
    [
        .. round.Subjects.Where(IsTime).Select(subject => new SweepPiece($"finding {subject.GetType().Name}", token => LookAsync(subject, token))),
        new SweepPiece("sending", round.SendAsync),
    ]);

    private bool IsTime(INoticeSubject subject) => !_looked.TryGetValue(subject, out var last) || subject.Rhythm switch
    {
        NoticeRhythm.Minute => true,
        NoticeRhythm.Hour => calendar.Now - last >= TimeSpan.FromHours(1),
        _ => calendar.DateOf(last) != calendar.Today,
    };

    private async Task<Refusal?> LookAsync(INoticeSubject subject, CancellationToken ct)
    {
        var now = calendar.Now;
        var refused = await round.FindAsync(subject, ct);
        if (refused is null)
        {
            _looked[subject] = now;
        }

        return refused;
    }
}
