using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Persistence;

/// <summary>Finds out whether the database can be read and written, without changing anything in it.</summary>
public sealed class StorageProbe(LearningStore store)
{
    // What is written is rolled back, because the outcome is a refusal.
    private const Refusal Reached = Refusal.Outdated;

    /// <summary>Reads, and begins a write. Waits for its turn behind other writers.</summary>
    public async Task<bool> TryAsync(CancellationToken ct)
    {
        var outcome = await store.WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                await db.Units.AnyAsync(ct);
                await db.Units.Where(unit => unit.ParentId == null).ExecuteUpdateAsync(update => update.SetProperty(unit => unit.Name, unit => unit.Name), ct);
                return Reached;
            },
            ct);
        return outcome.Refused == Reached;
    }
}
