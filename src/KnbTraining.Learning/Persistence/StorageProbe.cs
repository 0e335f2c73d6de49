using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Persistence;

/// <summary>Finds out whether the database can be read and written, without changing anything in it.</summary>
public sealed class StorageProbe(LearningStore store)
{
    // What is written is rolled back, because the outcome is a refusal.
    private static readonly Refusal Reached = Refusal.Outdated;

    /// <summary>Reads, and begins a write. Waits for its turn behind other writers.</summary>
    public async Task<bool> TryAsync(CancellationToken ct)
    {
        var outcome = await store.WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                await db.NameKeyVersions.AnyAsync(ct);
                await db.NameKeyVersions.ExecuteUpdateAsync(update => update.SetProperty(row => row.Version, row => row.Version), ct);
                return Reached;
            },
            ct);
        return outcome.Refused == Reached;
    }
}
