using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Notices.Mail;

/// <summary>Mails notices, where the house has a mail server.</summary>
public sealed class MailSweep(MailRound round, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<MailSweep> logger)
    : Sweep("notices by mail", TimeSpan.FromMinutes(1), troubles, clock, logger, leases)
{
    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SweepPiece>>([new SweepPiece("putting together", round.QueueAsync), new SweepPiece("sending", round.SendAsync)]);
}
