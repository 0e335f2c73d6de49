using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Editions;

/// <summary>Brings the shipped documents into the database at start.</summary>
public sealed class EditionImport(
    LearningStore store, EditionStore editions, IOptions<LearningOptions> options, ILogger<EditionImport> logger)
{
    /// <summary>Makes edition 1, or a further edition where the shipped documents changed and no editor ever published.</summary>
    /// <exception cref="LearningStartupException">There is no edition, and none can be made.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        var (shippedHash, edited) = await store.ReadAsync(
            async db => (
                await db.Editions.Where(row => row.Origin == EditionOrigin.Shipped).OrderByDescending(row => row.Number).Select(row => row.Hash).FirstOrDefaultAsync(ct),
                await db.Editions.AnyAsync(row => row.Origin == EditionOrigin.Editors, ct)),
            ct);
        var documents = Read(shippedHash is null);
        if (documents is null || documents.Hash == shippedHash)
        {
            return;
        }

        if (edited)
        {
            logger.LogWarning("The shipped documents changed, but editors have published their own edition: the change is left to them");
            return;
        }

        var published = shippedHash is null ? null : (await editions.CurrentAsync(ct)).Edition;
        var compilation = EditionCompiler.Compile(documents, published);
        if (compilation.Edition is { } edition)
        {
            await StoreAsync(edition, ct);
            return;
        }

        var findings = string.Join(Environment.NewLine, compilation.Findings.Take(20));
        if (shippedHash is null)
        {
            throw new LearningStartupException($"The content folder has {compilation.Findings.Count} findings and cannot be published:{Environment.NewLine}{findings}");
        }

        logger.LogError("The shipped documents changed and have {Count} findings; the edition before stays current. {Findings}", compilation.Findings.Count, findings);
    }

    private DocumentSet? Read(bool needed)
    {
        try
        {
            return ContentFolder.Read(options.Value.ContentFolder);
        }
        catch (LearningStartupException failure) when (!needed)
        {
            logger.LogWarning(failure, "The content folder cannot be read; the stored editions are used");
            return null;
        }
    }

    private async Task StoreAsync(Edition edition, CancellationToken ct)
    {
        var stored = await store.WriteAsync<NumberedEdition>(
            async write =>
            {
                // Another node may have stored the same, or an editor published, since the look before the compilation.
                await write.Db.LockNumbersAsync(NumberSeries.Editions, ct);
                var newest = await write.Db.Editions.OrderByDescending(row => row.Number).FirstOrDefaultAsync(ct);
                if (newest is not null && (newest.Origin == EditionOrigin.Editors || newest.Hash == edition.Hash))
                {
                    return Refusal.Finished;
                }

                var added = await editions.AddAsync(write, edition, EditionOrigin.Shipped, "system", null, ct);
                write.Record(Actor.Application, new EditionShipped(added.Number, Digest.Parse(edition.Hash)));
                return added;
            },
            ct);
        if (stored.Refused == Refusal.Finished)
        {
            return;
        }

        if (stored.Value is not { } published)
        {
            throw new LearningStartupException("The shipped documents cannot be stored: the database cannot be written.");
        }

        editions.Activate(published);
        logger.LogInformation("The shipped documents are now edition {Number}", published.Number);
    }
}
