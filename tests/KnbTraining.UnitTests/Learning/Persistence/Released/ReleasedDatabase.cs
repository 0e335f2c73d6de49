using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;
using KnbTraining.TestKit.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KnbTraining.UnitTests.Learning.Persistence.Released;

/// <summary>
/// What a released version wrote, for ever: its backup of the file of SQLite, and a dump of PostgreSQL in plain SQL. There is no key among it,
/// because no secret stands in the repository: the first start makes new ones.
/// </summary>
internal static class ReleasedDatabase
{
    private const string Archive = "backup.zip";

    private const string Dump = "postgresql.sql.br";

    private static string Folder => Path.Combine(ShippedContent.Repository, "tests", "KnbTraining.UnitTests", "Learning", "Persistence", "Released");

    public static string ArchiveOf(string version) => Path.Combine(Folder, version, Archive);

    /// <summary>Every version that was kept, the oldest first.</summary>
    public static IReadOnlyList<string> Versions { get; } =
        [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).OrderBy(Version.Parse)];

    /// <summary>A room over the database of a version, as it was before anything of a later one touched it.</summary>
    public static async Task<LearningRoom> OpenAsync(string version, DatabaseKind kind)
    {
        var room = LearningRoom.OpenEmpty(kind);
        if (kind == DatabaseKind.Sqlite)
        {
            await using var zip = await ZipFile.OpenReadAsync(ArchiveOf(version));
            await zip.GetEntry(DataFolderNames.Database)!.ExtractToFileAsync(room.DatabaseFile);
            return room;
        }

        await using var db = room.Open();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var load = new NpgsqlCommand(await ReadDumpAsync(version), connection) { CommandTimeout = 0 };
        await load.ExecuteNonQueryAsync();
        return room;
    }

    /// <summary>Keeps what this version writes.</summary>
    public static async Task WriteAsync(string version)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, version)).FullName;
        await using (var room = LearningRoom.OpenEmpty(DatabaseKind.Sqlite))
        {
            await ReleasedHouse.FillAsync(room);
            Directory.Delete(Path.Combine(room.Database.Folder, DataFolderNames.Keys), recursive: true);
            await new BackupWriter(new LearningOptions { DataFolder = room.Database.Folder }, room.Clock)
                .WriteAsync(Path.Combine(folder, Archive), new Dictionary<string, string>(), null, CancellationToken.None);
        }

        await using (var room = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql))
        {
            await ReleasedHouse.FillAsync(room);
            await using var db = room.Open();
            var server = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
            using var dump = Process.Start(new ProcessStartInfo(
                Path.Combine(PostgreSqlServer.Programs, "pg_dump"),
                ["--inserts", "--no-owner", "--no-privileges", "--host", server.Host!, "--username", server.Username!, server.Database!])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            var sql = await dump.StandardOutput.ReadToEndAsync();
            await dump.WaitForExitAsync();

            // Lines for psql alone.
            string[] commands = ["\\restrict", "\\unrestrict"];
            sql = string.Join('\n', sql.Split('\n').Where(line => !commands.Any(command => line.StartsWith(command, StringComparison.Ordinal))));
            await using var file = File.Create(Path.Combine(folder, Dump));
            await using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
            await packed.WriteAsync(Encoding.UTF8.GetBytes(sql));
        }
    }

    private static async Task<string> ReadDumpAsync(string version)
    {
        await using var file = File.OpenRead(Path.Combine(Folder, version, Dump));
        await using var packed = new BrotliStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(packed, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
