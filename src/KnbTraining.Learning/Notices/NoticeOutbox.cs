using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>Writes notices in the transaction of what they tell.</summary>
public static class NoticeOutbox
{
    /// <summary>Adds the notices that are not there yet. What another process adds at the same time is kept off by the unique key.</summary>
    /// <returns>How many were added.</returns>
    public static async Task<int> AddAsync(StoreWrite write, IReadOnlyCollection<PlannedNotice> planned, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(planned);
        Notice[] added = [.. (await MissingAsync(write.Db, planned, ct)).Select(plan => Notice.Create(plan, now))];
        write.Db.Notices.AddRange(added);
        return added.Length;
    }

    /// <summary>Those of some notices that are not there yet, each once.</summary>
    internal static async Task<IReadOnlyList<PlannedNotice>> MissingAsync(LearningDbContext db, IReadOnlyCollection<PlannedNotice> planned, CancellationToken ct)
    {
        Guid[] people = [.. planned.Select(plan => plan.PersonId).Distinct()];
        NoticeKind[] kinds = [.. planned.Select(plan => plan.Kind).Distinct()];
        var known = (await db.Notices
                .Where(notice => people.Contains(notice.PersonId) && kinds.Contains(notice.Kind))
                .Select(notice => new { notice.PersonId, notice.Kind, notice.CycleId, notice.Subject, notice.Occasion })
                .ToListAsync(ct))
            .Select(key => new PlannedNotice(key.PersonId, key.Kind, key.CycleId, key.Subject, key.Occasion, null))
            .ToHashSet();
        return [.. planned.Where(plan => known.Add(plan with { Day = null }))];
    }
}
