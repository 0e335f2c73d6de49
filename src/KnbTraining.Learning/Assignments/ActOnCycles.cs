using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Does one act about each of some cycles in one write, or about none of them.</summary>
internal sealed class ActOnCycles(LearningStore store, RefusedActs refusals)
{
    /// <param name="closed">True where a cycle that is completed or ended is meant too.</param>
    /// <param name="first">What must be asked of the database before anybody is concerned; null where nothing is.</param>
    public Task<Result<Done>> RunAsync(
        Viewer admin,
        IReadOnlyList<Guid> cycles,
        string reason,
        Func<StoreWrite, CourseRecord, Cycle, Refusal?> act,
        CancellationToken ct,
        bool closed = false,
        Func<LearningDbContext, Task<Refusal?>>? first = null)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        return AdministerAsync<Done>(
            admin,
            async write =>
            {
                if (TypedText.LineFault(reason, CycleActs.LongestReason) is { } fault)
                {
                    return new Refusal.Invalid("Reason", fault);
                }

                if (cycles.Count > CycleActs.MostAtOnce)
                {
                    return Refusal.TooMany;
                }

                if (first is not null && await first(write.Db) is { } unfit)
                {
                    return unfit;
                }

                var found = await write.Db.Cycles.Where(cycle => cycles.Contains(cycle.Id)).ToListAsync(ct);
                if (found.Count != cycles.Distinct().Count())
                {
                    return Refusal.NotFound;
                }

                foreach (var course in found.GroupBy(cycle => cycle.CourseId, StringComparer.Ordinal))
                {
                    var records = await CourseRecord.ReadAsync(write.Db, course.Key, [.. course.Select(cycle => cycle.PersonId)], ct);
                    foreach (var cycle in course)
                    {
                        var record = records[cycle.PersonId];
                        if (record.Latest != cycle || (!closed && cycle is not { CompletedOn: null, WithdrawnOn: null }))
                        {
                            return Refusal.Finished;
                        }

                        if (act(write, record, cycle) is { } refused)
                        {
                            return refused;
                        }
                    }
                }

                return new Done();
            },
            ct);
    }

    public Task<Result<T>> AdministerAsync<T>(Viewer admin, Func<StoreWrite, Task<Result<T>>> act, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        return admin.Is(Role.Administrator) ? store.WriteAsync(act, ct) : Task.FromResult<Result<T>>(refusals.Refuse(admin, RefusedAct.Assignments));
    }
}
