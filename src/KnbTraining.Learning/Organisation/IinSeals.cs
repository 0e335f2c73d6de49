using System.Security.Cryptography;
using System.Text;
using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>Encrypts IINs and hashes them by a key of this installation. Key and numbers are encrypted with the keys that protect data, which every backup holds.</summary>
public sealed class IinSeals(LearningStore store, IDataProtectionProvider protection)
{
    private const int KeyBytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("individual identification numbers");
    private OpenedKey? _known;

    /// <summary>Makes the key where there is none yet. Not inside a write: it is one.</summary>
    /// <returns>Null where what is stored was encrypted with other keys, or the database cannot be written.</returns>
    public async Task<IinSeal?> OpenAsync(CancellationToken ct) =>
        await FindAsync(ct) is { IsThere: true } found ? found.Seal : (await MakeAsync(ct)).Value is { } made ? Read(made) : null;

    /// <summary>As <see cref="OpenAsync"/>, and makes no key.</summary>
    public async Task<(bool IsThere, IinSeal? Seal)> FindAsync(CancellationToken ct)
    {
        // Read each time: numbers may have been erased with their key meanwhile.
        var stored = await store.ReadAsync(db => db.IinKeys.Select(key => key.Sealed).SingleOrDefaultAsync(ct), ct);
        return (stored is not null, stored is null ? null : Read(stored));
    }

    private IinSeal? Read(string stored)
    {
        try
        {
            // One reference, read and replaced as a whole: several threads ask.
            var known = _known is { } before && before.Sealed == stored ? before : new OpenedKey(stored, Convert.FromBase64String(_protector.Unprotect(stored)));
            _known = known;
            return new IinSeal(known.Key, _protector);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private Task<Result<string>> MakeAsync(CancellationToken ct) => store.WriteAsync<string>(
        async write =>
        {
            await write.Db.LockNumbersAsync(NumberSeries.Iin, ct);
            if (await write.Db.IinKeys.SingleOrDefaultAsync(ct) is { } there)
            {
                return there.Sealed;
            }

            var key = IinKey.Create(_protector.Protect(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
            write.Db.IinKeys.Add(key);
            return key.Sealed;
        },
        ct);

    private sealed record OpenedKey(string Sealed, byte[] Key);
}

/// <summary>Makes of an IIN what is stored, and back.</summary>
public sealed class IinSeal(byte[] key, IDataProtector protector)
{
    public string Hash(string iin) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(iin)));

    public SealedIin Close(string iin) => new(Hash(iin), protector.Protect(iin));

    /// <summary>Encrypts any text that holds the number.</summary>
    public string CloseText(string text) => protector.Protect(text);

    /// <returns>Null where it was encrypted with other keys.</returns>
    public string? Open(string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
