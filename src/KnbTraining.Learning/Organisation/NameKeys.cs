using KnbTraining.Learning.Names;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>
/// Keeps the stored keys of names those of this machine: another version of ICU may order letters in another way, and keys of two
/// versions do not compare.
/// </summary>
public sealed class NameKeys(LearningStore store)
{
    /// <summary>Makes every key anew where they were made with something else. Cheap where they were not: one row is read.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (await store.ReadAsync(db => db.NameKeyVersions.AnyAsync(row => row.Version == NameOrder.Version, ct), ct))
        {
            return;
        }

        await store.WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                foreach (var person in await db.People.ToListAsync(ct))
                {
                    person.MakeNameKeys();
                }

                await db.NameKeyVersions.ExecuteDeleteAsync(ct);
                db.NameKeyVersions.Add(NameKeyVersion.Create(NameOrder.Version));
                return new Done();
            },
            ct);
    }
}
