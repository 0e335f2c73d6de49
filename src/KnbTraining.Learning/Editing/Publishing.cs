using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>Turns drafts into an edition: all of it in one transaction, or none.</summary>
public sealed class Publishing(LearningStore store, EditionStore editions, DraftCheck check, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>A reviewer; or an administrator who also edits, for an organisation with few people. Neither publishes a text of their own.</summary>
    public static bool MayPublish(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Reviewer) || (viewer.Is(Role.Editor) && viewer.Is(Role.Administrator));
    }

    internal async Task<Result<PublishOutcome>> RunAsync(Viewer viewer, PublishRequest request, CancellationToken ct)
    {
        if (!MayPublish(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Publishing);
        }

        if (request.Documents.Count == 0)
        {
            return Refusal.NotFound;
        }

        var found = await store.ReadAsync(db => ReadAsync(db, viewer, request, ct), ct);
        if (found.Refused is { } refusal)
        {
            return refusal;
        }

        // The database has just said that this is the newest edition; what this process holds as current may lag behind.
        var current = await editions.FindAsync(request.BaseEdition, ct);
        var compilation = await check.CompileAsync(current.Edition, found.Drafts.Select(draft => KeyValuePair.Create(draft.Path, draft.Text)), ct);
        if (compilation.Edition is not { } edition)
        {
            return new ContentFaults(compilation.Findings);
        }

        if (edition.Hash == current.Edition.Hash)
        {
            return new Refusal.Invalid("Text", "unchanged");
        }

        var read = found;
        var stored = await store.WriteAsync<NumberedEdition>(
            async write =>
            {
                await write.Db.LockNumbersAsync(NumberSeries.Editions, ct);

                // Asked again where it is written: a draft, its authors and the edition may have moved during the compilation.
                read = await ReadAsync(write.Db, viewer, request, ct);
                return read.Refused is { } refused ? refused : await StoreAsync(write, viewer, edition, read, ct);
            },
            ct);
        if (stored.Value is not { } published)
        {
            return stored.As<PublishOutcome>();
        }

        editions.Activate(published);
        return new PublishOutcome(published.Number, read.OwnTexts);
    }

    /// <summary>Reads the drafts that the request names, and everything that forbids publishing them.</summary>
    private static async Task<Reading> ReadAsync(LearningDbContext db, Viewer viewer, PublishRequest request, CancellationToken ct)
    {
        var paths = request.Documents.Select(document => document.Path).Distinct(StringComparer.Ordinal).ToArray();
        var drafts = await db.Drafts.Where(draft => paths.Contains(draft.Path)).OrderBy(draft => draft.Path).ToListAsync(ct);
        var authors = await db.DraftAuthors.Where(author => paths.Contains(author.Path)).ToListAsync(ct);
        var conflicts = request.Documents
            .GroupBy(document => document.Path, StringComparer.Ordinal)
            .Select(read => ConflictOf(read.Key, [.. read.Select(document => document.Hash).Distinct(StringComparer.Ordinal)], drafts))
            .OfType<PublishConflict>()
            .ToList();
        conflicts.AddRange(await MovedSinceAsync(db, request.BaseEdition, ct));
        string[] own = [.. authors.Where(author => author.PersonId == viewer.PersonId).Select(author => author.Path).Order(StringComparer.Ordinal)];
        var settings = await SettingsStore.NewestAsync(ct)(db);
        return new Reading(drafts, authors, conflicts, own, settings?.FourEyesRelaxed ?? OrganisationSettings.Default.FourEyesRelaxed);
    }

    private static PublishConflict? ConflictOf(string path, string[] hashes, List<Draft> drafts) =>
        drafts.Find(draft => draft.Path == path) is not { IsOpen: true } draft ? new PublishConflict(path, PublishConflictReason.Ended)
        : hashes.Length > 1 ? new PublishConflict(path, PublishConflictReason.Twice)
        : hashes[0] != DocumentBlob.HashOf(draft.Text) ? new PublishConflict(path, PublishConflictReason.Newer)
        : null;

    private static async Task<IEnumerable<PublishConflict>> MovedSinceAsync(LearningDbContext db, int baseEdition, CancellationToken ct)
    {
        var latest = await db.Editions.MaxAsync(row => row.Number, ct);
        if (latest == baseEdition)
        {
            return [];
        }

        var then = await HashesAsync(db, baseEdition, ct);
        var now = await HashesAsync(db, latest, ct);
        return then.Keys.Union(now.Keys, StringComparer.Ordinal)
            .Where(path => then.GetValueOrDefault(path) != now.GetValueOrDefault(path))
            .Order(StringComparer.Ordinal)
            .Select(path => new PublishConflict(path, PublishConflictReason.EditionMoved));
    }

    private static Task<Dictionary<string, string>> HashesAsync(LearningDbContext db, int number, CancellationToken ct) =>
        db.EditionDocuments.Where(document => document.EditionNumber == number).ToDictionaryAsync(document => document.Path, document => document.BlobHash, ct);

    private async Task<NumberedEdition> StoreAsync(StoreWrite write, Viewer viewer, Edition edition, Reading read, CancellationToken ct)
    {
        var added = await editions.AddAsync(write, edition, EditionOrigin.Editors, viewer.Name, viewer.PersonId, ct);
        var actor = viewer.Actor;
        write.Record(actor, new EditionPublished(added.Number, Digest.Parse(edition.Hash)));
        foreach (var draft in read.Drafts)
        {
            var wrote = read.Authors.Where(author => author.Path == draft.Path).OrderBy(author => author.Since).Select(author => author.PersonId);
            var byAuthor = read.OwnTexts.Contains(draft.Path, StringComparer.Ordinal);
            write.Record(actor, new DocumentPublished(added.Number, Slug.Of(draft.Path), Digest.Of(draft.Text), [.. wrote], byAuthor));
            draft.End(calendar.Now);
        }

        write.Db.DraftAuthors.RemoveRange(read.Authors);
        return added;
    }

    private sealed record Reading(
        List<Draft> Drafts, List<DraftAuthor> Authors, List<PublishConflict> Conflicts, string[] OwnTexts, bool FourEyesRelaxed)
    {
        /// <summary>Conflicts are reported before the author's own texts, because a text that changed has to be read again in any case.</summary>
        public Refusal? Refused =>
            Conflicts.Count > 0 ? new NotAsRead(Conflicts)
            : OwnTexts.Length > 0 && !FourEyesRelaxed ? new FourEyesMissing(OwnTexts)
            : null;
    }
}
