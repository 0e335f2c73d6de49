using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>A change that takes an edition back.</summary>
/// <param name="Change">Its number.</param>
/// <param name="Left">Documents of that edition that a later one changed again: they are left as they are.</param>
public sealed record Reverted(int Change, IReadOnlyList<string> Left);

/// <summary>Makes changes that bring back what was: an edition is never undone, a new one follows it.</summary>
public sealed class ChangeReverts(LearningStore store, EditionStore editions, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Opens a change that makes the documents of an edition what they were before it.</summary>
    /// <param name="title">What the change is called.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.NotFound"/> where there is no such edition or none before it, and with <see cref="Refusal.Invalid"/>
    /// where nothing of it is left to take back.
    /// </returns>
    public async Task<Result<Reverted>> RevertAsync(Viewer viewer, int edition, string title, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if (TypedText.LineFault(title, ChangeService.LongestTitle) is { } fault)
        {
            return new Refusal.Invalid("Title", fault);
        }

        var newest = await editions.NewestAsync(ct);
        return await store.WriteAsync<Reverted>(
            async write =>
            {
                var db = write.Db;
                if (edition < 2 || edition > newest.Number)
                {
                    return Refusal.NotFound;
                }

                var before = await ChangeWrite.HashesAsync(db, edition - 1, ct);
                var after = await ChangeWrite.HashesAsync(db, edition, ct);
                var now = await ChangeWrite.HashesAsync(db, newest.Number, ct);
                string[] changed = [.. before.Keys.Union(after.Keys, StringComparer.Ordinal)
                    .Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))
                    .Order(StringComparer.Ordinal)];
                string[] left = [.. changed.Where(path => now.GetValueOrDefault(path) != after.GetValueOrDefault(path))];
                string[] taken = [.. changed.Except(left, StringComparer.Ordinal)];
                if (taken.Length == 0)
                {
                    return new Refusal.Invalid("Documents", "unchanged");
                }

                var wanted = taken.Select(path => before.GetValueOrDefault(path)).OfType<string>().ToArray();
                var texts = await db.DocumentBlobs.Where(blob => wanted.Contains(blob.Hash)).ToDictionaryAsync(blob => blob.Hash, blob => blob.Text, ct);
                var opened = await ChangeWrite.OpenAsync(write, viewer, title.Trim(), "", calendar.Now, ct);
                foreach (var path in taken)
                {
                    var document = ChangeDocument.Create(opened.Change.Id, path, now.GetValueOrDefault(path));
                    var text = before.GetValueOrDefault(path) is { } hash ? texts[hash] : null;
                    document.Save(text, opened.Change.NextDocumentVersion(calendar.Now), viewer.PersonId, 0, calendar.Now);
                    db.ChangeDocuments.Add(document);
                    db.ChangeAuthors.Add(ChangeAuthor.Create(opened.Change.Id, path, viewer.PersonId, calendar.Now));
                    write.Record(viewer.Actor, new ChangeDocumentBegun(opened.Change.Number, Slug.Of(path), text is null));
                }

                return new Reverted(opened.Change.Number, left);
            },
            ct);
    }
}
