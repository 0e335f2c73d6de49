using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace KnbTraining.Learning.Persistence.PostgreSql;

internal sealed class PostgreSqlOpening(
    IDbContextFactory<LearningDbContext> contexts, IOptions<LearningOptions> options, ILogger<PostgreSqlOpening> logger) : IDatabaseOpening
{
    // The oldest version on which everything is tested.
    private const int Oldest = 15;

    // The lock of starts, beside those of NumberSeries: the first of its two numbers is no series.
    private const int StartLock = 1000;

    // A start that migrates a large database takes its time.
    private const int WaitsForAnotherStartSeconds = 120;

    private string Place => PostgreSqlConnection.Place(options.Value.ConnectionString);

    public async Task<IAsyncDisposable> OpenAsync(CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            await CheckServerAsync(db, await ReachAsync(db, ct), ct);
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
        catch (Exception failure) when (Told(failure) is not null)
        {
            throw new LearningStartupException($"The database {Place} cannot be opened or brought up to date: {Told(failure)}", failure);
        }
    }

    private async Task BringUpToDateAsync(LearningDbContext db, CancellationToken ct)
    {
        await EnsureHistoryAsync(db, ct);
        switch (await DatabaseState.FitAsync(db, ct))
        {
            case SchemaFit.Newer:
                throw new LearningStartupException(
                    $"The database {Place} was made by a newer or another version of the application. "
                    + "Start that version, or restore a dump of this one with pg_restore.");
            case SchemaFit.None or SchemaFit.Older:
                await db.Database.MigrateAsync(ct);
                break;
        }
    }

    // Past the context, which would write errors into the log for what is told in one line.
    private static async Task<Version> ReachAsync(LearningDbContext db, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await connection.OpenAsync(ct);
        var version = connection.PostgreSqlVersion;
        await connection.CloseAsync();
        return version;
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

    private async Task CheckServerAsync(LearningDbContext db, Version version, CancellationToken ct)
    {
        if (version.Major < Oldest)
        {
            throw new LearningStartupException(string.Create(
                CultureInfo.InvariantCulture, $"The server of the database {Place} is PostgreSQL {version}. Use PostgreSQL {Oldest} or a later one."));
        }

        var encoding = await SettingAsync(db, "server_encoding", ct);
        if (encoding != "UTF8")
        {
            throw new LearningStartupException(
                $"The database {Place} keeps texts in {encoding}, which has no Kazakh letters. "
                + "Make it with the encoding UTF8: createdb -E UTF8 -T template0 NAME.");
        }

        foreach (var setting in (string[])["fsync", "full_page_writes", "synchronous_commit"])
        {
            if (await SettingAsync(db, setting, ct) == "off")
            {
                logger.LogWarning(
                    "The server of the database runs with {Setting}=off: what people were told is saved can be lost when its machine fails. Set it to on", setting);
            }
        }
    }

    // The driver asks for the table of migrations without looking whether it is there, and the log of a first start would show that as an error.
    private static async Task EnsureHistoryAsync(LearningDbContext db, CancellationToken ct)
    {
        if (await db.Database.SqlQuery<bool>($"""SELECT to_regclass('"__EFMigrationsHistory"') IS NULL AS "Value" """).SingleAsync(ct))
        {
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        }
    }

    private static Task<string> SettingAsync(LearningDbContext db, string name, CancellationToken ct) =>
        db.Database.SqlQuery<string>($"""SELECT current_setting({name}) AS "Value" """).SingleAsync(ct);

    /// <returns>Null where the failure is none of the server.</returns>
    private static string? Told(Exception failure) => failure switch
    {
        LearningStartupException => null,
        PostgresException refused => Sentence(refused.MessageText) + refused.SqlState switch
        {
            PostgresErrorCodes.InvalidCatalogName => " Make it with createdb, or name another in ConnectionStrings:Learning.",
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                " Check user and password in ConnectionStrings:Learning, and the server's pg_hba.conf.",
            PostgresErrorCodes.InsufficientPrivilege => " Let the database belong to the user of ConnectionStrings:Learning.",
            _ => "",
        },
        NpgsqlException broken => Sentence(broken.InnerException is { } cause ? $"{broken.Message}: {cause.Message}" : broken.Message)
            + " Check that the server runs, and Host and Port in ConnectionStrings:Learning.",
        { InnerException: { } inner } => Told(inner),
        _ => null,
    };

    private static string Sentence(string message)
    {
        var line = message.ReplaceLineEndings(" ").TrimEnd();
        return line.EndsWith('.') ? line : line + ".";
    }
}
