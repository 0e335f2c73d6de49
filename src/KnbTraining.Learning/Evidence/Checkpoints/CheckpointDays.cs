using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>A day that has ended and has no checkpoint yet.</summary>
/// <param name="Before">The checkpoint of the day before it that has one; its entries begin after that.</param>
/// <param name="Last">The number of its last entry; null where entries of the day before are gone.</param>
public sealed record DueDay(DateOnly Day, LedgerCheckpoint? Before, long? Last);

/// <summary>
/// Which entries are those of a day. Every entry lies in the file of exactly one day, and numbers decide before clocks: where a clock was
/// put back, an entry with an earlier time than the one before it belongs to the same day or to the next that has no checkpoint yet.
/// </summary>
public sealed class CheckpointDays(LearningStore store, LocalCalendar calendar, IOptions<LearningOptions> options)
{
    /// <summary>The oldest of them; null where every day that has ended has its checkpoint.</summary>
    public Task<DueDay?> FindDueAsync(CancellationToken ct) => store.ReadAsync(
        async db =>
        {
            var before = await db.LedgerCheckpoints.Where(row => row.Day != null).OrderByDescending(row => row.Day).FirstOrDefaultAsync(ct);
            var after = before?.Size ?? 0;
            if (before is not null && (await db.LedgerRows.MaxAsync(row => (long?)row.Number, ct) ?? 0) < after)
            {
                return new DueDay(before.Day!.Value, before, null);
            }

            if (await db.LedgerRows.Where(row => row.Number > after).MinAsync(row => (DateTimeOffset?)row.At, ct) is not { } earliest)
            {
                return null;
            }

            var day = calendar.DateOf(earliest);
            if (before?.Day is { } lastDay && day <= lastDay)
            {
                day = lastDay.AddDays(1);
            }

            if (day >= calendar.Today)
            {
                return null;
            }

            var end = options.Value.StartOf(day.AddDays(1));
            return new DueDay(day, before, await db.LedgerRows.Where(row => row.Number > after && row.At < end).MaxAsync(row => (long?)row.Number, ct));
        },
        ct);
}
