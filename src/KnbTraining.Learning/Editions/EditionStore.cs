using System.Collections.Concurrent;
using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editions;

/// <summary>An edition as published.</summary>
public sealed record NumberedEdition(int Number, Edition Edition, DateTimeOffset PublishedAt, string PublishedBy);

/// <summary>
/// The published editions, compiled once and kept while they are in use. Which of them is the current one is kept in memory; another
/// node that publishes tells it in the transaction that does.
/// </summary>
public sealed class EditionStore
{
    /// <summary>Compiled editions kept in memory, besides the current one.</summary>
    public const int Kept = 8;

    private readonly ConcurrentDictionary<int, Lazy<Task<NumberedEdition>>> _compiled = new();
    private readonly ConcurrentDictionary<int, long> _lastUse = new();
    private readonly LearningStore _store;
    private readonly TimeProvider _clock;
    private long _uses;
    private int _current;

    public EditionStore(LearningStore store, TimeProvider clock, NodeNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        (_store, _clock) = (store, clock);
        news.Listen(NewsTopic.Editions, (number, _) => Raise(number), ReadNewestAsync);
        news.Listen(NewsTopic.Deltas, (_, _) => ForgetDeltasAsync(), _ => ForgetDeltasAsync());
    }

    /// <exception cref="LearningStartupException">No edition was published yet.</exception>
    public async Task<NumberedEdition> CurrentAsync(CancellationToken ct)
    {
        var number = Volatile.Read(ref _current);
        if (number == 0)
        {
            await ReadNewestAsync(ct);
            number = Volatile.Read(ref _current);
        }

        return number > 0
            ? await FindAsync(number, ct)
            : throw new LearningStartupException("There is no edition yet. Start the application with a content folder.");
    }

    /// <summary>
    /// The newest edition as the database has it now, for whoever builds upon it: a message of another node may still be on its way.
    /// Where the database cannot be read, it is what this process knows; a write on top of it will be refused anyway.
    /// </summary>
    /// <exception cref="LearningStartupException">No edition was published yet.</exception>
    public async Task<NumberedEdition> NewestAsync(CancellationToken ct)
    {
        try
        {
            await ReadNewestAsync(ct);
        }
        catch (Exception failure) when (StorageFailure.Is(failure) && Volatile.Read(ref _current) > 0)
        {
            StorageFailure.Forget(failure);
        }

        return await CurrentAsync(ct);
    }

    /// <exception cref="KeyNotFoundException">No such edition was published.</exception>
    public async Task<NumberedEdition> FindAsync(int number, CancellationToken ct)
    {
        _lastUse[number] = Interlocked.Increment(ref _uses);
        var compiled = _compiled.GetOrAdd(number, key => new Lazy<Task<NumberedEdition>>(() => LoadAsync(key)));
        try
        {
            return await compiled.Value.WaitAsync(ct);
        }
        catch (Exception) when (compiled.Value.IsFaulted)
        {
            // A failure is not worth keeping: the next caller tries again.
            _compiled.TryRemove(new(number, compiled));
            throw;
        }
        finally
        {
            Trim();
        }
    }

    /// <summary>
    /// Stores an edition in the transaction of the caller, sharing every unchanged text. Call <see cref="Activate"/> once
    /// that transaction is committed; other nodes hear of it by themselves.
    /// </summary>
    public async Task<NumberedEdition> AddAsync(
        StoreWrite write, Edition edition, EditionOrigin origin, string publishedBy, Guid? publishedById, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        var db = write.Db;
        ArgumentNullException.ThrowIfNull(edition);
        await db.LockNumbersAsync(NumberSeries.Editions, ct);
        var number = (await db.Editions.MaxAsync(row => (int?)row.Number, ct) ?? 0) + 1;
        var now = _clock.GetUtcNow();
        var known = (await db.DocumentBlobs.Select(blob => blob.Hash).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        db.Editions.Add(EditionRow.Create(number, edition.Hash, origin, now, publishedBy, publishedById));
        foreach (var (path, text) in edition.Documents.All)
        {
            var blob = DocumentBlob.Create(text);
            if (known.Add(blob.Hash))
            {
                db.DocumentBlobs.Add(blob);
            }

            db.EditionDocuments.Add(new EditionDocument(number, path, blob.Hash));
        }

        await db.SaveChangesAsync(ct);
        write.TellOthers(NewsTopic.Editions, number.ToString(CultureInfo.InvariantCulture));
        return new NumberedEdition(number, edition, now, publishedBy);
    }

    /// <summary>Makes a stored edition the current one, unless a newer one is known already.</summary>
    public void Activate(NumberedEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        _compiled[edition.Number] = new Lazy<Task<NumberedEdition>>(() => WithDeltasAsync(edition));
        _lastUse[edition.Number] = Interlocked.Increment(ref _uses);
        Raise(edition.Number);
        Trim();
    }

    /// <summary>Opens a course about changed rules in the transaction of the caller; every node knows it once that is committed.</summary>
    internal void Open(StoreWrite write, DeltaCourse course)
    {
        write.Db.DeltaCourses.Add(course);
        TellOf(write, course);
    }

    /// <summary>A course about changed rules is another one from the transaction of the caller on; every node reads it again once that is committed.</summary>
    internal void TellOf(StoreWrite write, DeltaCourse course)
    {
        write.TellOthers(NewsTopic.Deltas, course.CourseId);
        write.AfterCommit(ForgetDeltas);
    }

    // What is compiled stays; what people are told of changes is read again by the next who asks.
    private void ForgetDeltas()
    {
        foreach (var (number, compiled) in _compiled)
        {
            _compiled.TryUpdate(number, new Lazy<Task<NumberedEdition>>(async () => await WithDeltasAsync(await compiled.Value)), compiled);
        }
    }

    private Task ForgetDeltasAsync()
    {
        ForgetDeltas();
        return Task.CompletedTask;
    }

    private Task<NumberedEdition> WithDeltasAsync(NumberedEdition edition) => _store.ReadAsync(db => WithDeltasAsync(db, edition), CancellationToken.None);

    private static async Task<NumberedEdition> WithDeltasAsync(LearningDbContext db, NumberedEdition edition)
    {
        var courses = await db.DeltaCourses.Include(course => course.Rules)
            .Where(course => course.EditionNumber <= edition.Number)
            .OrderBy(course => course.EditionNumber).ThenBy(course => course.Ordinal)
            .ToListAsync();
        return courses.Count == 0 && edition.Edition.Deltas.Count == 0
            ? edition
            : edition with { Edition = edition.Edition.With(courses.ConvertAll(course => course.Read())) };
    }

    private Task Raise(string number)
    {
        Raise(int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    // Two nodes may publish one after the other, and the later one may be heard of before the earlier one is done here.
    private void Raise(int number)
    {
        int known;
        do
        {
            known = Volatile.Read(ref _current);
        }
        while (known < number && Interlocked.CompareExchange(ref _current, number, known) != known);
    }

    private async Task ReadNewestAsync(CancellationToken ct) =>
        Raise(await _store.ReadAsync(db => db.Editions.MaxAsync(edition => (int?)edition.Number, ct), ct) ?? 0);

    // Loaded once for all who wait, so no single caller's cancellation may stop it.
    private Task<NumberedEdition> LoadAsync(int number) => _store.ReadAsync(
        async db =>
        {
            var row = await db.Editions.FirstOrDefaultAsync(edition => edition.Number == number)
                ?? throw new KeyNotFoundException($"There is no edition {number}.");
            var texts = await db.EditionDocuments
                .Where(document => document.EditionNumber == number)
                .Select(document => new KeyValuePair<string, string>(document.Path, document.Blob.Text))
                .ToListAsync();
            var documents = new DocumentSet(texts);
            if (documents.Hash != row.Hash)
            {
                throw new InvalidDataException($"The documents of edition {number} are not the ones that were published.");
            }

            var compilation = EditionCompiler.Recompile(documents);
            return compilation.Edition is { } edition
                ? await WithDeltasAsync(db, new NumberedEdition(number, edition, row.PublishedAt, row.PublishedBy))
                : throw new InvalidDataException($"Edition {number} does not compile any more: {string.Join(" ", compilation.Findings.Take(3))}");
        },
        CancellationToken.None);

    private void Trim()
    {
        while (_compiled.Count > Kept + 1)
        {
            var current = Volatile.Read(ref _current);
            var oldest = _compiled.Keys.Where(number => number != current).MinBy(number => _lastUse.GetValueOrDefault(number));
            if (oldest == 0 || !_compiled.TryRemove(oldest, out _))
            {
                return;
            }
        }
    }
}
