using System.Globalization;
using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>
/// The checkpoint of each day and its lines as files below the data folder, for whoever carries them out of the house. They are made from
/// the database, and made again where they are missing.
/// </summary>
public sealed class CheckpointFiles(LearningStore store, EntryReader entries, IOptions<LearningOptions> options, ILogger<CheckpointFiles> logger)
{
    private const string CheckpointEnding = ".checkpoint";

    private const string LinesEnding = ".jsonl";

    public string Folder => Path.Combine(options.Value.DataFolder, DataFolderNames.Checkpoints);

    /// <summary>The name of the file of a checkpoint.</summary>
    public static string CheckpointName(DateOnly day) => NameOf(day) + CheckpointEnding;

    /// <summary>The name of the file of a day's lines.</summary>
    public static string LinesName(DateOnly day) => NameOf(day) + LinesEnding;

    public Task<LedgerCheckpoint?> FindAsync(DateOnly day, CancellationToken ct) =>
        store.ReadAsync(db => db.LedgerCheckpoints.FirstOrDefaultAsync(row => row.Day == day, ct), ct);

    /// <summary>The days that have a checkpoint and not both files.</summary>
    public async Task<IReadOnlyList<DateOnly>> FindMissingAsync(CancellationToken ct)
    {
        var days = await store.ReadAsync(db => db.LedgerCheckpoints.Where(row => row.Day != null).OrderBy(row => row.Day).Select(row => row.Day!.Value).ToListAsync(ct), ct);
        var there = Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).ToHashSet(StringComparer.Ordinal) : [];
        return [.. days.Where(day => !there.Contains(CheckpointName(day)) || !there.Contains(LinesName(day)))];
    }

    /// <summary>Writes both files of a day into a folder; one that is there is replaced as a whole.</summary>
    /// <returns>
    /// The span of the lines. Refused with <see cref="Refusal.NotFound"/> where the day has no checkpoint, <see cref="Refusal.Broken"/> where the
    /// lines are not those that it fixes.
    /// </returns>
    public async Task<Result<DayLine>> WriteAsync(DateOnly day, string folder, CancellationToken ct)
    {
        if (await FindAsync(day, ct) is not { } made)
        {
            return Refusal.NotFound;
        }

        if (made.TryRead()?.Checkpoint.Day is not { } line)
        {
            logger.LogError(
                "Checkpoint {Number} in the database is not the one that was signed: no file is made of it. Run the command 'ledger verify'", made.Number);
            return Refusal.Broken;
        }

        PrivateFiles.CreateFolder(folder);
        var aside = Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            using var hash = new DayFileHash(day, line.First);
            await using (var file = new FileStream(aside, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write)))
            {
                await foreach (var entry in entries.ReadAsync(line.First - 1, line.Last, ct))
                {
                    await file.WriteAsync((byte[])[.. entry.Line, (byte)'\n'], ct);
                    hash.Append(entry.Line);
                }

                file.Flush(flushToDisk: true);
            }

            if (hash.ToLine() != line)
            {
                logger.LogError("The lines of {Day:yyyy-MM-dd} are not those that its checkpoint fixes: no file is made of them. Run the command 'ledger verify'", day);
                return Refusal.Broken;
            }

            File.Move(aside, Path.Combine(folder, LinesName(day)), overwrite: true);
            await WriteAsync(Path.Combine(folder, CheckpointName(day)), Encoding.UTF8.GetBytes(made.Note), ct);
            return line;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Writes aside and moves into place, so that whoever reads finds the whole file or none.</summary>
    internal static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var aside = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}");
        try
        {
            await using (var file = new FileStream(aside, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write)))
            {
                await file.WriteAsync(content, ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static string NameOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
