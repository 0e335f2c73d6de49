using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Tells a database that cannot be used now (locked, read-only, full, broken, out of reach) from a mistake of ours, and from another
/// writer who was faster.
/// </summary>
public static class StorageFailure
{
    private const int Constraint = 19;

    private const int Misuse = 21;

    private const int SqlError = 1;

    private const int UniqueKey = 2067;

    private const int PrimaryKey = 1555;

    // The server has ended a session whose transaction did nothing for too long.
    private const string IdleInTransaction = "25P03";

    /// <summary>True where the database cannot be used now, whoever asks; false for mistakes of ours and for a faster writer.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is not (Constraint or Misuse or SqlError),
        PostgresException answered => IsOfServer(answered.SqlState),
        DbException or IOException or UnauthorizedAccessException => true,
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };

    /// <summary>Another process has stored the same at the same time, or stands in the way: nothing is wrong, and trying again helps.</summary>
    public static bool IsConflict(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is UniqueKey or PrimaryKey,
        PostgresException answered => answered.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        { InnerException: { } inner } => IsConflict(inner),
        _ => false,
    };

    /// <summary>
    /// Empties the pool of connections where an exception is a failure of the storage: a connection that was opened while the
    /// file could only be read, or to a server that has become a copy for reading, stays so for ever. One that is in use is closed
    /// when it is given back.
    /// </summary>
    public static void Forget(Exception exception)
    {
        if (!Is(exception))
        {
            return;
        }

        if (OfDatabase(exception) is NpgsqlException)
        {
            NpgsqlConnection.ClearAllPools();
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
    }

    /// <summary>What a database said; null where the failure is not one of a database.</summary>
    public static DbException? OfDatabase(Exception? exception) => exception is null ? null : exception as DbException ?? OfDatabase(exception.InnerException);

    // What the server says of itself. Classes of codes: 08 connections, 28 sign-in, 3D database, 53 room (53100 disk full, 53300 too many
    // connections), 57 stopped by an operator (57P01 shutdown), 58 and XX errors below the server or in it.
    private static bool IsOfServer(string state) =>
        state[..Math.Min(2, state.Length)] is "08" or "28" or "3D" or "53" or "57" or "58" or "XX"
        || state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable or IdleInTransaction;
}
