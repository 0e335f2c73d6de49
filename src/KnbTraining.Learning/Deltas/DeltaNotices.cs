using System.Globalization;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Deltas;

/// <summary>Tells administrators that a course about changed rules is proposed, and whoever proposed it what became of it.</summary>
internal sealed class DeltaNotices : INoticeSubject
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.DeltaWaiting, NoticeKind.DeltaDecided];

    public NoticeRhythm Rhythm => NoticeRhythm.Day;

    /// <summary>In the transaction of the proposal. Who administers and proposes it knows it.</summary>
    public static async Task ProposedAsync(StoreWrite write, DeltaProposal proposal, DateTimeOffset now, CancellationToken ct)
    {
        var administrators = await Administrators(write.Db).Where(person => person != proposal.ProposerId).ToListAsync(ct);
        await NoticeOutbox.AddAsync(
            write,
            [.. administrators.Select(person => Of(proposal, person, NoticeKind.DeltaWaiting, OccasionOf(proposal.Id)))],
            now,
            ct);
    }

    /// <summary>In the transaction of the decision. Who decides about their own proposal knows it.</summary>
    public static async Task DecidedAsync(StoreWrite write, DeltaProposal proposal, DateTimeOffset now, CancellationToken ct)
    {
        if (proposal.DeciderId != proposal.ProposerId)
        {
            await NoticeOutbox.AddAsync(
                write, [Of(proposal, proposal.ProposerId, NoticeKind.DeltaDecided, $"{proposal.Decision} {OccasionOf(proposal.Id)}")], now, ct);
        }
    }

    public Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlannedNotice>>([]);

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var open = (await db.DeltaProposals.Where(proposal => proposal.Decision == DeltaDecision.Waiting).Select(proposal => proposal.Id).ToListAsync(ct))
            .Select(OccasionOf).ToHashSet(StringComparer.Ordinal);
        var administrators = (await Administrators(db).ToListAsync(ct)).ToHashSet();
        return notice => notice.Kind != NoticeKind.DeltaWaiting ? null
            : !open.Contains(notice.Occasion) ? OmissionReason.Completed
            : administrators.Contains(notice.PersonId) ? null
            : OmissionReason.NotMeant;
    }

    private static IQueryable<Guid> Administrators(LearningDbContext db) =>
        db.People.Where(person => person.Active && person.Roles.Any(role => role.Role == Role.Administrator)).Select(person => person.Id);

    private static PlannedNotice Of(DeltaProposal proposal, Guid person, NoticeKind kind, string occasion) =>
        new(person, kind, Guid.Empty, proposal.EditionNumber.ToString(CultureInfo.InvariantCulture), occasion, null);

    private static string OccasionOf(Guid proposal) => $"proposal {proposal:N}";
}
