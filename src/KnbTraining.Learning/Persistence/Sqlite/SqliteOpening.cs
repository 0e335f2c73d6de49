using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Persistence.Sqlite;

internal sealed class SqliteOpening(IDbContextFactory<LearningDbContext> contexts, IOptions<LearningOptions> options, FolderUse use) : IDatabaseOpening
{
    private const int Corrupt = 11;

    private const int NoDatabase = 26;

    private string Database => options.Value.DatabaseFile;

    // Only commands start beside a server, and SQLite lets one of them write at a time.
    public async Task<IAsyncDisposable> OpenAsync(CancellationToken ct)
    {
        try
        {
            PrivateFiles.CreateFile(Database);
            await OpenFileAsync(ct);
            return new NothingHeld();
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException(
                $"The database '{Database}' cannot be opened or brought up to date: {failure.Message} "
                + "Check that the folder can be written and the disk is not full.",
                failure);
        }
    }

    private async Task OpenFileAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        try
        {
            if ((!use.LeftInOrder || new FileInfo(Database).Length <= options.Value.AlwaysCheckedBytes) && await SqliteDamage.FindAsync(db, ct) is { } damage)
            {
                throw Damaged(damage, null);
            }

            switch (await DatabaseState.FitAsync(db, ct))
            {
                case SchemaFit.Newer:
                    throw new LearningStartupException(
                        $"The database '{Database}' was made by a newer or another version of the application. "
                        + "Start that version, or restore a backup of this one.");
                case SchemaFit.None or SchemaFit.Older:
                    await db.Database.MigrateAsync(ct);
                    break;
            }
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is Corrupt or NoDatabase)
        {
            throw Damaged(broken.Message, broken);
        }
    }

    private sealed class NothingHeld : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private LearningStartupException Damaged(string damage, Exception? cause) => new(
        $"The database '{Database}' is damaged ({damage.ReplaceLineEndings(" ")}). Nothing was changed. "
        + "Put the newest backup back with the command 'restore FILE'.",
        cause!);
}
