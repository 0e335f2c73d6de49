using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace KnbTraining.Learning.Persistence.PostgreSql;

internal sealed class PostgreSqlOpening(
    IDbContextFactory<LearningDbContext> contexts, IOptions<LearningOptions> options, ILogger<PostgreSqlOpening> logger) : IDatabaseOpening, IDisposable
{
    // The lock of starts, beside those of NumberSeries: the first of its two numbers is no series.
    private const int StartLock = 1000;

    // A start that migrates a large database takes its time.
    private const int WaitsForAnotherStartSeconds = 120;

    // Holds the lock that keeps a restore off; see PostgreSqlUse.
    private NpgsqlConnection? _use;

    private string Place => PostgreSqlConnection.Place(options.Value.ConnectionString);

    public async Task<IAsyncDisposable> OpenAsync(CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            foreach (var setting in await PostgreSqlServerCheck.RunAsync(db, options.Value, ct))
            {
                logger.LogWarning(
                    "The server of the database runs with {Setting}=off: what people were told is saved can be lost when its machine fails. Set it to on", setting);
            }

            await BeginUseAsync(ct);
            var alone = await BeginAloneAsync(ct);
            try
            {
                await BringUpToDateAsync(db, ct);
                return alone;
            }
            catch
            {
                await alone.DisposeAsync();
                throw;
            }
        }
        catch (Exception failure) when (PostgreSqlServerCheck.Told(failure) is not null)
        {
            throw new LearningStartupException($"The database {Place} cannot be opened or brought up to date: {PostgreSqlServerCheck.Told(failure)}", failure);
        }
    }

    public void Dispose() => _use?.Dispose();

    private async Task BringUpToDateAsync(LearningDbContext db, CancellationToken ct)
    {
        await EnsureHistoryAsync(db, ct);
        switch (await DatabaseState.FitAsync(db, ct))
        {
            case SchemaFit.Newer:
                throw new LearningStartupException(
                    $"The database {Place} was made by a newer or another version of the application. "
                    + "Start that version, or restore a backup of this one.");
            case SchemaFit.None or SchemaFit.Older:
                await db.Database.MigrateAsync(ct);
                break;
        }
    }

    // Two servers that start at the same time would both migrate, and both make what there is once. The lock ends with its connection.
    private async Task<NpgsqlConnection> BeginAloneAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgreSqlConnection.Of(options.Value))
        {
            Pooling = false,
            CommandTimeout = 2 * WaitsForAnotherStartSeconds,
        }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = string.Create(
                CultureInfo.InvariantCulture, $"SET lock_timeout = '{WaitsForAnotherStartSeconds}s'; SELECT pg_advisory_lock({StartLock}, 0)");
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            throw new LearningStartupException(
                $"Another server has been starting over the database {Place} for more than {WaitsForAnotherStartSeconds / 60} minutes. "
                + "Look at its log, and start again when it has ended.",
                busy);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task BeginUseAsync(CancellationToken ct)
    {
        if (_use is not null)
        {
            return;
        }

        // A session of its own: one from the pool would be given to others.
        var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgreSqlConnection.Of(options.Value)) { Pooling = false }.ToString());
        await session.OpenAsync(ct);
        if (!await PostgreSqlUse.TryShareAsync(session, ct))
        {
            await session.DisposeAsync();
            throw new LearningStartupException($"A restore or a copy into the database {Place} is under way. Start again when it has ended.");
        }

        _use = session;
    }

    // The driver asks for the table of migrations without looking whether it is there, and the log of a first start would show that as an error.
    private static async Task EnsureHistoryAsync(LearningDbContext db, CancellationToken ct)
    {
        if (await db.Database.SqlQuery<bool>($"""SELECT to_regclass('"__EFMigrationsHistory"') IS NULL AS "Value" """).SingleAsync(ct))
        {
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        }
    }
}
