using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Reports;

/// <summary>What was known on a day: everything up to a fact.</summary>
public sealed class KnownQueries(LearningStore store, LocalCalendar calendar, IOptions<LearningOptions> options)
{
    /// <summary>The number of the last fact of a day and of those before it; 0 where there was none.</summary>
    public Task<long> LastOnAsync(DateOnly day, CancellationToken ct)
    {
        var after = options.Value.StartOf(day.AddDays(1));
        return store.ReadAsync(
            async db => await db.LedgerRows.Where(row => row.At < after).OrderByDescending(row => row.At).Select(row => (long?)row.Number).FirstOrDefaultAsync(ct) ?? 0, ct);
    }

    /// <summary>The day of a fact; null where there is none of that number.</summary>
    public async Task<DateOnly?> DayOfAsync(long number, CancellationToken ct)
    {
        var at = await store.ReadAsync(db => db.LedgerRows.Where(row => row.Number == number).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(ct), ct);
        return at is { } instant ? calendar.DateOf(instant) : null;
    }
}
