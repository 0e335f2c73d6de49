using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// The way to the database: one context an operation. Writers of this process queue here, because SQLite lets one write at a time and
/// its own waiting is unfair: with several writers some wait for seconds. Other processes are kept off by the database:
/// see <see cref="LearningDbContext.LockNumbersAsync(NumberSeries, Guid, CancellationToken)"/>.
/// </summary>
/// <param name="news">Null where no server ever runs over this database, as in a copy.</param>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Whoever still writes while the application ends gives it back.")]
public sealed class LearningStore(
    IDbContextFactory<LearningDbContext> contexts, FactHandlers handlers, TimeProvider clock, ILogger<LearningStore> logger, NodeNews? news = null)
{
    // Never disposed: it holds nothing of the system.
    private readonly SemaphoreSlim _writer = new(1, 1);

    public async Task<T> ReadAsync<T>(Func<LearningDbContext, Task<T>> read, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(db);
    }

    /// <summary>A read whose failure is an answer too: where the database cannot be read, the result is a refusal.</summary>
    public Task<Result<T>> TryReadAsync<T>(Func<LearningDbContext, Task<Result<T>>> read, CancellationToken ct) => TryAsync(() => ReadAsync(read, ct));

    /// <summary>Runs something that reads; where the database cannot be read, the result is a refusal.</summary>
    public async Task<Result<T>> TryAsync<T>(Func<Task<Result<T>>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return await read();
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            StorageFailure.Forget(failure);
            logger.LogError(failure, "The database cannot be read");
            return Refusal.StorageUnavailable;
        }
    }

    /// <summary>
    /// Runs a write in one transaction, together with the facts that it records. It is committed where the result is good and
    /// rolled back where it is a refusal; the result is returned only after the commit.
    /// </summary>
    public async Task<Result<T>> WriteAsync<T>(Func<StoreWrite, Task<Result<T>>> write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        await _writer.WaitAsync(ct);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var one = new StoreWrite(db, clock);
            var result = await write(one);
            if (result.Ok)
            {
                await one.SaveAsync(handlers, news, ct);
                await transaction.CommitAsync(ct);
                one.Committed();
            }

            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process has changed the row since it was read here: writers of this one queue.
            return Refusal.Conflict;
        }
        catch (Exception failure) when (StorageFailure.IsConflict(failure))
        {
            logger.LogWarning(failure, "Another process was writing the same; nothing of this operation was stored");
            return Refusal.Conflict;
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            StorageFailure.Forget(failure);
            logger.LogError(failure, "The database cannot be written; nothing of this operation was stored");
            return Refusal.StorageUnavailable;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>
    /// Tells the other nodes something that is stored already, or that no database keeps. Where it cannot be told, the log says so and
    /// nothing else happens: use <see cref="StoreWrite.TellOthers"/> for whatever must be known.
    /// </summary>
    public async Task TellOthersAsync(NewsTopic topic, string content, CancellationToken ct)
    {
        if (news is null)
        {
            return;
        }

        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            await db.NotifyAsync(news.Write(topic, content), ct);
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            StorageFailure.Forget(failure);
            logger.LogWarning(failure, "Other servers over this database were not told of {Topic}", topic);
        }
    }
}
