using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>What editors, reviewers and administrators see; everybody else gets nothing.</summary>
public sealed class EditingQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    internal static bool MayRead(Viewer viewer) => viewer.IsAny(Role.Editor, Role.Reviewer, Role.Administrator);

    /// <summary>All documents of the current edition and those that exist only in open changes, by path.</summary>
    public async Task<IReadOnlyList<DocumentRow>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!MayRead(viewer))
        {
            return [];
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var inChanges = await store.ReadAsync(db => InChangesAsync(db, null, ct), ct);
        return [.. edition.Documents.Paths
            .Union(inChanges.Select(one => one.Key), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(path => new DocumentRow(path, DocumentPath.KindOf(path), EditionContents.TitleOf(edition, path, viewer.Language), [.. inChanges[path]]))];
    }

    /// <param name="change">The number of the change in which it is looked at; null for the published text.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.NotFound"/> where there is no such change, or where neither it nor the current edition has the document.
    /// </returns>
    public async Task<Result<DocumentView>> FindAsync(Viewer viewer, string path, int? change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        if (!MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var current = await editions.CurrentAsync(ct);
        var published = current.Edition.Documents.Find(path);
        return await store.ReadAsync<Result<DocumentView>>(
            async db =>
            {
                var row = change is { } number ? await ChangeQueries.Rows(db, viewer, one => one.Number == number).FirstOrDefaultAsync(ct) : null;
                if (change is not null && row is null)
                {
                    return Refusal.NotFound;
                }

                var document = row is null
                    ? null
                    : await db.ChangeDocuments.FirstOrDefaultAsync(one => one.Path == path && db.ContentChanges.Any(of => of.Id == one.ChangeId && of.Number == row.Number), ct);
                if (published is null && document is null)
                {
                    return Refusal.NotFound;
                }

                var moved = document is not null && row!.IsOpen && document.BaseHash != (published is null ? null : DocumentBlob.HashOf(published));
                return new DocumentView(
                    path,
                    published,
                    document is { IsRetired: false } ? document.Text : null,
                    document?.Version ?? 0,
                    current.Number,
                    DocumentPath.KindOf(path),
                    EditionContents.TitleOf(current.Edition, path, viewer.Language),
                    document is null ? null : await db.People.Where(person => person.Id == document.SavedById).Select(person => person.Name).FirstOrDefaultAsync(ct),
                    document?.SavedAt)
                {
                    Change = row,
                    IsRetired = document?.IsRetired ?? false,
                    IsMoved = moved,
                    BaseText = moved ? await db.DocumentBlobs.Where(blob => blob.Hash == document!.BaseHash).Select(blob => blob.Text).FirstOrDefaultAsync(ct) : null,
                    Changes = [.. (await InChangesAsync(db, path, ct))[path]],
                };
            },
            ct);
    }

    /// <summary>The editions in which a document changed, newest first: who, when and why.</summary>
    public async Task<IReadOnlyList<DocumentEditionView>> HistoryOfAsync(Viewer viewer, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        return MayRead(viewer) || viewer.Is(Role.Auditor) ? await store.ReadAsync(db => ReadHistoryOfAsync(db, path, ct), ct) : [];
    }

    /// <summary>Where a rule is used: lessons, courses, questions, other rules and item families. Likewise for a question or a lesson.</summary>
    public async Task<Result<DocumentUsage>> UsageAsync(Viewer viewer, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        if (!MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        return edition.Documents.Find(path) is null
            ? Refusal.NotFound
            : EditionContents.UsageOf(edition, path, calendar.Today, viewer.Language);
    }

    /// <summary>
    /// The current edition with a change put in, for looking at its rules. Checks that apply only to publishing are skipped, so that an editor
    /// can look at a rule that has no lesson yet.
    /// </summary>
    public async Task<Result<WorkingDraft>> WorkingDraftAsync(Viewer viewer, int change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var current = (await editions.CurrentAsync(ct)).Edition;
        var (row, edits) = await store.ReadAsync(
            async db => (
                await ChangeQueries.Rows(db, viewer, one => one.Number == change).FirstOrDefaultAsync(ct),
                await DocumentSaving.ReadEditsAsync(db, change, ct)),
            ct);
        if (row is null)
        {
            return Refusal.NotFound;
        }

        var compilation = edits.Count == 0
            ? new Compilation(current, [])
            : await Task.Run(() => EditionCompiler.Sketch(DraftCheck.Apply(current.Documents, edits)), ct);
        return new WorkingDraft(row, compilation.Edition, compilation.Findings);
    }

    /// <summary>All editions, newest first.</summary>
    public async Task<IReadOnlyList<EditionSummary>> HistoryAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return MayRead(viewer) || viewer.Is(Role.Auditor) ? await store.ReadAsync(db => ReadHistoryAsync(db, ct), ct) : [];
    }

    /// <summary>The text of a document in one edition, for comparing; null where that edition does not have it.</summary>
    public Task<string?> FindTextAsync(Viewer viewer, int editionNumber, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return MayRead(viewer)
            ? store.ReadAsync(
                db => db.EditionDocuments
                    .Where(document => document.EditionNumber == editionNumber && document.Path == path)
                    .Select(document => (string?)document.Blob.Text)
                    .FirstOrDefaultAsync(ct),
                ct)
            : Task.FromResult<string?>(null);
    }

    private static async Task<ILookup<string, DocumentInChange>> InChangesAsync(LearningDbContext db, string? path, CancellationToken ct)
    {
        var found = await (
            from document in db.ChangeDocuments
            join change in db.ContentChanges on document.ChangeId equals change.Id
            join person in db.People on document.SavedById equals person.Id
            where change.State != ChangeState.Published && change.State != ChangeState.Withdrawn && (path == null || document.Path == path)
            orderby change.Number
            select new
            {
                document.Path,
                Row = new DocumentInChange(change.Number, change.Title, change.State, person.Name, document.SavedAt, document.FindingCount) { IsRetired = document.IsRetired },
            }).ToListAsync(ct);
        return found.ToLookup(one => one.Path, one => one.Row, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<DocumentEditionView>> ReadHistoryOfAsync(LearningDbContext db, string path, CancellationToken ct)
    {
        var rows = await db.Editions.OrderBy(edition => edition.Number).ToListAsync(ct);
        var hashes = await db.EditionDocuments.Where(document => document.Path == path).ToDictionaryAsync(document => document.EditionNumber, document => document.BlobHash, ct);
        var changes = await db.ContentChanges.Where(change => change.Edition != null).ToDictionaryAsync(change => change.Edition!.Value, ct);
        var views = new List<DocumentEditionView>();
        string? before = null;
        foreach (var row in rows)
        {
            var hash = hashes.GetValueOrDefault(row.Number);
            if (hash != before)
            {
                var change = changes.GetValueOrDefault(row.Number);
                views.Add(new DocumentEditionView(
                    row.Number, row.PublishedAt, row.PublishedBy, row.Origin, change?.Number, change?.Title ?? "", change?.Reason ?? "", hash is null));
            }

            before = hash;
        }

        views.Reverse();
        return views;
    }

    private static async Task<IReadOnlyList<EditionSummary>> ReadHistoryAsync(LearningDbContext db, CancellationToken ct)
    {
        var rows = await db.Editions.OrderByDescending(edition => edition.Number).ToListAsync(ct);
        var changed = await db.EditionDocuments
            .Where(document => !db.EditionDocuments.Any(before =>
                before.EditionNumber == document.EditionNumber - 1 && before.Path == document.Path && before.BlobHash == document.BlobHash))
            .Select(document => new { Number = document.EditionNumber, document.Path })
            .ToListAsync(ct);
        var removed = await db.EditionDocuments
            .Where(document => db.Editions.Any(edition => edition.Number == document.EditionNumber + 1)
                && !db.EditionDocuments.Any(after => after.EditionNumber == document.EditionNumber + 1 && after.Path == document.Path))
            .Select(document => new { Number = document.EditionNumber + 1, document.Path })
            .ToListAsync(ct);
        var paths = changed.Concat(removed).ToLookup(change => change.Number, change => change.Path);
        return [.. rows.Select(row => new EditionSummary(
            row.Number, row.PublishedAt, row.PublishedBy, row.Origin, [.. paths[row.Number].Order(StringComparer.Ordinal)]))];
    }
}
