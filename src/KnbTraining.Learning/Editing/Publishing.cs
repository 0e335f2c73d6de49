using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Audit;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>Turns drafts into an edition: all of it in one transaction, or none.</summary>
public sealed class Publishing(LearningStore store, EditionStore editions, AuditLog audit, LocalCalendar calendar)
{
    /// <summary>A reviewer; or an administrator who also edits, for an organisation with one editor.</summary>
    public static bool MayPublish(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Reviewer) || (viewer.Is(Role.Editor) && viewer.Is(Role.Administrator));
    }

    internal async Task<Result<PublishOutcome>> RunAsync(Viewer viewer, string[] paths, CancellationToken ct)
    {
        if (!MayPublish(viewer))
        {
            return Refusal.NotAllowed;
        }

        var current = await editions.CurrentAsync(ct);
        var drafts = await store.ReadAsync(db => db.Drafts.Where(draft => paths.Contains(draft.Path) && draft.Text != "").ToListAsync(ct), ct);
        if (paths.Length == 0 || drafts.Count < paths.Length)
        {
            return Refusal.NotFound;
        }

        var compilation = await DraftCheck.CompileAsync(
            current.Edition, drafts.Select(draft => KeyValuePair.Create(draft.Path, draft.Text)), ct);
        if (compilation.Edition is not { } edition)
        {
            return Refused(current, compilation.Findings);
        }

        if (edition.Hash == current.Edition.Hash)
        {
            return new Result<PublishOutcome>(null, Refusal.Invalid, "Text: unchanged");
        }

        var versions = drafts.ToDictionary(draft => draft.Path, draft => draft.Version, StringComparer.Ordinal);
        var stored = await store.WriteAsync<NumberedEdition>(db => StoreAsync(db, viewer, current.Number, edition, versions, ct), ct);
        if (stored.Value is not { } published)
        {
            return stored.As<PublishOutcome>();
        }

        editions.Activate(published);
        return new PublishOutcome(published.Number, []);
    }

    private async Task<Result<NumberedEdition>> StoreAsync(
        LearningDbContext db, Viewer viewer, int baseNumber, Edition edition, Dictionary<string, int> versions, CancellationToken ct)
    {
        var paths = versions.Keys.ToArray();
        var drafts = await db.Drafts.Where(draft => paths.Contains(draft.Path)).OrderBy(draft => draft.Path).ToListAsync(ct);
        var latest = await db.Editions.MaxAsync(row => row.Number, ct);
        if (latest != baseNumber || drafts.Exists(draft => draft.Version != versions[draft.Path]))
        {
            return Refusal.Conflict;
        }

        var added = await editions.AddAsync(db, edition, EditionOrigin.Editors, viewer.Name, viewer.PersonId, ct);
        var actor = AuditActor.From(viewer);
        var subject = string.Create(CultureInfo.InvariantCulture, $"edition {added.Number}");
        await audit.AppendAsync(db, actor, "edition.published", subject, edition.Hash, ct);
        foreach (var draft in drafts)
        {
            var own = draft.AuthorId == viewer.PersonId ? ", who also published it" : "";
            await audit.AppendAsync(db, actor, "document.published", draft.Path, $"{subject}, author {draft.AuthorName} ({draft.AuthorId:D}){own}", ct);
            draft.End(calendar.Now);
        }

        return added;
    }

    private static Result<PublishOutcome> Refused(NumberedEdition current, IReadOnlyList<Finding> findings) =>
        new(new PublishOutcome(current.Number, findings), Refusal.Invalid, string.Create(CultureInfo.InvariantCulture, $"Findings: {findings.Count}"));
}
