using KnbTraining.Learning.Names;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>
/// Renews the stored sort keys of names when the version of ICU has changed: another version may order letters in another way, and
/// keys of two versions cannot be compared.
/// </summary>
public sealed class NameKeys(LearningStore store)
{
    /// <summary>Makes every key again where the keys were made by another version. Otherwise it reads one row.</summary>
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
