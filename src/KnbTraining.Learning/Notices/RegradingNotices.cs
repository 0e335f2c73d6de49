using KnbTraining.Content.Text;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>What grading an exam anew means for its person. The names are stored in notices.</summary>
public enum RegradingNews
{
    /// <summary>Other points, the same outcome.</summary>
    Points,

    /// <summary>Passed now.</summary>
    Gained,

    /// <summary>Not passed any more.</summary>
    Lost,
}

/// <summary>
/// Tells people that an exam of theirs was graded anew and has another result, those who may approve it that a proposal waits, and whoever proposed it what was
/// decided. Each grading is a notice of its own.
/// </summary>
internal sealed class RegradingNotices(LocalCalendar calendar)
    : INoticeSubject, IFactsHandler<ExamGradedAnew>, IFactsHandler<AnnulmentProposed>, IFactsHandler<AnnulmentDecided>
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.GradedAnew, NoticeKind.AnnulmentWaiting, NoticeKind.AnnulmentDecided];

    public NoticeRhythm Rhythm => NoticeRhythm.Day;

    /// <summary>What has changed, in a language.</summary>
    public static string OutcomeOf(Notice notice, string language)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return Enum.TryParse<RegradingNews>(notice.Occasion.Split(' ')[0], out var news) ? OutcomeOf(news, language) : "";
    }

    public static string OutcomeOf(RegradingNews news, string language)
    {
        var words = language switch
        {
            Languages.Russian => (
                Lost: "Теперь он не сдан, и его сертификат больше не действует.", Gained: "Теперь он сдан.", Points: "Баллы изменились, итог прежний."),
            Languages.Kazakh => (
                Lost: "Енді ол тапсырылмаған болып саналады, сертификаты күшін жойды.", Gained: "Енді ол тапсырылды.", Points: "Ұпайыңыз өзгерді, қорытындысы бұрынғыдай."),
            _ => (Lost: "It is not passed any more, and its certificate no longer counts.", Gained: "It is passed now.", Points: "The points have changed, the outcome has not."),
        };
        return news switch
        {
            RegradingNews.Lost => words.Lost,
            RegradingNews.Gained => words.Gained,
            _ => words.Points,
        };
    }

    /// <summary>What was decided about a proposal, in a language.</summary>
    public static string DecisionOf(Notice notice, string language)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return Enum.TryParse<AnnulmentDecision>(notice.Occasion.Split(' ')[0], out var decision) ? DecisionOf(decision, language) : "";
    }

    public static string DecisionOf(AnnulmentDecision decision, string language)
    {
        var (approved, rejected) = language switch
        {
            Languages.Russian => ("одобрена", "отклонена"),
            Languages.Kazakh => ("мақұлданды", "қабылданбады"),
            _ => ("approved", "rejected"),
        };
        return decision == AnnulmentDecision.Approved ? approved : rejected;
    }

    public async Task HandleAsync(StoreWrite write, IReadOnlyList<ExamGradedAnew> facts, CancellationToken ct)
    {
        var due = write.Facts.Select(recorded => recorded.Fact).OfType<CycleAnnulled>().ToDictionary(fact => fact.AttemptId, fact => fact.DueOn);
        PlannedNotice[] planned =
        [
            .. from fact in facts
               where fact.Percent != fact.PercentBefore || fact.Passed != fact.PassedBefore
               let news = fact.Passed == fact.PassedBefore ? RegradingNews.Points : fact.Passed ? RegradingNews.Gained : RegradingNews.Lost
               select new PlannedNotice(
                   fact.PersonId, NoticeKind.GradedAnew, Guid.Empty, fact.Course.ToString(), $"{news} {fact.AttemptId:N} {fact.Grading}", due.GetValueOrDefault(fact.AttemptId)),
        ];
        await NoticeOutbox.AddAsync(write, planned, calendar.Now, ct);
    }

    public async Task HandleAsync(StoreWrite write, IReadOnlyList<AnnulmentProposed> facts, CancellationToken ct)
    {
        Guid[] ids = [.. facts.Select(fact => fact.AnnulmentId)];
        var proposed = await write.Db.Annulments.Where(one => ids.Contains(one.Id)).ToListAsync(ct);
        var approvers = await ChangeNotices.Reviewers(write.Db).ToListAsync(ct);
        await NoticeOutbox.AddAsync(
            write,
            [
                .. from one in proposed
                   from person in approvers
                   where person != one.ProposerId
                   select new PlannedNotice(person, NoticeKind.AnnulmentWaiting, Guid.Empty, one.RuleId, $"annulment {one.Id:N}", null),
            ],
            calendar.Now,
            ct);
    }

    // Who decides about their own proposal knows it.
    public async Task HandleAsync(StoreWrite write, IReadOnlyList<AnnulmentDecided> facts, CancellationToken ct)
    {
        var decided = facts.Where(fact => write.ActorOf(fact).PersonId != fact.ProposerId).ToDictionary(fact => fact.AnnulmentId);
        var annulments = await write.Db.Annulments.Where(one => decided.Keys.Contains(one.Id)).ToListAsync(ct);
        await NoticeOutbox.AddAsync(
            write,
            [
                .. annulments.Select(one => new PlannedNotice(
                    one.ProposerId, NoticeKind.AnnulmentDecided, Guid.Empty, one.RuleId, $"{decided[one.Id].Decision} annulment {one.Id:N}", null)),
            ],
            calendar.Now,
            ct);
    }

    public Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlannedNotice>>([]);

    // Neither a grading nor a decision is ever taken back; a proposal may be decided.
    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var open = (await db.Annulments.Where(one => one.State == AnnulmentState.Proposed).Select(one => one.Id).ToListAsync(ct))
            .Select(id => $"annulment {id:N}").ToHashSet(StringComparer.Ordinal);
        var approvers = (await ChangeNotices.Reviewers(db).ToListAsync(ct)).ToHashSet();
        return notice => notice.Kind != NoticeKind.AnnulmentWaiting ? null
            : !open.Contains(notice.Occasion) ? OmissionReason.Completed
            : approvers.Contains(notice.PersonId) ? null
            : OmissionReason.NotMeant;
    }
}
