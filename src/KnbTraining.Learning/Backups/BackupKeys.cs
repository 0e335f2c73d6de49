using System.Xml;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Backups;

/// <summary>Whether the keys of an archive can be used, tried on the copies that were taken out of it.</summary>
internal static class BackupKeys
{
    /// <returns>The ids of the keys that verify certificates.</returns>
    /// <exception cref="BackupException">A key cannot be read.</exception>
    public static IReadOnlyList<string> Check(string folder)
    {
        CheckProtection(Path.Combine(folder, DataFolderNames.Keys));
        if (!Directory.Exists(CertificateKeys.FolderIn(folder)))
        {
            return [];
        }

        try
        {
            return [.. new CertificateKeys(Options.Create(new LearningOptions { DataFolder = folder })).ListPublic().Select(key => key.Id)];
        }
        catch (IOException broken)
        {
            throw new BackupException("The key that signs certificates cannot be read in the backup. Use another backup.", broken);
        }
    }

    /// <summary>The ids of all keys that ever signed a certificate in the database and do not lie in it, as those of a server do.</summary>
    /// <param name="fit">An older database has no table of keys.</param>
    public static async Task<List<string>> ListSignersAsync(LearningDbContext db, SchemaFit fit, CancellationToken ct)
    {
        var signers = await db.Certificates.Select(certificate => certificate.KeyId).Distinct().ToListAsync(ct);
        var there = fit == SchemaFit.Same
            ? await db.StoredKeys.Where(key => key.Purpose == KeyPurpose.Certificates).Select(key => key.Id).ToListAsync(ct)
            : [];
        return [.. signers.Except(there, StringComparer.Ordinal)];
    }

    // Those that protect cookies and forms. An installation that was never opened in a browser has none yet.
    private static void CheckProtection(string keys)
    {
        var files = Directory.Exists(keys) ? Directory.GetFiles(keys, "key-*.xml") : [];
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection().SetApplicationName("KnbTraining").PersistKeysToFileSystem(new DirectoryInfo(keys)).DisableAutomaticKeyGeneration();
        using var provider = services.BuildServiceProvider();
        try
        {
            if (files.Length == 0 || provider.GetRequiredService<IKeyManager>().GetAllKeys().Count(key => key.CreateEncryptor() is not null) == files.Length)
            {
                return;
            }
        }
        catch (XmlException broken)
        {
            throw Unreadable(broken);
        }

        throw Unreadable(null);
    }

    private static BackupException Unreadable(Exception? cause) => new("A key that protects cookies cannot be read in the backup. Use another backup.", cause!);
}
