using System.Globalization;
using Npgsql;

namespace KnbTraining.Learning.Persistence.PostgreSql;

/// <summary>Reads the setting that says how to reach the server. It may hold a password, so no message repeats any of it but host and database.</summary>
public static class PostgreSqlConnection
{
    private const string Form = "name=value pairs, separated by semicolons, for example Host=localhost;Database=knbtraining;Username=knbtraining;Password=…";

    /// <returns>What is wrong with it, as the end of a sentence; null where it can be tried.</returns>
    public static string? FindFault(string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
        {
            return $"is missing. It must hold {Form}";
        }

        return TryRead(connection) switch
        {
            null => $"cannot be read. It must hold {Form}",
            { Host: null or "" } => $"names no Host. It must hold {Form}",
            { Database: null or "" } => $"names no Database. It must hold {Form}",
            _ => null,
        };
    }

    /// <summary>The setting, with what this application needs of every session.</summary>
    internal static string Of(LearningOptions options)
    {
        var read = TryRead(options.ConnectionString ?? "")
            ?? throw new LearningStartupException($"The connection string of the database {FindFault(options.ConnectionString)}.");
        read.ApplicationName ??= "KnbTraining";

        // Words of the session itself, so that neither the server's settings nor those of the user change what a query means.
        var patience = Math.Max(1, (long)options.BusyTimeout.TotalMilliseconds);
        var session = string.Create(CultureInfo.InvariantCulture, $"-c lock_timeout={patience} -c TimeZone=UTC");
        read.Options = string.IsNullOrWhiteSpace(read.Options) ? session : $"{session} {read.Options}";
        return read.ToString();
    }

    /// <summary>Where the database is, without any secret.</summary>
    internal static string Place(string? connection) => TryRead(connection ?? "") is { } read ? $"'{read.Database}' on '{read.Host}'" : "of the setting";

    private static NpgsqlConnectionStringBuilder? TryRead(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }
}
