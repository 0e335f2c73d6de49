using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Audit;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>Keeps drafts and publishes them as the next edition.</summary>
public sealed class EditingService(LearningStore store, EditionStore editions, Publishing publishing, AuditLog audit, LocalCalendar calendar)
{
    /// <summary>Longest text of a document, in characters.</summary>
    public const int LongestText = ContentLimits.LongestDocument;

    /// <summary>Keeps a draft, with or without findings.</summary>
    /// <param name="expectedVersion">The version that the change was made to; 0 where the document never had a draft.</param>
    /// <returns>Refused with <see cref="Refusal.Conflict"/> and the text that is there now, where somebody was faster.</returns>
    public async Task<Result<DraftSaved>> SaveDraftAsync(Viewer viewer, string path, string text, int expectedVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        if (!viewer.Is(Role.Editor))
        {
            return Refusal.NotAllowed;
        }

        if (!DocumentPath.IsGood(path))
        {
            return new Result<DraftSaved>(null, Refusal.Invalid, "Path: shape");
        }

        if (FaultOf(text) is { } fault)
        {
            return new Result<DraftSaved>(null, Refusal.Invalid, $"Text: {fault}");
        }

        // Checked before the write begins: nobody else's answer should wait for a compilation.
        var current = await editions.CurrentAsync(ct);
        var clean = text.ReplaceLineEndings("\n");
        var findings = await DraftCheck.FindAsync(current.Edition, path, clean, ct);
        return await store.WriteAsync<DraftSaved>(
            async db =>
            {
                var draft = await db.Drafts.FirstOrDefaultAsync(found => found.Path == path, ct);
                if ((draft?.Version ?? 0) != expectedVersion)
                {
                    return Moved<DraftSaved>(draft, current, path);
                }

                if (draft is null)
                {
                    db.Drafts.Add(draft = Draft.Create(path));
                }

                if (!draft.IsOpen || draft.AuthorId != viewer.PersonId)
                {
                    var detail = draft.IsOpen ? $"taken over from {draft.AuthorName}" : null;
                    await audit.AppendAsync(db, AuditActor.From(viewer), "draft.begun", path, detail, ct);
                }

                draft.Save(clean, viewer.PersonId, viewer.Name, current.Number, findings.Count, calendar.Now);
                return new DraftSaved(draft.Version, findings);
            },
            ct);
    }

    /// <summary>Throws a draft away; the published text stays as it is.</summary>
    public async Task<Result<Done>> DiscardDraftAsync(Viewer viewer, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        return viewer.Is(Role.Editor)
            ? await store.WriteAsync<Done>(
                async db =>
                {
                    var draft = await db.Drafts.FirstOrDefaultAsync(found => found.Path == path && found.Text != "", ct);
                    if (draft is null)
                    {
                        return Refusal.NotFound;
                    }

                    await audit.AppendAsync(db, AuditActor.From(viewer), "draft.discarded", path, $"author {draft.AuthorName}", ct);
                    draft.End(calendar.Now);
                    return new Done();
                },
                ct)
            : Refusal.NotAllowed;
    }

    /// <summary>Makes the next edition from the current one and the drafts of some documents.</summary>
    /// <returns>
    /// Refused with <see cref="Refusal.Invalid"/> and the findings, where the result does not pass the content check; all
    /// drafts are kept. Refused with <see cref="Refusal.Conflict"/> where a draft or the edition changed meanwhile.
    /// </returns>
    public Task<Result<PublishOutcome>> PublishAsync(Viewer viewer, IReadOnlyList<string> paths, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(paths);
        return publishing.RunAsync(viewer, [.. paths.Distinct(StringComparer.Ordinal)], ct);
    }

    // Other hidden characters are kept and found by the content check, with their line: nothing typed is lost.
    private static string? FaultOf(string text) =>
        string.IsNullOrWhiteSpace(text) ? TypedText.Required
        : text.Length > LongestText ? TypedText.TooLong
        : TypedText.CanBeStored(text) ? null
        : TypedText.Hidden;

    private static Result<T> Moved<T>(Draft? draft, NumberedEdition current, string path) =>
        new(default, Refusal.Conflict, draft is { IsOpen: true } ? draft.Text : current.Edition.Documents.Find(path) ?? "");
}
