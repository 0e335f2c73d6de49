using System.CommandLine;
using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Backups.Sealing;
using KnbTraining.Learning.Persistence;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Saving an installation and putting it back.</summary>
public static class BackupCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var passphrase = new Option<string?>("--passphrase-file")
        {
            Description = $"A file whose first line is the passphrase; the environment's {BackupSecrets.Variable} holds it too. Without both it is asked for.",
        };
        var target = new Argument<string>("target") { Description = "A folder, in which the archive gets a dated name, or the file itself." };
        var certificate = new Option<string?>("--certificate") { Description = "A certificate (PEM): only its private key opens the archive." };
        var clear = new Option<bool>("--unencrypted") { Description = "Leave the archive readable for everybody who gets the file, keys included." };
        root.Subcommands.Add(Make(
            "backup",
            "Save the database, the keys and the settings into one encrypted archive, also while servers run.",
            target,
            [passphrase, certificate, clear],
            (file, parsed, settings, ct) =>
                BackupAsync(file, SealOf(parsed.GetValue(passphrase), parsed.GetValue(certificate), parsed.GetValue(clear)), settings, ct)));

        var archive = new Argument<string>("archive") { Description = "An archive made by the command backup." };
        var key = new Option<string?>("--key")
        {
            Description = "The private key (PEM) of the certificate for which the archive was encrypted. Where it has a password, that is the passphrase.",
        };
        var other = new Option<bool>("--other-installation")
        {
            Description = "Also where the archive is one of another installation: its audit log takes the place of the one here.",
        };
        root.Subcommands.Add(Make(
            "restore",
            "Put an archive in the place of the database and the keys. What was there is kept aside. Every server must be stopped.",
            archive,
            [passphrase, key, other],
            (file, parsed, settings, ct) =>
                RestoreAsync(file, RecipientOf(file, parsed.GetValue(passphrase), parsed.GetValue(key)), parsed.GetValue(other), settings, ct)));
    }

    private static Command Make(
        string name, string description, Argument<string> file, Option[] options, Func<string, ParseResult, IConfiguration, CancellationToken, Task<int>> run)
    {
        // Named here so that its value is not taken for the file.
        var data = new Option<string?>("--Data:Folder") { Description = "The data folder; the environment's KNB_DATA names it too." };
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.Arguments.Add(file);
        foreach (var option in options.Append(data))
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            if (HostArguments.FirstStray(parsed.UnmatchedTokens) is { } stray)
            {
                throw new StartupException($"'{stray}' is one name too many: the command {name} takes one.");
            }

            if (string.IsNullOrWhiteSpace(parsed.GetValue(file)))
            {
                throw new StartupException($"The command {name} needs the name of a file or a folder, and got an empty one.");
            }

            string[] arguments = parsed.GetValue(data) is { } folder ? [.. parsed.UnmatchedTokens, "--Data:Folder", folder] : [.. parsed.UnmatchedTokens];
            var settings = WebServer.ReadSettings(arguments);
            PrivateFiles.CreateOnlyPrivateFiles();
            try
            {
                return await run(parsed.GetValue(file)!, parsed, settings, cancellation);
            }
            catch (BackupException refused)
            {
                throw new StartupException(refused.Message, refused);
            }
        });
        return command;
    }

    // Null where the archive is to stay readable.
    private static ArchiveSeal? SealOf(string? passphraseFile, string? certificate, bool clear)
    {
        if ((clear ? 1 : 0) + (certificate is null ? 0 : 1) + (passphraseFile is null ? 0 : 1) > 1)
        {
            throw new StartupException("Choose one of --passphrase-file, --certificate and --unencrypted.");
        }

        if (clear)
        {
            return null;
        }

        if (certificate is not null)
        {
            return ArchiveSeal.ForCertificate(BackupSecrets.ReadFile(certificate, "the certificate"));
        }

        var passphrase = BackupSecrets.Find(passphraseFile) ?? BackupSecrets.Ask("Passphrase for the archive (keep it, without it nobody can "
            + "restore): ", twice: true);
        return passphrase is not null ? ArchiveSeal.WithPassphrase(passphrase) : throw new StartupException(
            $"Say how the archive is encrypted: --passphrase-file FILE, --certificate FILE, or the environment's {BackupSecrets.Variable}. "
            + "With --unencrypted it is readable for everybody who gets the file, keys included.");
    }

    // Null where the archive is not encrypted, or is not there: the restore says so.
    private static SealRecipient? RecipientOf(string archive, string? passphraseFile, string? key)
    {
        if (!File.Exists(archive) || !SealRecipient.IsSealed(archive))
        {
            return null;
        }

        if (key is not null)
        {
            var pem = BackupSecrets.ReadFile(key, "the private key");
            return SealRecipient.WithKey(pem, pem.Contains("ENCRYPTED", StringComparison.Ordinal)
                ? BackupSecrets.Find(passphraseFile) ?? BackupSecrets.Ask("Password of the private key: ", twice: false) : null);
        }

        if (!SealRecipient.WantsPassphrase(archive))
        {
            throw new StartupException($"'{archive}' was encrypted for a certificate: name the file with its private key with --key.");
        }

        var secret = BackupSecrets.Find(passphraseFile) ?? BackupSecrets.Ask("Passphrase of the archive: ", twice: false);
        return SealRecipient.WithPassphrase(secret ?? throw new StartupException(
            $"'{archive}' is encrypted: give its passphrase with --passphrase-file FILE or the environment's {BackupSecrets.Variable}."));
    }

    private static LearningOptions OptionsOf(IConfiguration settings) => new()
    {
        DataFolder = Folders.From(settings).Data,
        Database = KnownSettings.ProviderOf(settings),
        ConnectionString = settings[KnownSettings.Connection],
    };

    private static async Task<int> BackupAsync(string target, ArchiveSeal? seal, IConfiguration settings, CancellationToken ct)
    {
        var saved = await new BackupWriter(OptionsOf(settings), new SteadyClock(TimeProvider.System)).WriteAsync(target, KnownSettings.Read(settings), seal, ct);
        await Console.Out.WriteLineAsync($"Saved {saved.File} ({ByteSize.Of(saved.Bytes)}): "
            + $"{Told(saved.Contents)}, {Count(saved.Keys, "key file", "key files")}.");
        await Console.Out.WriteLineAsync(seal is null
            ? "It holds the keys and is not encrypted: keep it as safe as the data folder."
            : "It is encrypted: keep what opens it in another place, because without it nobody can restore it.");
        if (KnownSettings.ProviderOf(settings) == DatabaseKind.PostgreSql && settings[KnownSettings.KeyFile] is { Length: > 0 } file)
        {
            await Console.Out.WriteLineAsync($"The key file '{file}' is not in it, and nothing can be restored without that file: keep a copy of it.");
        }

        if (!saved.Recorded)
        {
            await Console.Out.WriteLineAsync("The database cannot be written, so its audit log does not tell of this backup. See to the disk.");
        }

        return 0;
    }

    private static async Task<int> RestoreAsync(string archive, SealRecipient? recipient, bool otherInstallation, IConfiguration settings, CancellationToken ct)
    {
        var options = OptionsOf(settings);
        var restored = await new BackupRestore(options, new SteadyClock(TimeProvider.System)).RestoreAsync(archive, recipient, otherInstallation, ct);
        var place = options.Database == DatabaseKind.PostgreSql ? $"the database of {KnownSettings.Connection} and {options.DataFolder}" : options.DataFolder;
        await Console.Out.WriteLineAsync($"Restored into {place}: {Told(restored.Contents)}; saved at {Moment(restored.Manifest.MadeAt)}.");
        foreach (var line in Remarks(restored, KnownSettings.Read(settings), options.DataFolder))
        {
            await Console.Out.WriteLineAsync(line);
        }

        return 0;
    }

    private static IEnumerable<string> Remarks(RestoredBackup restored, SortedDictionary<string, string> now, string data)
    {
        if (restored.Aside is { } aside)
        {
            yield return $"What was there before lies in {aside}. Delete it when nobody misses anything.";
        }

        if (restored.Older)
        {
            yield return "The next start brings the database up to date.";
        }

        if (!restored.Recorded)
        {
            yield return "The audit log does not tell of this restore: note in the paper register when and why it was done.";
        }

        if (restored.UnknownKeys.Count > 0)
        {
            yield return $"Certificates signed with these keys cannot be verified, because the keys are not in the backup: "
                + $"{string.Join(", ", restored.UnknownKeys)}.";
        }

        foreach (var (name, then) in restored.Manifest.Settings.Where(setting =>
            now.GetValueOrDefault(setting.Key) != setting.Value && setting.Key is not ("Data:Folder" or "Content:Folder")))
        {
            yield return $"The setting {name} was '{then}' then; now it is {(now.TryGetValue(name, out var value) ? $"'{value}'" : "not given")}.";
        }

        if (Environment.UserName == "root")
        {
            yield return $"You are root, so the files belong to root: give them to the service's user (chown -R USER {data}).";
        }
    }

    internal static string Told(BackupContents contents) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count(contents.People, "person", "people")}, {Count(contents.Attempts, "attempt", "attempts")}, last entry "
            + $"{(contents.LastEntry is { } last ? Moment(last) : "none")}");

    internal static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
