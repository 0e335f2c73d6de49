using System.Globalization;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Deltas;

/// <summary>Tells administrators that a course about changed rules is proposed, and whoever proposed it what became of it.</summary>
internal sealed class DeltaNotices(LocalCalendar calendar) : INoticeSubject, IFactsHandler<DeltaProposed>, IFactsHandler<DeltaProposalDecided>
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.DeltaWaiting, NoticeKind.DeltaDecided];

    public NoticeRhythm Rhythm => NoticeRhythm.Day;

    public async Task HandleAsync(StoreWrite write, IReadOnlyList<DeltaProposed> facts, CancellationToken ct)
    {
        // Who administers and proposes it knows it.
        var administrators = await Administrators(write.Db).ToListAsync(ct);
        await NoticeOutbox.AddAsync(
            write,
            [
                .. from fact in facts
                   from person in administrators
                   where person != write.ActorOf(fact).PersonId
                   select new PlannedNotice(person, NoticeKind.DeltaWaiting, Guid.Empty, SubjectOf(fact.Edition), OccasionOf(fact.ProposalId), null),
            ],
            calendar.Now,
            ct);
    }

    public Task HandleAsync(StoreWrite write, IReadOnlyList<DeltaProposalDecided> facts, CancellationToken ct) => NoticeOutbox.AddAsync(
        write,
        [
            .. from fact in facts
               where write.ActorOf(fact).PersonId != fact.ProposerId
               select new PlannedNotice(
                   fact.ProposerId, NoticeKind.DeltaDecided, Guid.Empty, SubjectOf(fact.Edition), $"{fact.Decision} {OccasionOf(fact.ProposalId)}", null),
        ],
        calendar.Now,
        ct);

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

    private static string SubjectOf(int edition) => edition.ToString(CultureInfo.InvariantCulture);

    private static string OccasionOf(Guid proposal) => $"proposal {proposal:N}";
}
