using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Backups.Copies;

/// <param name="Content">What both databases hold, as each was read; the entry that tells of the copy is not among it.</param>
/// <param name="Target">Where the copy lies, without any secret.</param>
public sealed record CopiedDatabase(DatabaseContent Content, string Target);

/// <summary>
/// Copies a whole installation from one kind of database to another. Its data folder stays where it is, and keys and checkpoints in it with it;
/// the database that is copied is left as it was.
/// </summary>
public sealed class DatabaseCopy(LearningOptions options, TimeProvider clock)
{
    /// <exception cref="BackupException">Nothing was copied, and the target is as it was.</exception>
    public Task<CopiedDatabase> RunAsync(DatabaseKind from, DatabaseKind to, CancellationToken ct) => AloneAsync(
        from,
        to,
        () => to == DatabaseKind.Sqlite ? CopyIntoFileAsync(from, ct) : CopyAsync(from, new PostgreSqlSide(options, alone: true), ct));

    /// <summary>Reads both databases and compares them, for example after a copy and before the first start.</summary>
    /// <returns>A sentence for each difference. Entries of the ledger after the last of the database that was copied are none: one tells of the copy.</returns>
    /// <exception cref="BackupException">One of them cannot be read.</exception>
    public Task<IReadOnlyList<string>> CompareAsync(DatabaseKind from, DatabaseKind to, CancellationToken ct) => AloneAsync<IReadOnlyList<string>>(
        from,
        to,
        async () =>
        {
            var content = await ReadAsync(from, long.MaxValue, ct);
            return content.FindDifferences(await ReadAsync(to, content.Head.Size, ct));
        });

    private async Task<T> AloneAsync<T>(DatabaseKind from, DatabaseKind to, Func<Task<T>> run)
    {
        if (from == to)
        {
            throw new BackupException($"Both are {from}. A copy goes from one kind of database to the other.");
        }

        if (!Directory.Exists(options.DataFolder))
        {
            throw new BackupException($"There is no folder '{options.DataFolder}'. Name the data folder with --Data:Folder or KNB_DATA.");
        }

        return await BackupFailures.TellAsync("The copy did not succeed, and nothing was changed", options, async () =>
        {
            using var alone = FolderLock.TryOwn(options.DataFolder)
                ?? throw new BackupException($"The application, or one of its commands, is running over '{options.DataFolder}'. Stop it first; "
                    + "nothing was changed.");
            return await run();
        });
    }

    // Made aside and moved into place, so that nobody ever takes half of a copy for a database.
    private async Task<CopiedDatabase> CopyIntoFileAsync(DatabaseKind from, CancellationToken ct)
    {
        if (File.Exists(options.DatabaseFile))
        {
            throw new BackupException($"There is a database '{options.DatabaseFile}' already. Move it to another folder first; nothing was changed.");
        }

        var aside = Path.Combine(options.DataFolder, $"{DataFolderNames.Staging}{Guid.NewGuid():N}");
        try
        {
            PrivateFiles.CreateFolder(aside);
            var file = Path.Combine(aside, DataFolderNames.Database);
            PrivateFiles.CreateFile(file);
            var copied = await CopyAsync(from, new SqliteSide(file), ct);
            File.Move(file, options.DatabaseFile, overwrite: false);
            return copied with { Target = $"'{options.DatabaseFile}'" };
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private async Task<CopiedDatabase> CopyAsync(DatabaseKind from, CopySide into, CancellationToken ct)
    {
        await using var target = into;
        await using var source = SideOf(from);
        await source.BeginReadingAsync(ct);
        await CheckLedgerAsync(source, ct);
        await target.BeginWritingAsync(ct);
        var content = await CopiedRows.CopyAsync(source, target, ct);
        await CheckLedgerAsync(target, ct);
        var to = from == DatabaseKind.Sqlite ? DatabaseKind.PostgreSql : DatabaseKind.Sqlite;
        var copied = new DatabaseCopied(NameOf(from), NameOf(to), content.Hash, content.Rows, content.Head.Size);
        var write = new StoreWrite(target.Db, clock);
        write.Record(Actor.Application, copied);
        await write.SaveAsync(FactHandlers.None, news: null, ct);
        await target.CommitAsync(ct);
        return new CopiedDatabase(content, target.Place);
    }

    private async Task<DatabaseContent> ReadAsync(DatabaseKind kind, long lastNumber, CancellationToken ct)
    {
        await using var side = SideOf(kind);
        await side.BeginReadingAsync(ct);
        await CheckLedgerAsync(side, ct);
        return await DatabaseContent.ReadAsync(side, lastNumber, ct);
    }

    private static async Task CheckLedgerAsync(CopySide side, CancellationToken ct)
    {
        if (!(await LedgerCheck.RunAsync(side.Db, ct)).Fits)
        {
            throw new BackupException($"The audit log of the database {side.Place} does not fit together, so nothing was done. "
                + "Run the command 'ledger verify' over it.");
        }
    }

    private CopySide SideOf(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite when !File.Exists(options.DatabaseFile) =>
            throw new BackupException($"There is no database in '{options.DataFolder}'. Name the data folder with --Data:Folder or KNB_DATA."),
        DatabaseKind.Sqlite => new SqliteSide(options.DatabaseFile),
        DatabaseKind.PostgreSql => new PostgreSqlSide(options, alone: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such database."),
    };

    private static Slug NameOf(DatabaseKind kind) => Slug.Of(kind.ToString().ToLowerInvariant());
}
