using System.Globalization;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>Tells administrators of lists of people that could not be imported, and of imports that do not get on.</summary>
public sealed class ImportNotices(LearningStore store, LocalCalendar calendar) : INoticeSubject
{
    /// <summary>An import that has been applied for longer is stuck: a large one takes minutes.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromHours(1);

    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.ImportFailed];

    public NoticeRhythm Rhythm => NoticeRhythm.Minute;

    /// <summary>A file of the watched folder was not imported.</summary>
    /// <param name="writtenAt">When the file was written: the same file is told once, however often it is tried.</param>
    public Task<Result<int>> FailedAsync(string file, DateTimeOffset writtenAt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (subject, occasion) = (Cut(file), string.Create(CultureInfo.InvariantCulture, $"file {writtenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.fffffff}"));
        return store.WriteAsync<int>(
            async write =>
            {
                var people = await Administrators(write.Db).ToListAsync(ct);
                PlannedNotice[] planned = [.. people.Select(id => new PlannedNotice(id, NoticeKind.ImportFailed, Guid.Empty, subject, occasion, null))];
                return await NoticeOutbox.AddAsync(write, planned, calendar.Now, ct);
            },
            ct);
    }

    public Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct) => store.ReadAsync<IReadOnlyList<PlannedNotice>>(
        async db =>
        {
            var planned = new List<PlannedNotice>();
            foreach (var import in await StuckOnes(db).ToListAsync(ct))
            {
                var occasion = OccasionOf(import);
                var untold = await Administrators(db)
                    .Where(id => !db.Notices.Any(notice => notice.PersonId == id && notice.Kind == NoticeKind.ImportFailed && notice.Occasion == occasion))
                    .ToListAsync(ct);
                var since = calendar.DateOf(import.AppliedAt!.Value);
                planned.AddRange(untold.Select(id => new PlannedNotice(id, NoticeKind.ImportFailed, Guid.Empty, Cut(import.FileName), occasion, since)));
            }

            return planned;
        },
        ct);

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var administrators = (await Administrators(db).ToListAsync(ct)).ToHashSet();
        var stuck = (await StuckOnes(db).ToListAsync(ct)).Select(OccasionOf).ToHashSet(StringComparer.Ordinal);
        return notice => !administrators.Contains(notice.PersonId) ? OmissionReason.NotMeant
            : notice.Day is not null && !stuck.Contains(notice.Occasion) ? OmissionReason.Completed
            : null;
    }

    private static string OccasionOf(PeopleImport import) => $"import {import.Id}";

    private static string Cut(string file) => file.Length <= Notice.LongestSubject ? file : file[..Notice.LongestSubject];

    private static IQueryable<Guid> Administrators(LearningDbContext db) =>
        db.People.Where(person => person.Active && person.Roles.Any(held => held.Role == Role.Administrator)).Select(person => person.Id);

    private IQueryable<PeopleImport> StuckOnes(LearningDbContext db)
    {
        var before = calendar.Now - Stuck;
        return db.PeopleImports.Where(import => import.State == ImportState.Applying && import.AppliedAt < before);
    }
}
