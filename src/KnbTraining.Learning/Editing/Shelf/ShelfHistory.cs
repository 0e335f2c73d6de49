using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing.Shelf;

/// <summary>What editions did to a document.</summary>
/// <param name="Edition">The one that changed it last, or took it out.</param>
/// <param name="By">Who published that edition.</param>
/// <param name="Authors">Who wrote it in the change that became that edition, the last one first; empty where no change did.</param>
/// <param name="IsGone">True where that edition took it out.</param>
/// <param name="Hash">Of its last text.</param>
internal sealed record PublishedPast(int Edition, DateTimeOffset At, string By, IReadOnlyList<Guid> Authors, bool IsGone, string Hash);

/// <summary>The past of all documents up to an edition.</summary>
/// <param name="Documents">By path. Those that are gone are among them.</param>
/// <param name="Stale">By document, a lesson as one: what was left behind in it.</param>
internal sealed record ShelfPast(IReadOnlyDictionary<string, PublishedPast> Documents, IReadOnlyDictionary<string, LeftBehind> Stale);

/// <summary>
/// The past of every document, read once and carried on from edition to edition: what an edition was never changes. A text that one edition changed in one
/// language stays stale in the others until they have changed as well, unless somebody looked at them and found that they still hold.
/// </summary>
public sealed class ShelfHistory(LearningStore store) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ShelfPast _past = new(new Dictionary<string, PublishedPast>(StringComparer.Ordinal), new Dictionary<string, LeftBehind>(StringComparer.Ordinal));
    private int _upTo;

    public void Dispose() => _gate.Dispose();

    /// <param name="number">The edition up to which it is wanted.</param>
    internal async Task<ShelfPast> ReadAsync(int number, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_upTo < number)
            {
                _past = await store.ReadAsync(db => CarryOnAsync(db, number, ct), ct);
                _upTo = number;
            }

            return _past;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<ShelfPast> CarryOnAsync(LearningDbContext db, int number, CancellationToken ct)
    {
        var after = _upTo;
        var editions = await db.Editions.Where(edition => edition.Number > after && edition.Number <= number).OrderBy(edition => edition.Number).ToListAsync(ct);
        var written = await db.EditionDocuments
            .Where(document => document.EditionNumber > after && document.EditionNumber <= number && !db.EditionDocuments.Any(before =>
                before.EditionNumber == document.EditionNumber - 1 && before.Path == document.Path && before.BlobHash == document.BlobHash))
            .Select(document => new { document.EditionNumber, document.Path, document.BlobHash })
            .ToListAsync(ct);
        var removed = await db.EditionDocuments
            .Where(document => document.EditionNumber >= after && document.EditionNumber < number
                && !db.EditionDocuments.Any(next => next.EditionNumber == document.EditionNumber + 1 && next.Path == document.Path))
            .Select(document => new { Number = document.EditionNumber + 1, document.Path })
            .ToListAsync(ct);
        var (writtenBy, removedBy) = (written.ToLookup(one => one.EditionNumber), removed.ToLookup(one => one.Number, one => one.Path));
        var authors = (await (
            from author in db.ChangeAuthors
            join change in db.ContentChanges on author.ChangeId equals change.Id
            where change.Edition > after && change.Edition <= number
            orderby author.Since descending, author.PersonId
            select new { change.Edition, author.Path, author.PersonId }).ToListAsync(ct)).ToLookup(one => (one.Edition, one.Path), one => one.PersonId);
        var documents = _past.Documents.ToDictionary(StringComparer.Ordinal);
        var stale = _past.Stale.ToDictionary(StringComparer.Ordinal);
        foreach (var edition in editions)
        {
            var known = writtenBy[edition.Number].Where(one => documents.ContainsKey(one.Path)).ToDictionary(one => one.Path, one => one.BlobHash, StringComparer.Ordinal);
            if (known.Count > 0)
            {
                // A lesson whole: which part stands beside a changed one, its other languages say.
                var keys = known.Keys.Select(Shelves.KeyOf).ToHashSet(StringComparer.Ordinal);
                var touched = documents.Where(one => !one.Value.IsGone && keys.Contains(Shelves.KeyOf(one.Key))).ToDictionary(one => one.Key, one => one.Value.Hash, StringComparer.Ordinal);
                string[] hashes = [.. touched.Values.Concat(known.Values).Distinct(StringComparer.Ordinal)];
                var texts = await db.DocumentBlobs.Where(blob => hashes.Contains(blob.Hash)).ToDictionaryAsync(blob => blob.Hash, blob => blob.Text, StringComparer.Ordinal, ct);
                var before = new DocumentSet(touched.Select(one => KeyValuePair.Create(one.Key, texts[one.Value])));
                var afterwards = before.With(known.Where(one => touched.ContainsKey(one.Key)).Select(one => KeyValuePair.Create(one.Key, texts[one.Value])));
                var looked = await StaleLooks.MarksAsync(db, change => change.Edition == edition.Number, ct);
                foreach (var changed in ChangedText.Of(before, afterwards, looked).GroupBy(text => text.Path, StringComparer.Ordinal))
                {
                    stale[changed.Key] = stale.GetValueOrDefault(changed.Key, LeftBehind.Nothing).After(changed);
                }
            }

            foreach (var one in writtenBy[edition.Number])
            {
                documents[one.Path] = new PublishedPast(edition.Number, edition.PublishedAt, edition.PublishedBy, [.. authors[(edition.Number, one.Path)]], false, one.BlobHash);
            }

            foreach (var path in removedBy[edition.Number].Where(documents.ContainsKey))
            {
                documents[path] = documents[path] with
                {
                    Edition = edition.Number, At = edition.PublishedAt, By = edition.PublishedBy, Authors = [.. authors[(edition.Number, path)]], IsGone = true,
                };
            }
        }

        return new ShelfPast(documents, stale);
    }
}
