using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// Tells whoever is asked to allow a waiver that it waits, and whoever proposed it what became of it. What was proposed for several people at once is one
/// notice, and so is each decision about it.
/// </summary>
internal sealed class WaiverNotices(LocalCalendar calendar) : INoticeSubject, IFactsHandler<WaiverProposed>, IFactsHandler<WaiverDecided>
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.WaiverWaiting, NoticeKind.WaiverDecided];

    public NoticeRhythm Rhythm => NoticeRhythm.Day;

    /// <summary>What was decided, in a language; empty where the notice is about no decision.</summary>
    public static string OutcomeOf(Notice notice, string language)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Kind == NoticeKind.WaiverDecided && Enum.TryParse<WaiverDecision>(notice.Occasion.Split(' ')[0], out var decision)
            ? OutcomeOf(decision, language)
            : "";
    }

    public static string OutcomeOf(WaiverDecision decision, string language)
    {
        var words = language switch
        {
            Languages.Russian => (Approved: "одобрена", Refused: "отклонена", Withdrawn: "отозвана"),
            Languages.Kazakh => (Approved: "мақұлданды", Refused: "қабылданбады", Withdrawn: "қайтарып алынды"),
            _ => (Approved: "approved", Refused: "refused", Withdrawn: "withdrawn"),
        };
        return decision switch
        {
            WaiverDecision.Approved => words.Approved,
            WaiverDecision.Refused => words.Refused,
            _ => words.Withdrawn,
        };
    }

    public async Task HandleAsync(StoreWrite write, IReadOnlyList<WaiverProposed> facts, CancellationToken ct)
    {
        Guid[] ids = [.. facts.Select(fact => fact.ProposalId)];
        var proposals = await write.Db.WaiverProposals.Where(proposal => ids.Contains(proposal.Id)).ToListAsync(ct);
        await NoticeOutbox.AddAsync(
            write, [.. proposals.Select(proposal => Plan(proposal, proposal.ApproverId, NoticeKind.WaiverWaiting, OccasionOf(proposal)))], calendar.Now, ct);
    }

    public async Task HandleAsync(StoreWrite write, IReadOnlyList<WaiverDecided> facts, CancellationToken ct)
    {
        var decided = facts.ToDictionary(fact => fact.ProposalId);
        var proposals = await write.Db.WaiverProposals.Where(proposal => decided.Keys.Contains(proposal.Id)).ToListAsync(ct);

        // Who takes back what they proposed knows it.
        var others = proposals.Where(proposal => write.ActorOf(decided[proposal.Id]).PersonId != proposal.ProposerId);
        await NoticeOutbox.AddAsync(
            write,
            [.. others.Select(proposal => Plan(
                proposal, proposal.ProposerId, NoticeKind.WaiverDecided, $"{decided[proposal.Id].Decision} {OccasionOf(proposal)}"))],
            calendar.Now,
            ct);
    }

    public Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlannedNotice>>([]);

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        Guid[] asked = [.. waiting.Where(notice => notice.Kind == NoticeKind.WaiverWaiting).Select(notice => notice.PersonId).Distinct()];
        var open = await db.WaiverProposals.Where(proposal => proposal.Decision == null && asked.Contains(proposal.ApproverId)).ToListAsync(ct);
        var mayDecide = new HashSet<(Guid Approver, string Occasion)>();
        foreach (var approver in open.GroupBy(proposal => proposal.ApproverId))
        {
            Guid[] people = [.. approver.Select(proposal => proposal.PersonId)];
            var allowed = await Approvers.AllowedBy(db, approver.Key, today).Where(person => people.Contains(person.Id)).Select(person => person.Id).ToListAsync(ct);
            mayDecide.UnionWith(approver.Where(proposal => allowed.Contains(proposal.PersonId)).Select(proposal => (approver.Key, OccasionOf(proposal))));
        }

        return notice => notice.Kind == NoticeKind.WaiverDecided || mayDecide.Contains((notice.PersonId, notice.Occasion)) ? null
            : open.Exists(proposal => proposal.ApproverId == notice.PersonId && OccasionOf(proposal) == notice.Occasion) ? OmissionReason.NotMeant
            : OmissionReason.Completed;
    }

    /// <summary>Of waivers that are proposed for several people at once.</summary>
    internal static PlannedNotice OfSeveral(Guid approverId, string courseId, Guid batch, DateOnly until) =>
        new(approverId, NoticeKind.WaiverWaiting, Guid.Empty, courseId, OccasionOf(batch), until);

    private static string OccasionOf(WaiverProposal proposal) => proposal.BatchId is { } batch ? OccasionOf(batch) : $"one {proposal.Id:N}";

    private static string OccasionOf(Guid batch) => $"several {batch:N}";

    private static PlannedNotice Plan(WaiverProposal proposal, Guid personId, NoticeKind kind, string occasion) =>
        new(personId, kind, proposal.BatchId is null ? proposal.CycleId : Guid.Empty, proposal.CourseId, occasion, proposal.Until);
}
