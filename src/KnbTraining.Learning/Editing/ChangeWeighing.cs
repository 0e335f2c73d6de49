using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>What a change means upon an edition.</summary>
/// <param name="Base">That edition.</param>
/// <param name="Edition">What would come of it.</param>
/// <param name="Impact">Digest of what differs between the two.</param>
internal sealed record ChangeWeight(NumberedEdition Base, Edition Edition, string Impact);

/// <summary>Computes what a change means, for whoever asks for its review, approves or publishes it.</summary>
public sealed class ChangeWeighing(LearningStore store, EditionStore editions, DraftCheck check, LocalCalendar calendar)
{
    /// <summary>Texts that the change leaves stale upon the newest edition and that nobody has looked at; null where there is no such change. Nothing is compiled for it.</summary>
    internal async Task<IReadOnlyList<StaleText>?> FindStaleAsync(int number, CancellationToken ct)
    {
        var before = (await editions.NewestAsync(ct)).Edition.Documents;
        var found = await store.ReadAsync(
            async db =>
            {
                var change = await db.ContentChanges.FirstOrDefaultAsync(one => one.Number == number, ct);
                return change is null ? null : new
                {
                    Edits = await DocumentSaving.ReadEditsAsync(db, number, ct),
                    Looked = await StaleLooks.MarksAsync(db, one => one.Number == number, ct),
                };
            },
            ct);
        return found is null ? null : StaleText.Without(StaleText.Of(before, DraftCheck.Apply(before, found.Edits)), found.Looked);
    }

    /// <summary>
    /// What the change means upon the newest edition. Refused where that is not the one that was read, where a document moved, where the check finds
    /// something, or where nothing differs.
    /// </summary>
    internal async Task<Result<ChangeWeight>> WeighAsync(ReadChange read, CancellationToken ct)
    {
        var current = await editions.NewestAsync(ct);
        var found = await store.ReadAsync(
            async db =>
            {
                var change = await db.ContentChanges.FirstOrDefaultAsync(one => one.Number == read.Number, ct);
                return change is null ? null : await db.ChangeDocuments.Where(one => one.ChangeId == change.Id).ToListAsync(ct);
            },
            ct);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        if (found.Count == 0)
        {
            return new Refusal.Invalid("Documents", TypedText.Required);
        }

        if (ContentHash.Of(found) != read.Hash)
        {
            return new NotAsRead([.. found.Select(document => new PublishConflict(document.Path, PublishConflictReason.Newer))]);
        }

        var newest = current.Edition.Documents.All.ToDictionary(one => one.Key, one => DocumentBlob.HashOf(one.Value), StringComparer.Ordinal);
        if (ChangeWrite.Moved(found, newest).ToArray() is { Length: > 0 } moved)
        {
            return new NotAsRead([.. moved.Order(StringComparer.Ordinal).Select(path => new PublishConflict(path, PublishConflictReason.EditionMoved))]);
        }

        var compilation = await check.CompileAsync(
            current.Edition, found.Select(one => new DocumentEdit(one.Path, one.IsRetired ? null : one.Text)), ct);
        if (compilation.Edition is not { } edition)
        {
            return new ContentFaults(compilation.Findings);
        }

        if (edition.Hash == current.Edition.Hash)
        {
            return new Refusal.Invalid("Documents", "unchanged");
        }

        var impact = await Task.Run(() => Impact.Of(current.Edition, edition, calendar.Today), ct);
        return new ChangeWeight(current, edition, impact.Digest);
    }
}
