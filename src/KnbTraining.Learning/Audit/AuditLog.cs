using KnbTraining.Learning.People;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Audit;

/// <summary>Who did it, as the log keeps it.</summary>
public sealed record AuditActor(Guid? PersonId, string Name)
{
    /// <summary>The application itself.</summary>
    public static AuditActor System { get; } = new(null, "system");

    public static AuditActor From(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return new AuditActor(viewer.PersonId, viewer.Name);
    }
}

/// <summary>Appends to the chained log.</summary>
public sealed class AuditLog(LearningStore store, TimeProvider clock)
{
    /// <summary>An entry of its own, for example a sign-in.</summary>
    public Task<Result<long>> WriteAsync(AuditActor actor, string action, string subject, string? detail, CancellationToken ct) =>
        store.WriteAsync<long>(async db => (await AppendAsync(db, actor, action, subject, detail, ct)).Number, ct);

    /// <summary>An entry in the transaction of the change it speaks of. Only from inside <see cref="LearningStore.WriteAsync"/>: the chain has one writer.</summary>
    public async Task<AuditEntry> AppendAsync(LearningDbContext db, AuditActor actor, string action, string subject, string? detail, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(actor);
        var previous = db.AuditEntries.Local.MaxBy(entry => entry.Number)
            ?? await db.AuditEntries.AsNoTracking().OrderByDescending(entry => entry.Number).FirstOrDefaultAsync(ct);
        var entry = AuditEntry.After(previous, clock.GetUtcNow(), actor.PersonId, actor.Name, action, subject, detail ?? "");
        db.AuditEntries.Add(entry);
        return entry;
    }
}
