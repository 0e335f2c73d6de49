using System.CommandLine;
using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Persistence;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Saving the data folder and putting it back.</summary>
public static class BackupCommands
{
    private const string OnPostgreSql =
        "On PostgreSQL save the database with pg_dump --format=custom and the folder 'keys' of the data folder with it, "
        + "and put them back with pg_restore and a copy: see the README.";

    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var target = new Argument<string>("target") { Description = "A folder, in which the archive gets a dated name, or the file itself." };
        root.Subcommands.Add(Make("backup", "Save the database, the keys and the settings into one archive, also while the server runs.", target, BackupAsync));
        var archive = new Argument<string>("archive") { Description = "An archive made by the command backup." };
        root.Subcommands.Add(Make("restore", "Put an archive in the place of the database and the keys. What was there is kept aside. The server must be stopped.", archive, RestoreAsync));
    }

    private static Command Make(string name, string description, Argument<string> file, Func<string, IConfiguration, CancellationToken, Task<int>> run)
    {
        // Named here so that its value is not taken for the file.
        var data = new Option<string?>("--Data:Folder") { Description = "The data folder; the environment's KNB_DATA names it too." };
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.Arguments.Add(file);
        command.Options.Add(data);
        command.SetAction((parsed, cancellation) =>
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
            ForFileOnly(name, KnownSettings.ProviderOf(settings));
            PrivateFiles.CreateOnlyPrivateFiles();
            return run(parsed.GetValue(file)!, settings, cancellation);
        });
        return command;
    }

    /// <exception cref="StartupException">The database is a server's; the message says what to use instead.</exception>
    internal static void ForFileOnly(string command, DatabaseKind database)
    {
        if (database == DatabaseKind.PostgreSql)
        {
            throw new StartupException($"The command {command} is for the database file of SQLite. {OnPostgreSql}");
        }
    }

    private static async Task<int> BackupAsync(string target, IConfiguration settings, CancellationToken ct)
    {
        try
        {
            var saved = await new BackupWriter(Folders.From(settings).Data, TimeProvider.System).WriteAsync(target, KnownSettings.Read(settings), ct);
            await Console.Out.WriteLineAsync($"Saved {saved.File} ({ByteSize.Of(saved.Bytes)}): {Told(saved.Contents)}, {Count(saved.Keys, "key file", "key files")}.");
            await Console.Out.WriteLineAsync("It holds the keys and is not encrypted: keep it as safe as the data folder.");
            if (!saved.Recorded)
            {
                await Console.Out.WriteLineAsync("The database cannot be written, so its audit log does not tell of this backup. See to the disk.");
            }

            return 0;
        }
        catch (BackupException refused)
        {
            throw new StartupException(refused.Message, refused);
        }
    }

    private static async Task<int> RestoreAsync(string archive, IConfiguration settings, CancellationToken ct)
    {
        var data = Folders.From(settings).Data;
        try
        {
            var restored = await new BackupRestore(data, TimeProvider.System).RestoreAsync(archive, ct);
            await Console.Out.WriteLineAsync($"Restored into {data}: {Told(restored.Contents)}; saved at {Moment(restored.Manifest.MadeAt)}.");
            foreach (var line in Remarks(restored, KnownSettings.Read(settings), data))
            {
                await Console.Out.WriteLineAsync(line);
            }

            return 0;
        }
        catch (BackupException refused)
        {
            throw new StartupException(refused.Message, refused);
        }
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
            yield return $"Certificates signed with these keys cannot be verified, because the keys are not in the backup: {string.Join(", ", restored.UnknownKeys)}.";
        }

        foreach (var (name, then) in restored.Manifest.Settings.Where(setting => now.GetValueOrDefault(setting.Key) != setting.Value && setting.Key is not ("Data:Folder" or "Content:Folder")))
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
        $"{Count(contents.People, "person", "people")}, {Count(contents.Attempts, "attempt", "attempts")}, last entry {(contents.LastEntry is { } last ? Moment(last) : "none")}");

    internal static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
