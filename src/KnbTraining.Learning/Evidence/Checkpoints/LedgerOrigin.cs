using System.Security.Cryptography;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>
/// The name of this ledger. It is drawn and not taken from the address: two installations at one host, one after the other or beside
/// each other, are two ledgers.
/// </summary>
public sealed class LedgerOrigin(LearningStore store)
{
    private const int DrawnBytes = 4;

    private string? _origin;

    /// <summary>The name; made where there is none yet.</summary>
    public async Task<Result<string>> ReadAsync(CancellationToken ct)
    {
        if (_origin is { } known)
        {
            return known;
        }

        var found = await store.TryReadAsync(async db => (Result<string>)await FindAsync(db, ct), ct);
        if (found is { Ok: true, Value: null })
        {
            found = await store.WriteAsync<string>(
                async write =>
                {
                    if (await FindAsync(write.Db, ct) is { } other)
                    {
                        return other;
                    }

                    var drawn = LedgerIdentity.Create($"knbtraining-{RandomNumberGenerator.GetHexString(2 * DrawnBytes, lowercase: true)}/ledger");
                    write.Db.LedgerIdentities.Add(drawn);
                    return drawn.Origin;
                },
                ct);
        }

        _origin = found.Value;
        return found;
    }

    private static Task<string?> FindAsync(LearningDbContext db, CancellationToken ct) => db.LedgerIdentities.Where(row => row.Id == LedgerIdentity.Only).Select(row => row.Origin).FirstOrDefaultAsync(ct);
}
