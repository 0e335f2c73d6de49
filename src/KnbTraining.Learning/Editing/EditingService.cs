using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>Keeps drafts and publishes them as the next edition.</summary>
public sealed class EditingService(
    LearningStore store, EditionStore editions, DraftCheck check, Publishing publishing, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Longest text of a document, in characters.</summary>
    public const int LongestText = ContentLimits.LongestDocument;

    /// <summary>Keeps a draft, with or without findings.</summary>
    /// <param name="expectedVersion">The version that the change was made to; 0 where the document never had a draft.</param>
    /// <returns>
    /// Refused with <see cref="DraftConflict"/> where somebody was faster.
    /// </returns>
    public async Task<Result<DraftSaved>> SaveDraftAsync(Viewer viewer, string path, string text, int expectedVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if (!DocumentPath.IsGood(path))
        {
            return new Refusal.Invalid("Path", "shape");
        }

        if (FaultOf(text) is { } fault)
        {
            return new Refusal.Invalid("Text", fault);
        }

        // Checked before the write begins: nobody else's answer should wait for a compilation.
        var current = await editions.NewestAsync(ct);
        var clean = text.ReplaceLineEndings("\n");
        var findings = await check.FindAsync(current.Edition, path, clean, ct);
        return await store.WriteAsync<DraftSaved>(
            async write =>
            {
                var db = write.Db;
                var draft = await db.Drafts.FirstOrDefaultAsync(found => found.Path == path, ct);
                if ((draft?.Version ?? 0) != expectedVersion)
                {
                    return Moved(draft, current, path);
                }

                if (draft is null)
                {
                    db.Drafts.Add(draft = Draft.Create(path));
                }

                if (!draft.IsOpen || draft.AuthorId != viewer.PersonId)
                {
                    write.Record(viewer.Actor, new DraftBegun(Slug.Of(path), draft.IsOpen ? draft.AuthorId : null));
                }

                if (!await db.DraftAuthors.AnyAsync(author => author.Path == path && author.PersonId == viewer.PersonId, ct))
                {
                    db.DraftAuthors.Add(DraftAuthor.Create(path, viewer.PersonId, viewer.Name, calendar.Now));
                }

                draft.Save(clean, viewer.PersonId, viewer.Name, current.Number, findings.Count, calendar.Now);
                return new DraftSaved(draft.Version, draft.SavedAt, findings);
            },
            ct);
    }

    /// <summary>Throws a draft away as it was read; the published text stays as it is.</summary>
    /// <param name="readVersion">The version of the draft that the person looked at: a newer one is somebody's work that nobody decided about.</param>
    /// <returns>
    /// Refused with <see cref="DraftConflict"/> where the draft is newer.
    /// </returns>
    public async Task<Result<DraftSaved>> DiscardDraftAsync(Viewer viewer, string path, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var current = await editions.NewestAsync(ct);
        return await store.WriteAsync<DraftSaved>(
            async write =>
            {
                var db = write.Db;
                var draft = await db.Drafts.FirstOrDefaultAsync(found => found.Path == path && found.Text != "", ct);
                if (draft is null)
                {
                    return Refusal.NotFound;
                }

                if (draft.Version != readVersion)
                {
                    return Moved(draft, current, path);
                }

                var authors = await db.DraftAuthors.Where(author => author.Path == path).OrderBy(author => author.Since).ToListAsync(ct);
                write.Record(viewer.Actor, new DraftDiscarded(Slug.Of(path), [.. authors.Select(author => author.PersonId)]));
                draft.End(calendar.Now);
                db.DraftAuthors.RemoveRange(authors);
                return new DraftSaved(draft.Version, draft.SavedAt, []);
            },
            ct);
    }

    /// <summary>Makes the next edition from the current one and drafts, exactly as they were read.</summary>
    /// <returns>
    /// All drafts are kept where it is refused: with <see cref="NotAsRead"/>, with <see cref="FourEyesMissing"/> unless the organisation
    /// lets authors publish, with <see cref="ContentFaults"/>, or with <see cref="Refusal.Invalid"/> where nothing differs from the current edition.
    /// </returns>
    public Task<Result<PublishOutcome>> PublishAsync(Viewer viewer, PublishRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(request);
        return publishing.RunAsync(viewer, request, ct);
    }

    // Other hidden characters are kept and found by the content check, with their line: nothing typed is lost.
    private static string? FaultOf(string text) =>
        string.IsNullOrWhiteSpace(text) ? TypedText.Required
        : text.Length > LongestText ? TypedText.TooLong
        : TypedText.CanBeStored(text) ? null
        : TypedText.Hidden;

    private static DraftConflict Moved(Draft? draft, NumberedEdition current, string path) =>
        new(draft is { IsOpen: true } ? draft.Text : current.Edition.Documents.Find(path) ?? "", draft?.Version ?? 0);
}
