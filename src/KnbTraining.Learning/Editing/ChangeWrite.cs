using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>A change inside a write, locked until its end: nobody else writes anything of it, in whatever process.</summary>
internal sealed class ChangeWrite
{
    private readonly StoreWrite _write;
    private int _lastStep;

    private ChangeWrite(StoreWrite write, ContentChange change, List<ChangeDocument> documents, List<ChangeAuthor> authors, int lastStep)
    {
        (_write, Change, Documents, Authors) = (write, change, documents, authors);
        _lastStep = lastStep;
    }

    public ContentChange Change { get; }

    /// <summary>By path.</summary>
    public List<ChangeDocument> Documents { get; }

    /// <summary>In the order in which they began.</summary>
    public List<ChangeAuthor> Authors { get; }

    public string Hash => ContentHash.Of(Documents);

    /// <summary>Null where there is no such change.</summary>
    public static async Task<ChangeWrite?> ReadAsync(StoreWrite write, int number, CancellationToken ct)
    {
        var db = write.Db;
        if (await db.ContentChanges.Where(one => one.Number == number).Select(one => (Guid?)one.Id).FirstOrDefaultAsync(ct) is not { } id)
        {
            return null;
        }

        await db.LockNumbersAsync(NumberSeries.Changes, id, ct);
        var change = await db.ContentChanges.FirstAsync(one => one.Id == id, ct);
        var documents = await db.ChangeDocuments.Where(one => one.ChangeId == id).ToListAsync(ct);
        var authors = await db.ChangeAuthors.Where(one => one.ChangeId == id).OrderBy(one => one.Since).ToListAsync(ct);
        var last = await db.ChangeSteps.Where(one => one.ChangeId == id).MaxAsync(one => (int?)one.Number, ct) ?? 0;
        documents.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return new ChangeWrite(write, change, documents, authors, last);
    }

    public static async Task<ChangeWrite> OpenAsync(StoreWrite write, Viewer viewer, string title, string reason, DateTimeOffset now, CancellationToken ct)
    {
        await write.Db.LockNumbersAsync(NumberSeries.Changes, ct);
        var number = (await write.Db.ContentChanges.MaxAsync(one => (int?)one.Number, ct) ?? 0) + 1;
        var change = ContentChange.Open(number, title, reason, viewer.PersonId, now);
        write.Db.ContentChanges.Add(change);
        write.Record(viewer.Actor, new ChangeOpened(number, write.Text(null, title)));
        var opened = new ChangeWrite(write, change, [], [], 0);
        opened.Step(ChangeStepKind.Opened, viewer.PersonId, now);
        return opened;
    }

    /// <summary>Does something with a change in one write, or refuses it; where there is no such change, that is the refusal.</summary>
    public static Task<Result<Done>> ActAsync(LearningStore store, int number, Func<StoreWrite, ChangeWrite, Task<Refusal?>> act, CancellationToken ct) =>
        store.WriteAsync<Done>(
            async write => await ReadAsync(write, number, ct) is not { } change ? Refusal.NotFound
                : await act(write, change) is { } refusal ? refusal
                : default(Done),
            ct);

    public ChangeStep Step(ChangeStepKind kind, Guid? personId, DateTimeOffset now, string text = "", DateOnly? day = null)
    {
        var step = ChangeStep.Create(Change.Id, ++_lastStep, kind, personId, Change.Revision, now, text, day);
        _write.Db.ChangeSteps.Add(step);
        return step;
    }

    /// <summary>Keeps that somebody chose to publish stale texts; nothing where there are none.</summary>
    public void TakeStale(Actor actor, int texts, DateTimeOffset now)
    {
        if (texts > 0)
        {
            Step(ChangeStepKind.StaleTaken, actor.PersonId, now, texts.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _write.Record(actor, new ChangeStaleTaken(Change.Number, Change.Revision, texts));
        }
    }

    /// <summary>Keeps what the change holds now as a revision, unless the newest one holds the same.</summary>
    public async Task ReviseAsync(RevisionOccasion occasion, int baseEdition, DateTimeOffset now, CancellationToken ct)
    {
        if (Documents.Count == 0)
        {
            return;
        }

        var db = _write.Db;
        var hash = Hash;
        if (Change.Revision > 0
            && await db.ChangeRevisions.AnyAsync(one => one.ChangeId == Change.Id && one.Number == Change.Revision && one.Hash == hash, ct))
        {
            return;
        }

        var madeBy = Documents.MaxBy(document => document.Version)!.SavedById;
        var number = Change.NextRevision();
        db.ChangeRevisions.Add(ChangeRevision.Create(Change.Id, number, hash, baseEdition, occasion, madeBy, now));
        var hashes = Documents.Select(document => document.Hash).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();

        // Two changes may bring the same new text at once, on two nodes.
        await db.LockNumbersAsync(NumberSeries.Editions, ct);
        var known = (await db.DocumentBlobs.Where(blob => hashes.Contains(blob.Hash)).Select(blob => blob.Hash).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        foreach (var document in Documents)
        {
            if (document.Hash is { } blob && known.Add(blob))
            {
                db.DocumentBlobs.Add(DocumentBlob.Create(document.Text));
            }

            db.RevisionDocuments.Add(new RevisionDocument(Change.Id, number, document.Path, document.Hash));
        }

        _write.Record(Actor.Of(madeBy), new ChangeRevised(Change.Number, number, Digest.Parse(hash), occasion));
    }

    /// <summary>Paths of documents that are not as published any more when the change was begun, and that nobody has worked in yet.</summary>
    /// <param name="newest">Hashes of the texts of the newest edition, by path.</param>
    public IEnumerable<string> Moved(IReadOnlyDictionary<string, string> newest) => Moved(Documents, newest);

    public static IEnumerable<string> Moved(IEnumerable<ChangeDocument> documents, IReadOnlyDictionary<string, string> newest) =>
        documents.Where(document => newest.GetValueOrDefault(document.Path) != document.BaseHash).Select(document => document.Path);

    public static Task<Dictionary<string, string>> HashesAsync(LearningDbContext db, int edition, CancellationToken ct) =>
        db.EditionDocuments.Where(document => document.EditionNumber == edition).ToDictionaryAsync(document => document.Path, document => document.BlobHash, ct);
}
