using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Signing;

/// <summary>The keys of one purpose as rows of the database, which all nodes share.</summary>
internal sealed class SigningKeyRows(SharedKeys keys, KeyPurpose purpose) : ISigningKeyStore
{
    public string Place => "the database";

    public string? ReadPrivate()
    {
        using var db = keys.Open();
        var current = db.StoredKeys.AsNoTracking()
            .Where(key => key.Purpose == purpose && key.Secret != null)
            .OrderByDescending(key => key.AddedAt).ThenBy(key => key.Id)
            .FirstOrDefault();
        try
        {
            return current is null ? null : keys.Decrypt(current);
        }
        catch (CryptographicException broken)
        {
            throw new IOException("A key in the database cannot be decrypted with the key file of this server.", broken);
        }
    }

    public void Add(SigningKey key, bool replace)
    {
        using var db = keys.Open();
        using var transaction = db.Database.BeginTransaction();

        // Touches every row first, so that two who replace the key do it one after the other.
        var ofPurpose = db.StoredKeys.Where(other => other.Purpose == purpose);
        ofPurpose.ExecuteUpdate(update => update.SetProperty(other => other.AddedAt, other => other.AddedAt));
        if (!replace && ofPurpose.Any(other => other.Secret != null))
        {
            return;
        }

        ofPurpose.Where(other => other.Secret != null).ExecuteUpdate(update => update.SetProperty(other => other.Secret, (byte[]?)null));
        db.StoredKeys.Add(keys.Make(purpose, key.Id, key.PrivatePem, key.PublicPem));
        db.SaveChanges();
        transaction.Commit();
    }

    // Both halves are one row.
    public void EnsurePublic(SigningKey key)
    {
    }

    public IReadOnlyList<(string Id, string Pem)> ListPublic()
    {
        using var db = keys.Open();
        var keysOfPurpose = db.StoredKeys.Where(key => key.Purpose == purpose && key.Public != null).Select(key => new { key.Id, key.Public });
        return [.. keysOfPurpose.AsEnumerable().Select(key => (key.Id, key.Public!))];
    }

    public string? FindPublic(string id)
    {
        using var db = keys.Open();
        return db.StoredKeys.Where(key => key.Purpose == purpose && key.Id == id).Select(key => key.Public).FirstOrDefault();
    }
}
