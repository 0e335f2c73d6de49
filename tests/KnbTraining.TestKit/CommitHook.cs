using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnbTraining.TestKit;

/// <summary>Lets something happen at the end of a write: everything is stored, and nobody else sees it yet.</summary>
public sealed class CommitHook : DbTransactionInterceptor
{
    private Func<Task>? _next;

    /// <summary>Does something once, before the next commit.</summary>
    public void Before(Func<Task> act) => _next = act;

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _next, null) is { } act)
        {
            await act();
        }

        return result;
    }
}
