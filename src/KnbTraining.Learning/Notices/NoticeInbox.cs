using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>A notice as its person sees it.</summary>
/// <param name="Subject">The id of the course or text, or the path of the draft.</param>
/// <param name="On">The local day on which it was sent.</param>
public sealed record NoticeView(Guid Id, NoticeKind Kind, string Subject, NoticeText Words, DateOnly On, bool IsRead);

/// <summary>The notices of the viewer, in the application. Nobody sees those of others here.</summary>
public sealed class NoticeInbox(LearningStore store, NoticeTexts texts, LocalCalendar calendar)
{
    /// <summary>Most notices that are listed.</summary>
    public const int MostListed = 200;

    /// <summary>How many the viewer has not opened yet.</summary>
    public Task<Result<int>> CountAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.TryReadAsync<int>(async db => await Unread(db, viewer).CountAsync(ct), ct);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<NoticeView>> ListAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var rows = await store.ReadAsync(
            db => Sent(db, viewer)
                .OrderByDescending(notice => notice.DecidedAt)
                .ThenByDescending(notice => notice.Id)
                .Take(MostListed)
                .Select(notice => new
                {
                    Notice = notice,
                    IsRead = db.Deliveries.Any(step => step.NoticeId == notice.Id
                        && step.Channel == DeliveryChannel.Application && step.Step == DeliveryStep.Opened),
                })
                .ToListAsync(ct),
            ct);
        var words = await texts.OfAsync(rows.ConvertAll(row => row.Notice), language, ct);
        return
        [
            .. rows.Zip(words, (row, said) => new NoticeView(
                row.Notice.Id, row.Notice.Kind, row.Notice.Subject, said, row.Notice.DecidedOn!.Value, row.IsRead)),
        ];
    }

    /// <summary>The viewer opens one of their notices: from now on it is proved that it has arrived.</summary>
    public Task<Result<Notice>> OpenAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.WriteAsync<Notice>(
            async write =>
            {
                if (await Sent(write.Db, viewer).FirstOrDefaultAsync(notice => notice.Id == id, ct) is not { } found)
                {
                    return Refusal.NotFound;
                }

                await OpenAsync(write, await Unread(write.Db, viewer).Where(notice => notice.Id == id).Select(notice => notice.Id).ToListAsync(ct));
                return found;
            },
            ct);
    }

    /// <summary>The viewer says that they have read everything.</summary>
    /// <returns>How many they had not opened yet.</returns>
    public Task<Result<int>> OpenAllAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.WriteAsync<int>(
            async write =>
            {
                var unread = await Unread(write.Db, viewer).Select(notice => notice.Id).ToListAsync(ct);
                await OpenAsync(write, unread);
                return unread.Count;
            },
            ct);
    }

    private static IQueryable<Notice> Sent(LearningDbContext db, Viewer viewer) =>
        db.Notices.Where(notice => notice.PersonId == viewer.PersonId && notice.Outcome == NoticeOutcome.Sent);

    private static IQueryable<Notice> Unread(LearningDbContext db, Viewer viewer) => Sent(db, viewer).Where(notice => !db.Deliveries.Any(
        step => step.NoticeId == notice.Id && step.Channel == DeliveryChannel.Application && step.Step == DeliveryStep.Opened));

    private Task OpenAsync(StoreWrite write, IEnumerable<Guid> unread) => write.Db.Deliveries.AddRangeAsync(
        unread.Select(id => Delivery.Create(id, DeliveryChannel.Application, DeliveryStep.Opened, calendar.Now)));
}
