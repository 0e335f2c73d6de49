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
    /// <summary>Most people whose keys one transaction makes anew.</summary>
    public const int AtOnce = 500;

    /// <summary>Makes every key again where the keys were made by another version. Otherwise it reads one row.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (await store.ReadAsync(db => db.NameKeyVersions.AnyAsync(row => row.Version == NameOrder.Version, ct), ct))
        {
            return;
        }

        // The version is written last: after a kill between two parts the next start makes all of them anew.
        var last = (Guid?)null;
        do
        {
            var after = last;
            var made = await store.WriteAsync<Guid?>(
                async write =>
                {
                    var some = await write.Db.People
                        .Where(person => after == null || person.Id > after)
                        .OrderBy(person => person.Id)
                        .Take(AtOnce)
                        .ToListAsync(ct);
                    some.ForEach(person => person.MakeNameKeys());
                    return some.Count < AtOnce ? (Guid?)null : some[^1].Id;
                },
                ct);
            if (!made.Ok)
            {
                return;
            }

            last = made.Value;
        }
        while (last is not null);

        await store.WriteAsync<Done>(
            async write =>
            {
                await write.Db.NameKeyVersions.ExecuteDeleteAsync(ct);
                write.Db.NameKeyVersions.Add(NameKeyVersion.Create(NameOrder.Version));
                return new Done();
            },
            ct);
    }
}
