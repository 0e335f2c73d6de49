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
    /// <summary>Most people whose keys one transaction makes anew.</summary>
    public const int AtOnce = 500;

    /// <summary>Makes every key anew where they were made with something else. Cheap where they were not: one row is read.</summary>
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
                    return new Result<Guid?>(some.Count < AtOnce ? null : some[^1].Id, null);
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
