using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Exchange.Bundles;

/// <summary>A signed edition of another installation becomes one change, which is reviewed and published as any other.</summary>
public sealed class BundleImport(
    LearningStore store, EditionStore editions, TrustedPublishers publishers, DraftCheck check, RefusedActs refused, LocalCalendar calendar)
{
    private static readonly Dictionary<string, BundleChoice> Undecided = [];

    /// <summary>Verifies a file, holds it against what is here and says what taking it over would do. Stores nothing.</summary>
    /// <param name="name">The name of the file, for findings.</param>
    public async Task<Result<BundleFile>> ReadAsync(Viewer viewer, string name, byte[] bytes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(bytes);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var trusted = (await publishers.ReadAsync(ct)).ToDictionary(one => one.Key.Fingerprint, StringComparer.Ordinal);

        // Off the thread of the page: other pages of the circuit go on.
        var read = await Task.Run(() => BundleArchive.Read(name, bytes, trusted.ContainsKey, DocumentPath.IsGood), ct);
        if (read.Bundle is not { } bundle)
        {
            return new BundleFile(name, Digest.Of(bytes), null, null, read.Findings);
        }

        var current = await editions.NewestAsync(ct);
        var file = new BundleFile(name, Digest.Of(bytes), bundle, trusted[read.Key!.Fingerprint], [])
        {
            Base = current,
            Documents = await CompareAsync(bundle, current.Edition, viewer.Language, ct),
            SameAs = await store.ReadAsync(
                db => db.Editions.Where(edition => edition.Hash == bundle.Documents.Hash).OrderByDescending(edition => edition.Number).Select(edition => (int?)edition.Number).FirstOrDefaultAsync(ct),
                ct),
        };
        return file.HasNews ? await WeighAsync(file, current.Edition, ct) : file;
    }

    /// <summary>Makes one change of everything that is new, changed or taken out.</summary>
    /// <param name="choices">What was decided about documents that both sides changed, by path; see <see cref="BundleFile.Edits"/>.</param>
    /// <param name="title">What the change is called.</param>
    /// <param name="reason">Why it is made; may be empty, and has to be said before a review.</param>
    /// <returns>
    /// The number of the change. Refused with <see cref="Refusal.Invalid"/>: <c>Title</c>, <c>Reason</c>, <c>File</c> where the file is wrong (<c>wrong</c>), there is
    /// nothing to take (<c>nothing</c>), or there would be too many documents (<c>too-many</c>); with <see cref="TakenAlready"/>; and with
    /// <see cref="Refusal.NotAllowed"/> where the key is trusted no more.
    /// </returns>
    public async Task<Result<int>> TakeAsync(
        Viewer viewer, BundleFile file, IReadOnlyDictionary<string, BundleChoice> choices, string title, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(file);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var edits = file.Edits(choices);
        if (Fault(file, edits, title, reason) is { Any: true } findings)
        {
            return new Refusal.Invalid(findings);
        }

        // Asked again: the key may have been given up while somebody decided.
        if ((await publishers.ReadAsync(ct)).All(one => one.Key != file.Publisher!.Key))
        {
            return Refusal.NotAllowed;
        }

        var faults = (await check.CompileAsync(file.Base!.Edition, edits, ct)).Findings.ToLookup(finding => finding.Path, StringComparer.Ordinal);
        var byPath = file.Documents.ToDictionary(document => document.Path, StringComparer.Ordinal);
        return await store.WriteAsync<int>(
            async write =>
            {
                // Two at once make two changes one after the other, so that the second finds the first.
                await write.Db.LockNumbersAsync(NumberSeries.Changes, ct);
                if (await FindSameAsync(write.Db, edits, ct) is { } same)
                {
                    return new TakenAlready(same);
                }

                var now = calendar.Now;
                var change = await ChangeWrite.OpenAsync(write, viewer, title.Trim(), reason.Trim(), now, ct);
                foreach (var edit in edits)
                {
                    var difference = byPath[edit.Path].Difference;
                    var merges = difference.Fate == BundleFate.BothChanged && (BundleFile.Chosen(choices, edit.Path) ?? difference.Choices[0]) == BundleChoice.Merge;

                    // A text that begins from what both once had shows what was published here since, and waits until somebody has looked at it.
                    var document = ChangeDocument.Create(change.Change.Id, edit.Path, merges ? difference.Base : difference.Here);
                    document.Save(edit.Text, change.Change.NextDocumentVersion(now), viewer.PersonId, faults[edit.Path].Count(), now);
                    write.Db.ChangeDocuments.Add(document);
                    write.Db.ChangeAuthors.Add(ChangeAuthor.Create(change.Change.Id, edit.Path, viewer.PersonId, now));
                    write.Record(viewer.Actor, new ChangeDocumentBegun(change.Change.Number, Slug.Of(edit.Path), edit.Text is null));
                }

                write.Record(viewer.Actor, new EditionImported(
                    change.Change.Number,
                    file.Bundle!.Edition,
                    Digest.Parse(file.Bundle.Documents.Hash),
                    Digest.Parse(file.Publisher!.Key.Fingerprint),
                    edits.Count,
                    file.Bytes));
                return change.Change.Number;
            },
            ct);
    }

    private static FormFindings Fault(BundleFile file, IReadOnlyList<DocumentEdit> edits, string title, string reason)
    {
        var findings = new FormFindings();
        findings.Add("Title", TypedText.LineFault(title, ChangeService.LongestTitle));
        findings.Add("Reason", TypedText.OptionalLinesFault(reason, TypedText.LongestNote));
        findings.Add("File", file.Bundle is null ? "wrong"
            : edits.Count == 0 ? "nothing"
            : file.Base!.Edition.Documents.Paths.Count + file.Count(BundleFate.Added) + file.Count(BundleFate.RetiredHere) > ContentLimits.MostDocuments ? "too-many"
            : null);
        return findings;
    }

    private async Task<IReadOnlyList<BundledDocument>> CompareAsync(EditionBundle bundle, Edition current, string language, CancellationToken ct)
    {
        var (here, there) = (HashesOf(current.Documents.All), HashesOf(bundle.Documents.All));
        string[] paths = [.. here.Keys.Union(there.Keys, StringComparer.Ordinal).Where(path => here.GetValueOrDefault(path) != there.GetValueOrDefault(path))];
        var before = await store.ReadAsync(
            db => db.EditionDocuments
                .Where(document => paths.Contains(document.Path))
                .OrderByDescending(document => document.EditionNumber)
                .Select(document => new { document.Path, document.BlobHash })
                .ToListAsync(ct),
            ct);
        return
        [
            .. BundleComparison.Of(here, there, before.ToLookup(one => one.Path, one => one.BlobHash, StringComparer.Ordinal), bundle.Earlier)
                .Select(difference => new BundledDocument(
                    difference, EditionContents.TitleOf(current, difference.Path, language), bundle.Documents.Find(difference.Path))),
        ];
    }

    private static Dictionary<string, string> HashesOf(IEnumerable<KeyValuePair<string, string>> documents) =>
        documents.ToDictionary(document => document.Key, document => DocumentBlob.HashOf(document.Value), StringComparer.Ordinal);

    private async Task<BundleFile> WeighAsync(BundleFile file, Edition current, CancellationToken ct)
    {
        var edits = file.Edits(Undecided);
        var compilation = await check.CompileAsync(current, edits, ct);
        return file with
        {
            Faults = compilation.Findings,
            Impact = compilation.Edition is { } after && after.Hash != current.Hash ? await Task.Run(() => Impact.Of(current, after, calendar.Today), ct) : null,
            InChange = await store.ReadAsync(db => FindSameAsync(db, edits, ct), ct),
        };
    }

    // An open change that holds the same texts of the same documents, whoever made it.
    private static async Task<int?> FindSameAsync(LearningDbContext db, IReadOnlyList<DocumentEdit> edits, CancellationToken ct)
    {
        var wanted = ContentHash.Of(edits.Select(edit => KeyValuePair.Create(edit.Path, edit.Text is { } text ? DocumentBlob.HashOf(text) : null)));
        var open = await db.ContentChanges
            .Where(change => change.State != ChangeState.Published && change.State != ChangeState.Withdrawn
                && db.ChangeDocuments.Count(document => document.ChangeId == change.Id) == edits.Count)
            .OrderBy(change => change.Number)
            .Select(change => new { change.Id, change.Number })
            .ToListAsync(ct);
        foreach (var change in open)
        {
            if (ContentHash.Of(await db.ChangeDocuments.AsNoTracking().Where(document => document.ChangeId == change.Id).ToListAsync(ct)) == wanted)
            {
                return change.Number;
            }
        }

        return null;
    }
}
