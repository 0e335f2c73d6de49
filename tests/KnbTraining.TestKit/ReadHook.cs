using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnbTraining.TestKit;

/// <summary>Lets something happen in the middle of a read: the database has answered, and the answer is not in use yet.</summary>
public sealed class ReadHook : DbCommandInterceptor
{
    private (string Words, Func<Task> Act)? _next;

    /// <summary>Does something once, during the next read whose statement holds these words.</summary>
    public void During(string words, Func<Task> act) => _next = (words, act);

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_next is var (words, act) && command.CommandText.Contains(words, StringComparison.Ordinal))
        {
            _next = null;
            await act();
        }

        return result;
    }
}
