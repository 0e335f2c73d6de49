using KnbTraining.Learning.Ledger;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Persistence;

/// <summary>One write of <see cref="LearningStore"/>: the database, and what the ledger will say of it. Nothing else adds to the ledger.</summary>
public sealed class StoreWrite
{
    private readonly TimeProvider _clock;
    private readonly List<(Actor Actor, Fact Fact)> _facts = [];
    private readonly List<(int Index, Action<long> Tell)> _numbered = [];
    private readonly List<LedgerText> _texts = [];
    private readonly List<(NewsTopic Topic, string Content)> _news = [];
    private readonly List<Action> _afterCommit = [];

    internal StoreWrite(LearningDbContext db, TimeProvider clock) => (Db, _clock) = (db, clock);

    public LearningDbContext Db { get; }

    /// <summary>What was recorded so far.</summary>
    internal IReadOnlyList<(Actor Actor, Fact Fact)> Facts => _facts;

    /// <summary>Who did what a fact of this write tells.</summary>
    internal Actor ActorOf(Fact fact) => _facts.First(recorded => ReferenceEquals(recorded.Fact, fact)).Actor;

    /// <summary>Says what this write does. It stands in the ledger if and only if the write is committed.</summary>
    public void Record(Actor actor, Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        _facts.Add((actor, fact));
    }

    /// <summary>As <see cref="Record(Actor, Fact)"/>, for a row that carries the number of its fact.</summary>
    /// <param name="numbered">Told the number just before the commit; what it changes in rows is stored.</param>
    public void Record(Actor actor, Fact fact, Action<long> numbered)
    {
        ArgumentNullException.ThrowIfNull(numbered);
        Record(actor, fact);
        _numbered.Add((_facts.Count - 1, numbered));
    }

    /// <summary>Keeps a text for a fact, which holds its hash.</summary>
    /// <param name="personId">Whom it is about, so that it can be found when it is to be erased; null where it is about nobody.</param>
    public TextRef Text(Guid? personId, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = LedgerText.Create(personId, StorableText.Of(text));
        _texts.Add(kept);
        return kept.Ref;
    }

    /// <summary>As <see cref="Text"/>; nothing is kept of nothing.</summary>
    public TextRef? TextOrNone(Guid? personId, string? text) => string.IsNullOrEmpty(text) ? null : Text(personId, text);

    /// <summary>Tells the other nodes something when this write is committed, and nothing where it is not. This process is not told.</summary>
    /// <param name="content">At most some hundred characters; never a secret, because whoever may connect to the database can listen.</param>
    public void TellOthers(NewsTopic topic, string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        _news.Add((topic, content));
    }

    /// <summary>Does something when this write is committed, and nothing where it is not: for what this process keeps in memory. It must not fail.</summary>
    public void AfterCommit(Action act)
    {
        ArgumentNullException.ThrowIfNull(act);
        _afterCommit.Add(act);
    }

    internal void Committed() => _afterCommit.ForEach(act => act());

    /// <summary>
    /// Stores everything: the rows first, then what later slices do about it, then the entries, which get their numbers only now
    /// that the commit follows at once.
    /// </summary>
    /// <param name="news">Null where no server ever runs over this database, as in a copy.</param>
    internal async Task SaveAsync(FactHandlers handlers, NodeNews? news, CancellationToken ct)
    {
        await Db.SaveChangesAsync(ct);
        await handlers.RunAsync(this, ct);
        foreach (var (topic, content) in news is null ? [] : _news)
        {
            await Db.NotifyAsync(news!.Write(topic, content), ct);
        }

        if (_facts.Count > 0)
        {
            await SaveFactsAsync(ct);
        }
    }

    private async Task SaveFactsAsync(CancellationToken ct)
    {
        await Db.LockNumbersAsync(NumberSeries.Ledger, ct);
        var last = await Db.LedgerRows.MaxAsync(row => (long?)row.Number, ct) ?? 0;

        // Whole microseconds, the finest that every database keeps: the column must say what the line says, whatever clock was given.
        var now = _clock.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        foreach (var (index, tell) in _numbered)
        {
            tell(last + index + 1);
        }

        Db.LedgerTexts.AddRange(_texts);
        Db.LedgerRows.AddRange(_facts.Select((fact, index) => LedgerRow.Of(new LedgerLine(last + index + 1, now, fact.Actor, fact.Fact))));
        await Db.SaveLedgerAsync(ct);
    }
}
