using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KnbTraining.Learning.Persistence.PostgreSql;

/// <summary>Whether a server can be reached and keeps what this application stores, and what its failures mean.</summary>
internal static class PostgreSqlServerCheck
{
    // The oldest version on which everything is tested.
    private const int Oldest = 15;

    /// <returns>The settings that are off and should be on, because what was confirmed can be lost.</returns>
    /// <exception cref="LearningStartupException">The server cannot be used.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(LearningDbContext db, LearningOptions options, CancellationToken ct)
    {
        var place = PostgreSqlConnection.Place(options.ConnectionString);
        var version = await ReachAsync(db, ct);
        if (version.Major < Oldest)
        {
            throw new LearningStartupException(string.Create(
                CultureInfo.InvariantCulture, $"The server of the database {place} is PostgreSQL {version}. Use PostgreSQL {Oldest} or a later one."));
        }

        var encoding = await SettingAsync(db, "server_encoding", ct);
        if (encoding != "UTF8")
        {
            throw new LearningStartupException(
                $"The database {place} keeps texts in {encoding}, which has no Kazakh letters. "
                + "Make it with the encoding UTF8: createdb -E UTF8 -T template0 NAME.");
        }

        var off = new List<string>();
        foreach (var setting in (string[])["fsync", "full_page_writes", "synchronous_commit"])
        {
            if (await SettingAsync(db, setting, ct) == "off")
            {
                off.Add(setting);
            }
        }

        return off;
    }

    /// <summary>What to tell of a failure, in one line.</summary>
    /// <returns>Null where the failure is none of the server.</returns>
    public static string? Told(Exception failure) => failure switch
    {
        LearningStartupException => null,
        PostgresException refused => Sentence(refused.MessageText) + refused.SqlState switch
        {
            PostgresErrorCodes.InvalidCatalogName => " Make it with createdb, or name another in ConnectionStrings:Learning.",
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                " Check user and password in ConnectionStrings:Learning, and the server's pg_hba.conf.",
            PostgresErrorCodes.InsufficientPrivilege => " Let the database belong to the user of ConnectionStrings:Learning.",
            PostgresErrorCodes.DependentObjectsStillExist => " Drop first what others have made of the application's tables, for example views.",
            _ => "",
        },
        NpgsqlException broken => Sentence(broken.InnerException is { } cause ? $"{broken.Message}: {cause.Message}" : broken.Message)
            + " Check that the server runs, and Host and Port in ConnectionStrings:Learning.",
        { InnerException: { } inner } => Told(inner),
        _ => null,
    };

    // Past the context, which would write errors into the log for what is told in one line.
    private static async Task<Version> ReachAsync(LearningDbContext db, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await connection.OpenAsync(ct);
        var version = connection.PostgreSqlVersion;
        await connection.CloseAsync();
        return version;
    }

    private static Task<string> SettingAsync(LearningDbContext db, string name, CancellationToken ct) =>
        db.Database.SqlQuery<string>($"""SELECT current_setting({name}) AS "Value" """).SingleAsync(ct);

    private static string Sentence(string message)
    {
        var line = message.ReplaceLineEndings(" ").TrimEnd();
        return line.EndsWith('.') ? line : line + ".";
    }
}
