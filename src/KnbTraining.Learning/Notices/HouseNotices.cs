using KnbTraining.Learning.Background;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>Says when the house was last backed up. Implemented by the slice that makes backups.</summary>
public interface IBackupDays
{
    /// <returns>The local day of the newest backup; null where there was none.</returns>
    Task<DateOnly?> LastAsync(LearningDbContext db, CancellationToken ct);
}

/// <summary>Tells administrators what the installation lacks.</summary>
internal sealed class HouseNotices(LearningStore store, LocalCalendar calendar, IBackupDays backups) : INoticeSubject
{
    /// <summary>A backup that is older than this many days is missing; it is said again as often.</summary>
    public const int BackupDays = 7;

    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.BackupMissing, NoticeKind.NodeGone];

    public NoticeRhythm Rhythm => NoticeRhythm.Minute;

    public Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct) => store.ReadAsync<IReadOnlyList<PlannedNotice>>(
        async db =>
        {
            // A house that is new has nothing to lose yet.
            var first = await db.Editions.MinAsync(edition => (DateTimeOffset?)edition.PublishedAt, ct);
            var since = await backups.LastAsync(db, ct) ?? (first is { } began ? calendar.DateOf(began) : today);
            var missing = (today.DayNumber - since.DayNumber) / BackupDays;
            return [.. missing < 1 ? [] : await MissingAsync(db, since, missing, ct), .. await GoneAsync(db, ct)];
        },
        ct);

    private static async Task<IEnumerable<PlannedNotice>> MissingAsync(LearningDbContext db, DateOnly since, int missing, CancellationToken ct)
    {
        var occasion = PlannedNotice.OccasionOf(since, missing * BackupDays);
        var untold = await Administrators(db)
            .Where(id => !db.Notices.Any(notice => notice.PersonId == id && notice.Kind == NoticeKind.BackupMissing && notice.Occasion == occasion))
            .ToListAsync(ct);
        return untold.Select(id => new PlannedNotice(id, NoticeKind.BackupMissing, Guid.Empty, "", occasion, since));
    }

    private async Task<IEnumerable<PlannedNotice>> GoneAsync(LearningDbContext db, CancellationToken ct)
    {
        var gone = calendar.Now - NodeSights.GoneAfter;
        var sights = await db.NodeSights.Where(sight => sight.SeenAt < gone).ToListAsync(ct);
        var untold = new List<PlannedNotice>();
        foreach (var sight in sights)
        {
            var people = await Administrators(db)
                .Where(id => !db.Notices.Any(notice => notice.PersonId == id && notice.Kind == NoticeKind.NodeGone && notice.Occasion == sight.Node))
                .ToListAsync(ct);
            var day = calendar.DateOf(sight.SeenAt);
            untold.AddRange(people.Select(id => new PlannedNotice(id, NoticeKind.NodeGone, Guid.Empty, sight.Machine, sight.Node, day)));
        }

        return untold;
    }

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var administrators = (await Administrators(db).ToListAsync(ct)).ToHashSet();
        var last = await backups.LastAsync(db, ct);
        var (gone, nodes) = (calendar.Now - NodeSights.GoneAfter, waiting.Select(notice => notice.Occasion).ToArray());
        var back = await db.NodeSights.Where(sight => nodes.Contains(sight.Node) && sight.SeenAt >= gone).Select(sight => sight.Node).ToListAsync(ct);
        return notice => !administrators.Contains(notice.PersonId) ? OmissionReason.NotMeant
            : notice.Kind == NoticeKind.BackupMissing && last > notice.Day ? OmissionReason.Completed
            : notice.Kind == NoticeKind.NodeGone && back.Contains(notice.Occasion) ? OmissionReason.Completed
            : null;
    }

    private static IQueryable<Guid> Administrators(LearningDbContext db) =>
        db.People.Where(person => person.Active && person.Roles.Any(held => held.Role == Role.Administrator)).Select(person => person.Id);
}
