using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Exchange.Bundles;

/// <summary>A signed edition as a file.</summary>
public sealed record ExportedEdition(string FileName, byte[] Bytes, int Edition, string Content, PublisherKey Key);

/// <summary>
/// Published editions as signed files for other installations, keys of questions included: for those who see the keys anyway. Publishing took
/// four eyes; the signature says which installation published it.
/// </summary>
public sealed class BundleExport(LearningStore store, BundleKeys keys, SettingsStore settings, RefusedActs refused)
{
    /// <summary>The public half of the key that signs; it is made, and recorded, where there is none yet.</summary>
    /// <param name="viewer">Null for the command line.</param>
    public async Task<Result<PublisherKey>> KeyAsync(Viewer? viewer, CancellationToken ct)
    {
        if (viewer is not null && !EditingQueries.MayRead(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Page);
        }

        var isFirst = !keys.HasSigningKey;
        PublisherKey key;
        string id;
        using (var signing = keys.OpenSigningKey())
        {
            PublisherKey.TryRead(signing.PublicPem, out var half);
            (key, id) = (half!, signing.Id);
        }

        return !isFirst
            ? key
            : await store.WriteAsync<PublisherKey>(
                write =>
                {
                    write.Record(viewer?.Actor ?? Actor.Application, new BundleKeyMade(Slug.Of(id)));
                    return Task.FromResult<Result<PublisherKey>>(key);
                },
                ct);
    }

    /// <summary>The file, recorded before it leaves.</summary>
    /// <param name="viewer">Null for the command line.</param>
    /// <param name="edition">The number of a published edition; null for the newest.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.NotFound"/> where there is no such edition, and with <see cref="Refusal.TooMany"/> where its documents are larger
    /// than any installation would read.
    /// </returns>
    /// <exception cref="IOException">The key cannot be read or made.</exception>
    /// <exception cref="InvalidDataException">The documents of the edition are not those that were published.</exception>
    public async Task<Result<ExportedEdition>> SendAsync(Viewer? viewer, int? edition, CancellationToken ct)
    {
        if (viewer is not null && !EditingQueries.MayRead(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Page);
        }

        if (await store.ReadAsync(db => FindAsync(db, edition, ct), ct) is not { } bundle)
        {
            return Refusal.NotFound;
        }

        var named = await KeyAsync(viewer, ct);
        if (named.Value is null)
        {
            return named.As<ExportedEdition>();
        }

        using var signing = keys.OpenSigningKey();
        PublisherKey.TryRead(signing.PublicPem, out var key);
        if (await Task.Run(() => BundleArchive.Write(bundle, key!, data => signing.Sign(data)), ct) is not { } bytes)
        {
            return Refusal.TooMany;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"edition-{bundle.Edition}-{bundle.Documents.Hash[..12]}{BundleArchive.Ending}");
        var file = new ExportedEdition(name, bytes, bundle.Edition, bundle.Documents.Hash, key!);
        return await store.WriteAsync<ExportedEdition>(
            write =>
            {
                write.Record(
                    viewer?.Actor ?? Actor.Application,
                    new EditionExported(file.Edition, Digest.Parse(file.Content), Digest.Parse(key!.Fingerprint), Digest.Of(bytes)));
                return Task.FromResult<Result<ExportedEdition>>(file);
            },
            ct);
    }

    // Read as it was published, without compiling it: an edition of long ago can be taken along too.
    private async Task<EditionBundle?> FindAsync(LearningDbContext db, int? edition, CancellationToken ct)
    {
        var row = await db.Editions.Where(one => edition == null || one.Number == edition).OrderByDescending(one => one.Number).FirstOrDefaultAsync(ct);
        if (row is null)
        {
            return null;
        }

        var documents = new DocumentSet(await db.EditionDocuments
            .Where(document => document.EditionNumber == row.Number)
            .Select(document => new KeyValuePair<string, string>(document.Path, document.Blob.Text))
            .ToListAsync(ct));
        if (documents.Hash != row.Hash)
        {
            throw new InvalidDataException($"The documents of edition {row.Number.ToString(CultureInfo.InvariantCulture)} are not the ones that were published.");
        }

        var earlier = await db.EditionDocuments
            .Where(document => document.EditionNumber < row.Number)
            .Select(document => new { document.Path, document.BlobHash })
            .Distinct()
            .ToListAsync(ct);
        var names = (await settings.CurrentAsync(ct)).Names;
        return new EditionBundle(
            row.Number,
            DateTimeOffset.FromUnixTimeSeconds(row.PublishedAt.ToUnixTimeSeconds()),
            names,
            documents,
            earlier.ToLookup(one => one.Path, one => one.BlobHash, StringComparer.Ordinal));
    }
}
