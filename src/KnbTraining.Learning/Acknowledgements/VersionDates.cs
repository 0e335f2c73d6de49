using System.Collections.Frozen;
using KnbTraining.Content.Acknowledgements;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Acknowledgements;

/// <summary>The day on which the current version of each text was first published. Editions never change, so each one is read once.</summary>
public sealed class VersionDates(LearningStore store, LocalCalendar calendar)
{
    private volatile Known? _known;

    /// <summary>By document id.</summary>
    public async Task<IReadOnlyDictionary<string, DateOnly>> SinceAsync(NumberedEdition current, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(current);
        if (_known is { } known && known.EditionNumber == current.Number)
        {
            return known.Since;
        }

        var since = await store.ReadAsync(db => ReadAsync(db, current, ct), ct);
        _known = new Known(current.Number, since);
        return since;
    }

    private async Task<FrozenDictionary<string, DateOnly>> ReadAsync(LearningDbContext db, NumberedEdition current, CancellationToken ct)
    {
        const string prefix = AcknowledgementDocument.Folder + "/";
        var rows = await db.EditionDocuments
            .Where(row => row.EditionNumber <= current.Number && row.Path.StartsWith(prefix))
            .Join(db.Editions, row => row.EditionNumber, edition => edition.Number, (row, edition) => new { row.Path, edition.Number, edition.PublishedAt, row.BlobHash })
            .OrderByDescending(row => row.Number)
            .ToListAsync(ct);
        var hashes = rows.Select(row => row.BlobHash).Distinct().ToArray();
        var texts = await db.DocumentBlobs.Where(blob => hashes.Contains(blob.Hash)).ToDictionaryAsync(blob => blob.Hash, blob => blob.Text, ct);
        var byPath = rows.ToLookup(row => row.Path, StringComparer.Ordinal);
        return current.Edition.Acknowledgements.Values.ToFrozenDictionary(
            document => document.Id,
            document => calendar.DateOf(byPath[document.Path]
                .TakeWhile(row => AcknowledgementDocument.Parse(row.Path, texts[row.BlobHash])?.Version == document.Version)
                .Select(row => row.PublishedAt)
                .DefaultIfEmpty(current.PublishedAt)
                .Last()),
            StringComparer.Ordinal);
    }

    private sealed record Known(int EditionNumber, FrozenDictionary<string, DateOnly> Since);
}
