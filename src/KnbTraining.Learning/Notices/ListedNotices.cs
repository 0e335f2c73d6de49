using System.Collections.Concurrent;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// Tells people of courses that came to them by a list: there is no fact for each of thousands, and the parts of a list must stay short, so notices
/// follow after the parts.
/// </summary>
internal sealed class ListedNotices(LearningStore store, LocalCalendar calendar) : INoticeSubject
{
    // A list that ended longer ago was told of, or the application stood still for so long that the due days tell of it.
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(2);

    // Lists that had ended when nothing was left to tell of them.
    private readonly ConcurrentDictionary<Guid, bool> _told = new();

    public IReadOnlyList<NoticeKind> Kinds => [];

    public NoticeRhythm Rhythm => NoticeRhythm.Minute;

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct)
    {
        var since = calendar.Now - LooksBack;
        var lists = await store.ReadAsync(
            db => db.CycleLists
                .Where(list => list.Use == CycleListUse.Open && list.Number != null && (list.EndedAt == null || list.EndedAt > since))
                .ToListAsync(ct),
            ct);
        var planned = new List<PlannedNotice>();
        foreach (var list in lists.Where(list => !_told.ContainsKey(list.Id)))
        {
            var untold = await store.ReadAsync(
                db => db.Cycles
                    .Where(cycle => cycle.OpenedBy == list.Number && cycle.WithdrawnOn == null && !db.Notices.Any(
                        notice => notice.PersonId == cycle.PersonId && notice.Kind == NoticeKind.Assigned && notice.CycleId == cycle.Id))
                    .OrderBy(cycle => cycle.Id)
                    .Select(cycle => new { cycle.Id, cycle.PersonId, cycle.CourseId, cycle.DueOn })
                    .ToListAsync(ct),
                ct);
            planned.AddRange(untold.Select(cycle => PlannedNotice.Assigned(cycle.PersonId, cycle.Id, cycle.CourseId, cycle.DueOn)));
            if (list.EndedAt is not null && untold.Count == 0)
            {
                _told.TryAdd(list.Id, true);
            }
        }

        return planned;
    }

    public Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct) =>
        Task.FromResult<Func<Notice, OmissionReason?>>(_ => null);
}
