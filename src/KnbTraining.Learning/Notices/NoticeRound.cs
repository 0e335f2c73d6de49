using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// Writes what the days have brought about, and decides about what waits, in short transactions. Whoever runs it twice, or on two nodes at once, tells
/// nobody twice: the key of a notice is unique, and its outcome is stored by one.
/// </summary>
public sealed class NoticeRound(LearningStore store, LocalCalendar calendar, NoticeWordings wordings, IEnumerable<INoticeSubject> subjects)
{
    /// <summary>Most notices written in one transaction.</summary>
    public const int MostWritten = 200;

    /// <summary>Most people about whose notices one transaction decides.</summary>
    public const int MostPeople = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    public IReadOnlyList<INoticeSubject> Subjects { get; } = [.. subjects];

    /// <summary>Writes the notices that a subject finds missing.</summary>
    public async Task<Refusal?> FindAsync(INoticeSubject subject, CancellationToken ct)
    {
        foreach (var some in (await subject.FindAsync(calendar.Today, ct)).Chunk(MostWritten))
        {
            if (await WriteAsync(some, ct) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }

    /// <summary>Decides about everything that waits.</summary>
    public async Task<Refusal?> SendAsync(CancellationToken ct)
    {
        while (true)
        {
            var sent = await store.WriteAsync<int>(write => DecideAsync(write, ct), ct);
            if (!sent.Ok || sent.Value == 0)
            {
                return sent.Refused;
            }

            await RestAsync(ct);
        }
    }

    /// <summary>Writes some notices in one transaction; those that are there already are left out.</summary>
    public async Task<Refusal?> WriteAsync(IReadOnlyCollection<PlannedNotice> planned, CancellationToken ct)
    {
        var written = await store.WriteAsync<int>(async write => await NoticeOutbox.AddAsync(write, planned, calendar.Now, ct), ct);
        await RestAsync(ct);
        return written.Refused;
    }

    private async Task<Result<int>> DecideAsync(StoreWrite write, CancellationToken ct)
    {
        var (db, today) = (write.Db, calendar.Today);
        var people = await db.Notices
            .Where(notice => notice.Outcome == NoticeOutcome.Waiting)
            .Select(notice => notice.PersonId)
            .Distinct()
            .OrderBy(id => id)
            .Take(MostPeople)
            .ToListAsync(ct);
        if (people.Count == 0)
        {
            return 0;
        }

        var waiting = await db.Notices.Where(notice => notice.Outcome == NoticeOutcome.Waiting && people.Contains(notice.PersonId)).ToListAsync(ct);
        var omitted = await OmissionsAsync(db, waiting, ct);
        var texts = await wordings.CurrentAsync(write, [.. waiting.Select(notice => notice.Kind).Distinct()], ct);
        waiting.ForEach(notice => notice.Decide(omitted[notice.Id], calendar.Now, today, texts.TryGetValue(notice.Kind, out var text) ? text : null));
        return waiting.Count;
    }

    /// <summary>Why notices are not to be told now, by their ids; null where they are.</summary>
    internal async Task<IReadOnlyDictionary<Guid, OmissionReason?>> OmissionsAsync(LearningDbContext db, IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        Guid[] people = [.. notices.Select(notice => notice.PersonId).Distinct()];
        var left = await db.People.Where(person => people.Contains(person.Id) && !person.Active).Select(person => person.Id).ToListAsync(ct);
        var omitted = new Dictionary<Guid, OmissionReason?>();
        foreach (var subject in Subjects)
        {
            Notice[] own = [.. notices.Where(notice => subject.Kinds.Contains(notice.Kind))];
            if (own.Length > 0)
            {
                var why = await subject.ReadAsync(db, own, calendar.Today, ct);
                Array.ForEach(own, notice => omitted[notice.Id] = left.Contains(notice.PersonId) ? OmissionReason.Left : why(notice));
            }
        }

        return omitted;
    }

    // Whoever answers now has the writer for as long as they need it: time that really passes, whatever the clock says.
    private static Task RestAsync(CancellationToken ct) => Task.Delay(Pause, TimeProvider.System, ct);
}
