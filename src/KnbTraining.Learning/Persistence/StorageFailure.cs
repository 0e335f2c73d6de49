using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace KnbTraining.Learning.Persistence;

/// <summary>Tells a database that cannot be used now (locked, read-only, full, broken) from a mistake of ours.</summary>
internal static class StorageFailure
{
    private const int Constraint = 19;

    private const int Misuse = 21;

    private const int SqlError = 1;

    public static bool Is(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is not (Constraint or Misuse or SqlError),
        DbException or IOException or UnauthorizedAccessException => true,
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };

    /// <summary>
    /// Empties the pool of connections where an exception is a failure of the storage: a connection that was opened while the
    /// file could only be read stays so for ever. One that is in use is closed when it is given back.
    /// </summary>
    public static void Forget(Exception exception)
    {
        if (Is(exception))
        {
            SqliteConnection.ClearAllPools();
        }
    }
}
