using KnbTraining.Learning.People;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Audit;

/// <param name="ByApplication">True where nobody acted: a person may have any name, also that of the application.</param>
public sealed record AuditRow(long Number, DateTimeOffset At, bool ByApplication, string ActorName, string Action, string Subject, string Detail);

/// <param name="Page">From 1.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, int Page, int PageCount, long Total);

/// <param name="BrokenAt">Number of the first entry that does not fit the chain; null where all fit.</param>
public sealed record ChainCheck(long Entries, long? BrokenAt, string LastHash);

public sealed class AuditQueries(LearningStore store)
{
    public const int PageSize = 50;

    /// <summary>Newest first; only for administrators and auditors, empty for everybody else.</summary>
    public Task<AuditPage> ListAsync(Viewer viewer, int page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.IsAny(Role.Administrator, Role.Auditor))
        {
            return Task.FromResult(new AuditPage([], 1, 0, 0));
        }

        return store.ReadAsync(
            async db =>
            {
                var total = await db.AuditEntries.LongCountAsync(ct);
                var pages = (int)((total + PageSize - 1) / PageSize);
                var wanted = Math.Clamp(page, 1, Math.Max(1, pages));
                var rows = await db.AuditEntries
                    .OrderByDescending(entry => entry.Number)
                    .Skip((wanted - 1) * PageSize)
                    .Take(PageSize)
                    .Select(entry => new AuditRow(entry.Number, entry.At, entry.ActorId == null, entry.ActorName, entry.Action, entry.Subject, entry.Detail))
                    .ToListAsync(ct);
                return new AuditPage(rows, wanted, pages, total);
            },
            ct);
    }

    /// <summary>Walks the whole chain.</summary>
    public Task<ChainCheck> CheckAsync(CancellationToken ct) => store.ReadAsync(
        async db =>
        {
            AuditEntry? previous = null;
            await foreach (var entry in db.AuditEntries.OrderBy(entry => entry.Number).AsAsyncEnumerable().WithCancellation(ct))
            {
                if (entry.Number != (previous?.Number ?? 0) + 1
                    || entry.PreviousHash != (previous?.Hash ?? AuditEntry.Origin)
                    || entry.Hash != entry.ComputeHash())
                {
                    return new ChainCheck(entry.Number, entry.Number, entry.Hash);
                }

                previous = entry;
            }

            return new ChainCheck(previous?.Number ?? 0, null, previous?.Hash ?? AuditEntry.Origin);
        },
        ct);
}
