using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Notices;

/// <summary>Tells people that a course which they had open is taken back from everybody.</summary>
internal sealed class TakenBackNotices(LocalCalendar calendar) : INoticeSubject, IFactsHandler<CycleEnded>
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.TakenBack];

    public NoticeRhythm Rhythm => NoticeRhythm.Day;

    public Task HandleAsync(StoreWrite write, IReadOnlyList<CycleEnded> facts, CancellationToken ct)
    {
        PlannedNotice[] planned =
        [
            .. facts.Where(fact => fact.Why == CycleEnd.TakenBack)
                .Select(fact => new PlannedNotice(fact.PersonId, NoticeKind.TakenBack, fact.CycleId, fact.Course.ToString(), "taken-back", null)),
        ];
        return planned.Length == 0 ? Task.CompletedTask : NoticeOutbox.AddAsync(write, planned, calendar.Now, ct);
    }

    public Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlannedNotice>>([]);

    // It is taken back for good.
    public Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct) =>
        Task.FromResult<Func<Notice, OmissionReason?>>(_ => null);
}
