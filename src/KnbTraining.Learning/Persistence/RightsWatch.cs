using System.Data.Common;
using System.Runtime.CompilerServices;
using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Sees every save that changes what somebody may do: counts it in the same transaction, and tells of it after the commit.
/// Here and not in the services, so that none of them, nor Identity's own store, can forget it.
/// </summary>
internal sealed class RightsWatch(RightsNews news, NodeNews nodes) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, Pending> _pending = [];

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not LearningDbContext db || Find(db) is not { } affected)
        {
            return result;
        }

        // The row is locked by its update, so that two processes never count the same number.
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        await db.RightsVersions.ExecuteUpdateAsync(row => row.SetProperty(version => version.Version, version => version.Version + 1), cancellationToken);
        var counted = await db.RightsVersions.Select(row => row.Version).SingleAsync(cancellationToken);
        await db.NotifyAsync(nodes.Write(NewsTopic.Rights, new RightsChange(counted - 1, counted, affected.People).Write()), cancellationToken);
        if (_pending.TryGetValue(db, out var pending) && own is null)
        {
            pending.Add(counted, affected);
        }
        else
        {
            _pending.AddOrUpdate(db, new Pending(counted, affected, own));
        }

        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db && _pending.TryGetValue(db, out var pending) && pending.Own is { } own)
        {
            await own.CommitAsync(cancellationToken);
            await own.DisposeAsync();
        }

        return result;
    }

    public override async Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db && _pending.TryGetValue(db, out var pending))
        {
            _pending.Remove(db);
            if (pending.Own is { } own)
            {
                await own.DisposeAsync();
            }
        }
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData) => Drop(eventData.Context);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(eventData.Context);
        return Task.CompletedTask;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Tell(eventData.Context);

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Drop(eventData.Context);
        return Task.CompletedTask;
    }

    public void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => Drop(eventData.Context);

    private static Affected? Find(LearningDbContext db)
    {
        HashSet<Guid> added = [];
        HashSet<Guid> changed = [];
        var everybody = false;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            switch (entry.Entity)
            {
                case Person person when entry.State == EntityState.Added:
                    added.Add(person.Id);
                    break;
                case Person person when Differs(entry, nameof(Person.Active), nameof(Person.ManagedUnitId), nameof(Person.Name), nameof(Person.Language)):
                    changed.Add(person.Id);
                    break;
                case PersonRole role when entry.State is EntityState.Added or EntityState.Deleted:
                    changed.Add(role.PersonId);
                    break;
                case UnitManager row when entry.State is EntityState.Added || Differs(entry, nameof(UnitManager.SeqOut)):
                    changed.Add(row.PersonId);
                    break;
                case AppUser user when Differs(entry, nameof(AppUser.MustChangePassword)):
                    changed.Add(user.PersonId);
                    break;
                case Unit when Differs(entry, nameof(Unit.Path)):
                    everybody = true;
                    break;
                default:
                    break;
            }
        }

        // Nobody knows the rights of somebody who is only being added.
        changed.ExceptWith(added);
        return everybody ? new Affected(null) : changed.Count > 0 ? new Affected(changed) : null;
    }

    // Identity's store marks every property of an account as modified, whatever changed.
    private static bool Differs(EntityEntry entry, params ReadOnlySpan<string> properties)
    {
        if (entry.State != EntityState.Modified)
        {
            return false;
        }

        foreach (var name in properties)
        {
            var property = entry.Property(name);
            if (!Equals(property.OriginalValue, property.CurrentValue))
            {
                return true;
            }
        }

        return false;
    }

    private void Tell(DbContext? db)
    {
        if (db is not null && _pending.TryGetValue(db, out var pending))
        {
            _pending.Remove(db);
            news.Tell(pending.Change);
        }
    }

    private void Drop(DbContext? db)
    {
        if (db is not null)
        {
            _pending.Remove(db);
        }
    }

    /// <param name="People">Null for everybody.</param>
    private sealed record Affected(HashSet<Guid>? People);

    private sealed class Pending(long counted, Affected affected, IDbContextTransaction? own)
    {
        public IDbContextTransaction? Own => own;

        public RightsChange Change { get; private set; } = new(counted - 1, counted, affected.People);

        public void Add(long counted, Affected affected) => Change = Change with
        {
            After = counted,
            People = Change.People is { } before && affected.People is { } more ? new HashSet<Guid>(before.Union(more)) : null,
        };
    }
}
