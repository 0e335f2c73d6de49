using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>Reads the drafts for a person who decides whether to publish them.</summary>
public sealed class ReviewQueries(LearningStore store, EditionStore editions, SettingsStore settings)
{
    /// <summary>All open drafts with their texts, by path. Nothing is compiled for it.</summary>
    public async Task<Result<DraftReview>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var current = await editions.NewestAsync(ct);
        var (drafts, authors) = await store.ReadAsync(
            async db => (
                await db.Drafts.Where(draft => draft.Text != "").ToListAsync(ct),
                (await db.DraftAuthors.ToListAsync(ct)).ToLookup(author => author.Path, StringComparer.Ordinal)),
            ct);
        return new DraftReview(
            current,
            [.. drafts.OrderBy(draft => draft.Path, StringComparer.Ordinal).Select(draft => new DraftToReview(
                draft.Path,
                DocumentPath.KindOf(draft.Path),
                EditionContents.TitleOf(current.Edition, draft.Path, viewer.Language),
                draft.Text,
                [.. authors[draft.Path].OrderBy(author => author.Since).Select(author => author.Name)],
                authors[draft.Path].Any(author => author.PersonId == viewer.PersonId),
                draft.AuthorName,
                draft.SavedAt))],
            (await settings.CurrentAsync(ct)).FourEyesRelaxed);
    }
}
