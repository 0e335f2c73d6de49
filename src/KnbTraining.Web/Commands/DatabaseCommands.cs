using System.CommandLine;
using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Backups.Copies;
using KnbTraining.Learning.Persistence;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Moving an installation from one kind of database to another.</summary>
public static class DatabaseCommands
{
    public static void Add(RootCommand root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var copy = Make(
            "copy",
            "Copy the whole database from a file of SQLite to an empty database of PostgreSQL, or back, and read all of it again. Every server must be stopped.",
            CopyAsync);
        var compare = Make(
            "compare",
            "Compare every row of both databases, for example after a copy and before the first start. Exit code 1 where anything differs.",
            CompareAsync);
        root.Subcommands.Add(new Command("db", "The database as a whole.") { copy, compare });
    }

    private static Command Make(string name, string description, Func<DatabaseCopy, DatabaseKind, DatabaseKind, CancellationToken, Task<int>> run)
    {
        var from = new Option<string>("--from")
        {
            Description = "Sqlite (the file in the data folder) or PostgreSql (the database of ConnectionStrings:Learning).",
            Required = true,
        };
        var to = new Option<string>("--to") { Description = "The other one.", Required = true };
        var connection = new Option<string?>("--connection-file")
        {
            Description = "A file that holds the connection string, instead of the environment's ConnectionStrings__Learning.",
        };
        var data = new Option<string?>("--Data:Folder") { Description = "The data folder; the environment's KNB_DATA names it too." };
        var command = new Command(name, description) { from, to, connection, data };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, ct) =>
        {
            if (HostArguments.FirstStray(parsed.UnmatchedTokens) is { } stray)
            {
                throw new StartupException($"'{stray}' is one name too many. Run with --help to see what the command takes.");
            }

            string[] arguments = parsed.GetValue(data) is { } folder ? [.. parsed.UnmatchedTokens, "--Data:Folder", folder] : [.. parsed.UnmatchedTokens];
            var settings = WebServer.ReadSettings(arguments);
            var options = new LearningOptions
            {
                DataFolder = Folders.From(settings).Data,
                ConnectionString = parsed.GetValue(connection) is { } file ? ReadConnection(file) : settings[KnownSettings.Connection],
            };
            PrivateFiles.CreateOnlyPrivateFiles();
            return RunAsync(() => run(new DatabaseCopy(options, new SteadyClock(TimeProvider.System)), KindOf(parsed.GetValue(from)), KindOf(parsed.GetValue(to)), ct));
        });
        return command;
    }

    private static async Task<int> RunAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (BackupException refused)
        {
            throw new StartupException(refused.Message, refused);
        }
    }

    private static async Task<int> CopyAsync(DatabaseCopy copy, DatabaseKind from, DatabaseKind to, CancellationToken ct)
    {
        var copied = await copy.RunAsync(from, to, ct);
        foreach (var table in copied.Content.Tables.Where(table => table.Rows > 0))
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table.Table,-24} {table.Rows,10} rows  {table.Hash}"));
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Copied into {copied.Target}: {copied.Content.Rows} rows in {copied.Content.Tables.Count} tables, all of them read again and found the same."));
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"The audit log fits together: {copied.Content.Head.Size} entries, head {copied.Content.Head.Root}. "
                + $"One more entry tells of the copy."));
        if (copied.Content.ChangedValues > 0)
        {
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{copied.Content.ChangedValues} values were not taken over to the letter: "
                    + $"PostgreSQL keeps no NUL and no half of a sign in a text, and no time finer than a microsecond."));
        }

        await Console.Out.WriteLineAsync(to == DatabaseKind.PostgreSql
            ? "Keys and checkpoints stay in the data folder. "
                + "Start with Database:Provider=PostgreSql from now on, and put the file knbtraining.db away: what is done in it any more is not in the copy."
            : "Keys and checkpoints stay in the data folder. Start with Database:Provider=Sqlite, or without it, from now on: "
                + "what is done in the database of the server any more is not in the copy.");
        return 0;
    }

    private static async Task<int> CompareAsync(DatabaseCopy copy, DatabaseKind from, DatabaseKind to, CancellationToken ct)
    {
        var differences = await copy.CompareAsync(from, to, ct);
        foreach (var difference in differences)
        {
            await Console.Error.WriteLineAsync(difference);
        }

        await Console.Out.WriteLineAsync(differences.Count == 0 ? "Every row of both is the same." : "They are not the same.");
        return differences.Count == 0 ? 0 : 1;
    }

    private static DatabaseKind KindOf(string? text) =>
        KnownSettings.FindProvider(text) ?? throw new StartupException($"'{text}' is no database. "
            + $"It must be {string.Join(" or ", Enum.GetNames<DatabaseKind>())}.");

    private static string ReadConnection(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The file with the connection string cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
