using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Remarks;

namespace KnbTraining.Learning.Notices;

/// <summary>Tells whoever said that something is wrong with a question what became of it. Each remark is a notice of its own, because each has its answer.</summary>
internal sealed class RemarkNotices(LocalCalendar calendar) : INoticeSubject, IFactsHandler<RemarkAnswered>
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.RemarkAnswered];

    public NoticeRhythm Rhythm => NoticeRhythm.Day;

    public async Task HandleAsync(StoreWrite write, IReadOnlyList<RemarkAnswered> facts, CancellationToken ct)
    {
        // Who answers their own remark knows it.
        PlannedNotice[] planned =
        [
            .. facts.Where(fact => write.ActorOf(fact).PersonId != fact.PersonId)
                .Select(fact => new PlannedNotice(fact.PersonId, NoticeKind.RemarkAnswered, Guid.Empty, fact.Rule.ToString(), $"remark {fact.RemarkId:N}", null)),
        ];
        await NoticeOutbox.AddAsync(write, planned, calendar.Now, ct);
    }

    public Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlannedNotice>>([]);

    // An answer is never taken back.
    public Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct) =>
        Task.FromResult<Func<Notice, OmissionReason?>>(_ => null);
}
