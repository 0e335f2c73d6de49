using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Signing;

/// <summary>The keys that all nodes over one database share: they lie in it, and their secrets are encrypted with the <see cref="KeyFile"/>.</summary>
public sealed class SharedKeys(
    IDbContextFactory<LearningDbContext> contexts, IOptions<LearningOptions> options, TimeProvider clock, ILogger<SharedKeys> logger)
{
    // Where the keys that sign lie in the folder of keys.
    private static readonly (KeyPurpose Purpose, string Folder)[] Folders =
        [(KeyPurpose.Certificates, "certificates"), (KeyPurpose.Checkpoints, "checkpoints"), (KeyPurpose.Bundles, "editions")];

    private KeyFile? _file;

    private string Path => options.Value.KeyFileInUse;

    private KeyFile File => _file ??= KeyFile.Read(Path);

    /// <summary>
    /// Finds out whether the key file is the one of this database; makes it where there is no key in the database yet, and then takes over
    /// the keys that lie in the data folder. For a start that has the database to itself.
    /// </summary>
    /// <exception cref="LearningStartupException">It is missing, is another one, or cannot be used.</exception>
    public async Task OpenAsync(CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var secrets = await db.StoredKeys.AsNoTracking().Where(key => key.Secret != null).ToListAsync(ct);
            _file = System.IO.File.Exists(Path) ? KeyFile.Read(Path)
                : secrets.Count == 0 ? KeyFile.Create(Path)
                : throw new LearningStartupException(
                    $"The keys in the database are encrypted with a key file, which is not at '{Path}'. "
                    + "Copy it there from a server that has it, or name it with the setting Keys:File.");

            foreach (var secret in secrets)
            {
                Decrypt(secret);
            }

            await TakeOverAsync(db, secrets, ct);
        }
        catch (CryptographicException other)
        {
            throw new LearningStartupException(
                $"The key file '{Path}' is not the one with which the keys in the database are encrypted. "
                + "Copy the right one there from a server that has it, or name it with the setting Keys:File.",
                other);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException($"The key file cannot be used: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// For an installation over a file. Where the rows of a server were brought into it, by a copy or a restore, the keys are among them: they are
    /// laid into the data folder, where such an installation has its keys, and leave the database.
    /// </summary>
    /// <exception cref="LearningStartupException">The key file is missing, is another one, or the keys cannot be written.</exception>
    public async Task GiveBackAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var stored = await db.StoredKeys.Where(key => key.Purpose != KeyPurpose.Publishers).ToListAsync(ct);
        if (stored.Count == 0)
        {
            return;
        }

        try
        {
            _file = System.IO.File.Exists(Path) ? KeyFile.Read(Path)
                : throw new LearningStartupException(
                    $"The keys of this installation came with the database of a server, encrypted with a key file that is not at '{Path}'. "
                    + "Copy it there from that server or its backup, or name it with the setting Keys:File.");
            foreach (var key in stored)
            {
                LayDown(key);
            }
        }
        catch (CryptographicException other)
        {
            throw new LearningStartupException(
                $"The key file '{Path}' is not the one with which the keys that came with the database are encrypted. "
                + "Copy the right one there, or name it with the setting Keys:File.",
                other);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException($"The keys that came with the database cannot be laid into '{options.Value.KeysFolder}': {failure.Message}", failure);
        }

        db.StoredKeys.RemoveRange(stored);
        await db.SaveChangesAsync(ct);
        logger.LogWarning("{Count} keys that came with the database of a server lie in '{Folder}' now", stored.Count, options.Value.KeysFolder);
    }

    private void LayDown(StoredKey key)
    {
        if (key.Purpose == KeyPurpose.Protection)
        {
            PrivateFiles.CreateFolder(options.Value.KeysFolder);
            PrivateFiles.Replace(System.IO.Path.Combine(options.Value.KeysFolder, key.Id + ".xml"), Decrypt(key));
            return;
        }

        var files = new SigningKeyFiles(System.IO.Path.Combine(options.Value.KeysFolder, Folders.First(one => one.Purpose == key.Purpose).Folder));
        files.LayDown(key.Id, key.Secret is null ? null : Decrypt(key), key.Public!);
    }

    /// <summary>Adds a key, or the public half of one.</summary>
    internal StoredKey Make(KeyPurpose purpose, string id, string? secret, string? publicPem) => StoredKey.Create(
        purpose, id, secret is null ? null : File.Encrypt(NameOf(purpose, id), Encoding.UTF8.GetBytes(secret)), publicPem, clock.GetUtcNow());

    /// <exception cref="CryptographicException">It was encrypted with another key file, or somebody changed it.</exception>
    internal string Decrypt(StoredKey key) => Encoding.UTF8.GetString(File.Decrypt(NameOf(key.Purpose, key.Id), key.Secret!));

    internal LearningDbContext Open() => contexts.CreateDbContext();

    private static string NameOf(KeyPurpose purpose, string id) => string.Create(CultureInfo.InvariantCulture, $"{(int)purpose} {id}");

    // An installation that was a single server, or came from SQLite, has its keys there. They stay there as well: nothing is deleted.
    private async Task TakeOverAsync(LearningDbContext db, List<StoredKey> secrets, CancellationToken ct)
    {
        var taken = 0;
        foreach (var (purpose, folder) in Folders)
        {
            var files = new SigningKeyFiles(System.IO.Path.Combine(options.Value.KeysFolder, folder));
            if (secrets.Exists(key => key.Purpose == purpose) || files.ReadPrivate() is not { } pem)
            {
                continue;
            }

            using var key = SigningKey.From(pem, files.Place);
            db.StoredKeys.Add(Make(purpose, key.Id, pem, key.PublicPem));
            db.StoredKeys.AddRange(files.ListPublic().Where(other => other.Id != key.Id).Select(other => Make(purpose, other.Id, null, other.Pem)));
            taken++;
        }

        if (!secrets.Exists(key => key.Purpose == KeyPurpose.Protection) && Directory.Exists(options.Value.KeysFolder))
        {
            foreach (var file in Directory.EnumerateFiles(options.Value.KeysFolder, "key-*.xml"))
            {
                var text = await System.IO.File.ReadAllTextAsync(file, ct);
                db.StoredKeys.Add(Make(KeyPurpose.Protection, System.IO.Path.GetFileNameWithoutExtension(file), text, null));
                taken++;
            }
        }

        await db.SaveChangesAsync(ct);
        if (taken > 0)
        {
            logger.LogWarning(
                "{Count} keys of '{Folder}' now lie encrypted in the database, and those files are not read any more: keep them with the backups, away from the server",
                taken,
                options.Value.KeysFolder);
        }
    }
}
