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

    /// <summary>All documents of the current edition and those that exist only as drafts, by path.</summary>
    public async Task<IReadOnlyList<DocumentRow>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!MayRead(viewer))
        {
            return [];
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var drafts = await store.ReadAsync(
            db => db.Drafts
                .Where(draft => draft.Text != "")
                .Select(draft => new { draft.Path, draft.AuthorName, draft.SavedAt, draft.FindingCount })
                .ToDictionaryAsync(draft => draft.Path, ct),
            ct);
        return [.. edition.Documents.Paths
            .Union(drafts.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(path =>
            {
                var draft = drafts.GetValueOrDefault(path);
                return new DocumentRow(
                    path,
                    DocumentPath.KindOf(path),
                    EditionContents.TitleOf(edition, path, viewer.Language),
                    draft is not null,
                    draft?.AuthorName,
                    draft?.SavedAt,
                    draft?.FindingCount ?? 0);
            })];
    }

    public async Task<Result<DocumentView>> FindAsync(Viewer viewer, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        if (!MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var current = await editions.CurrentAsync(ct);
        var published = current.Edition.Documents.Find(path);
        var stored = await store.ReadAsync(db => db.Drafts.FirstOrDefaultAsync(draft => draft.Path == path, ct), ct);
        var draft = stored is { IsOpen: true } ? stored : null;
        if (published is null && draft is null)
        {
            return Refusal.NotFound;
        }

        return new DocumentView(
            path,
            published,
            draft?.Text,
            stored?.Version ?? 0,
            current.Number,
            DocumentPath.KindOf(path),
            EditionContents.TitleOf(current.Edition, path, viewer.Language),
            draft?.AuthorName,
            draft?.SavedAt);
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
    /// The current edition with every open draft put in, for looking at its rules. Checks that apply only to
    /// publishing are skipped, so that an editor can look at a rule that has no lesson yet.
    /// </summary>
    public async Task<Result<WorkingDraft>> WorkingDraftAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var current = (await editions.CurrentAsync(ct)).Edition;
        var drafts = await store.ReadAsync(
            db => db.Drafts.Where(draft => draft.Text != "").Select(draft => new KeyValuePair<string, string>(draft.Path, draft.Text)).ToListAsync(ct), ct);
        var compilation = drafts.Count == 0
            ? new Compilation(current, [])
            : await Task.Run(() => EditionCompiler.Sketch(current.Documents.With(drafts)), ct);
        return new WorkingDraft(drafts.Count, compilation.Edition, compilation.Findings);
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
