using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>What somebody tried who may not do it, or no longer may. The values are part of facts.</summary>
public enum RefusedAct
{
    /// <summary>Opening a page or fetching a file.</summary>
    Page = 0,

    /// <summary>Adding or changing people and units.</summary>
    People = 1,

    /// <summary>Making people active or inactive, or giving them a temporary password.</summary>
    Access = 2,

    /// <summary>Changing the settings of the organisation.</summary>
    Settings = 3,

    /// <summary>Making, changing or ending assignments.</summary>
    Assignments = 4,

    /// <summary>Saving or discarding a draft.</summary>
    Drafts = 5,

    /// <summary>Publishing an edition.</summary>
    Publishing = 6,

    /// <summary>Exporting, comparing, signing or erasing in the ledger.</summary>
    AuditLog = 7,

    /// <summary>Looking at what belongs to somebody else: an attempt, a certificate, a confirmation, a transcript.</summary>
    Record = 8,

    /// <summary>Reminding people of their courses.</summary>
    Reminders = 9,

    /// <summary>Answering what people say about questions.</summary>
    Remarks = 10,
}

/// <summary>Somebody tried what they may not do.</summary>
/// <param name="Minute">In which they tried it.</param>
[RecordedAs("act.refused")]
public sealed record ActRefused(Guid PersonId, RefusedAct Act, DateTimeOffset Minute, int Count) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>
/// Counts what is refused to people who are signed in, until the minute is over: then each person, act and minute becomes one fact, so that
/// nobody fills the ledger by trying.
/// </summary>
public sealed class RefusedActs(LearningStore store, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Dictionary<(Guid PersonId, RefusedAct Act, DateTimeOffset Minute), int> _counts = [];

    /// <summary>Counts a refusal, and is the refusal.</summary>
    public Refusal Refuse(Viewer viewer, RefusedAct act)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        Count(viewer.PersonId, act);
        return Refusal.NotAllowed;
    }

    public void Count(Guid personId, RefusedAct act)
    {
        var now = clock.GetUtcNow();
        Add((personId, act, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute))), 1);
    }

    /// <summary>Records what was counted.</summary>
    /// <param name="all">True at the end of the application: also the minute that is not over.</param>
    public async Task<Result<Done>> WriteAsync(bool all, CancellationToken ct)
    {
        var counts = Take(all);
        if (counts.Count == 0)
        {
            return new Done();
        }

        var written = await store.WriteAsync<Done>(
            write =>
            {
                foreach (var (key, count) in counts.OrderBy(one => one.Key.Minute))
                {
                    write.Record(Actor.Application, new ActRefused(key.PersonId, key.Act, key.Minute, count));
                }

                return Task.FromResult<Result<Done>>(new Done());
            },
            ct);
        if (!written.Ok)
        {
            foreach (var (key, count) in counts)
            {
                Add(key, count);
            }
        }

        return written;
    }

    private void Add((Guid PersonId, RefusedAct Act, DateTimeOffset Minute) key, int count)
    {
        lock (_lock)
        {
            _counts[key] = _counts.GetValueOrDefault(key) + count;
        }
    }

    private Dictionary<(Guid PersonId, RefusedAct Act, DateTimeOffset Minute), int> Take(bool all)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var taken = _counts.Where(one => all || one.Key.Minute.AddMinutes(1) <= now).ToDictionary();
            _counts = _counts.Where(one => !taken.ContainsKey(one.Key)).ToDictionary();
            return taken;
        }
    }
}
