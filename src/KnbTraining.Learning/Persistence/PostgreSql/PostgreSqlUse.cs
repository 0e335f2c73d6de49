using System.Data.Common;

namespace KnbTraining.Learning.Persistence.PostgreSql;

/// <summary>
/// Says that a process works with a database of a server: servers and commands together, or one restore or copy alone, as <see cref="FolderLock"/>
/// says it of a data folder. It is an advisory lock of a session, so that it ends with the process, however that ends.
/// </summary>
internal static class PostgreSqlUse
{
    // One key of 64 bits; the locks for numbers have two of 32, which never meet it.
    private const long Key = 0x4B6E_6255_7365_0001;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // A session that was closed is still told of for a moment.
    private const int MostPauses = 30;

    /// <summary>Works with the database beside others, until the session ends.</summary>
    /// <param name="session">An open connection.</param>
    /// <returns>False where somebody has it alone.</returns>
    public static async Task<bool> TryShareAsync(DbConnection session, CancellationToken ct) =>
        await AskAsync(session, $"SELECT pg_try_advisory_lock_shared({Key})", ct) is true;

    /// <summary>Takes the database for this session alone.</summary>
    /// <returns>Who works with it; null where nobody does. Also a session without the lock is somebody: it may be a server that has lost it, or a
    /// person.</returns>
    public static async Task<string?> TryOwnAsync(DbConnection session, CancellationToken ct)
    {
        for (var pauses = 0; ; pauses++)
        {
            var others = await AskAsync(
                session,
                """
                SELECT string_agg(DISTINCT coalesce(nullif(application_name, ''), usename), ', ') FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                """,
                ct) as string;
            if (others is null && await AskAsync(session, $"SELECT pg_try_advisory_lock({Key})", ct) is true)
            {
                return null;
            }

            if (pauses == MostPauses)
            {
                return others ?? "another process";
            }

            await Task.Delay(Pause, ct);
        }
    }

    private static async Task<object?> AskAsync(DbConnection session, string sql, CancellationToken ct)
    {
        await using var command = session.CreateCommand();
#pragma warning disable CA2100 // A statement of ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(ct);
    }
}
