using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Overview;

/// <summary>What an auditor looks at first.</summary>
/// <param name="Since">The first day that counts: of this month.</param>
/// <param name="Exports">Reports that left as files in this month.</param>
/// <param name="FailedSignIns">Entries about log-ins that failed in this month.</param>
/// <param name="Refused">Entries about acts that were refused in this month.</param>
public sealed record LedgerWork(DateOnly Since, int Exports, int FailedSignIns, int Refused);

/// <summary>Counts entries of the ledger, for whoever may read it.</summary>
public sealed class LedgerWorkQueries(LearningStore store, LocalCalendar calendar, IOptions<LearningOptions> options)
{
    /// <summary>Their names in the ledger; each number leads to the entries of one.</summary>
    public const string Exported = "report.exported";

    public const string SignInFailed = "account.sign-in-failed";

    public const string ActRefused = "act.refused";

    /// <returns>Null for somebody who may not read the ledger.</returns>
    public async Task<LedgerWork?> FindAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.IsAny(Role.Auditor, Role.Administrator))
        {
            return null;
        }

        var since = new DateOnly(calendar.Today.Year, calendar.Today.Month, 1);
        var from = options.Value.StartOf(since);
        var counts = await store.ReadAsync(
            db => db.LedgerRows
                .Where(row => row.At >= from && (row.Kind == Exported || row.Kind == SignInFailed || row.Kind == ActRefused))
                .GroupBy(row => row.Kind)
                .Select(kind => new { kind.Key, Count = kind.Count() })
                .ToDictionaryAsync(kind => kind.Key, kind => kind.Count, ct),
            ct);
        return new LedgerWork(since, counts.GetValueOrDefault(Exported), counts.GetValueOrDefault(SignInFailed), counts.GetValueOrDefault(ActRefused));
    }
}
