using System.Linq.Expressions;
using KnbTraining.Content.Analysis;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>Changes as editors, reviewers and administrators see them; everybody else gets nothing.</summary>
public sealed class ChangeQueries(LearningStore store, EditionStore editions, SettingsStore settings, LocalCalendar calendar)
{
    /// <summary>Changes that are not over, the one that was touched last first.</summary>
    public Task<IReadOnlyList<ChangeRow>> OpenAsync(Viewer viewer, CancellationToken ct) =>
        ListAsync(viewer, change => change.State != ChangeState.Published && change.State != ChangeState.Withdrawn, ct);

    /// <summary>Changes that were published or withdrawn, the newest first.</summary>
    public Task<IReadOnlyList<ChangeRow>> EndedAsync(Viewer viewer, CancellationToken ct) =>
        ListAsync(viewer, change => change.State == ChangeState.Published || change.State == ChangeState.Withdrawn, ct);

    /// <summary>One change with all its documents. Nothing is compiled for it.</summary>
    public async Task<Result<ChangeView>> FindAsync(Viewer viewer, int number, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!EditingQueries.MayRead(viewer))
        {
            return Refusal.NotAllowed;
        }

        var newest = await editions.NewestAsync(ct);
        var row = await store.ReadAsync(db => Rows(db, viewer, one => one.Number == number).FirstOrDefaultAsync(ct), ct);
        if (row is null)
        {
            return Refusal.NotFound;
        }

        // What was published is shown against what it followed, not against itself.
        var before = row.Edition is > 1 and var edition ? await editions.FindAsync(edition - 1, ct) : newest;
        var relaxed = (await settings.CurrentAsync(ct)).FourEyesRelaxed;
        return await store.ReadAsync(db => ReadAsync(db, viewer, row, before, relaxed, ct), ct);
    }

    /// <summary>The text of a document in a revision; null where the revision retires it, or does not have it.</summary>
    public Task<string?> FindTextAsync(Viewer viewer, int number, int revision, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return EditingQueries.MayRead(viewer)
            ? store.ReadAsync(
                db => (from document in db.RevisionDocuments
                       join change in db.ContentChanges on document.ChangeId equals change.Id
                       join blob in db.DocumentBlobs on document.BlobHash equals blob.Hash
                       where change.Number == number && document.Revision == revision && document.Path == path
                       select (string?)blob.Text).FirstOrDefaultAsync(ct),
                ct)
            : Task.FromResult<string?>(null);
    }

    /// <summary>Says that the viewer has a document open for writing, and tells who else has.</summary>
    /// <returns>Their names, in the order of the alphabet.</returns>
    public async Task<IReadOnlyList<string>> MeetAsync(Viewer viewer, string path, int change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        if (!viewer.Is(Role.Editor))
        {
            return [];
        }

        var now = calendar.Now;
        var until = now - DocumentPresence.Span;
        var met = await store.WriteAsync<IReadOnlyList<string>>(
            async write =>
            {
                var db = write.Db;
                await db.DocumentPresences.Where(one => one.SeenAt <= until || (one.PersonId == viewer.PersonId && one.Path == path)).ExecuteDeleteAsync(ct);
                db.DocumentPresences.Add(DocumentPresence.Create(viewer.PersonId, path, change, now));
                return await (
                    from presence in db.DocumentPresences
                    join person in db.People on presence.PersonId equals person.Id
                    where presence.Path == path && presence.PersonId != viewer.PersonId
                    orderby person.Name
                    select person.Name).ToListAsync(ct);
            },
            ct);
        return met.Value ?? [];
    }

    /// <summary>Says that the viewer has left the document.</summary>
    public async Task PartAsync(Viewer viewer, string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await store.WriteAsync<Done>(
            async write =>
            {
                await write.Db.DocumentPresences.Where(one => one.PersonId == viewer.PersonId && one.Path == path).ExecuteDeleteAsync(ct);
                return default(Done);
            },
            ct);
    }

    internal static IQueryable<ChangeRow> Rows(LearningDbContext db, Viewer viewer, Expression<Func<ContentChange, bool>> which) =>
            from change in db.ContentChanges.Where(which)
            join person in db.People on change.OpenedById equals person.Id
            orderby change.ChangedAt descending, change.Number descending
            select new ChangeRow(
                change.Number,
                change.Title,
                change.State,
                person.Name,
                change.OpenedAt,
                change.ChangedAt,
                db.ChangeDocuments.Count(document => document.ChangeId == change.Id),
                db.ChangeDocuments.Where(document => document.ChangeId == change.Id).Sum(document => document.FindingCount),
                db.ChangeComments.Count(comment => comment.ChangeId == change.Id && comment.SettledAt == null && comment.AnswersId == null),
                change.OpenedById == viewer.PersonId || db.ChangeAuthors.Any(author => author.ChangeId == change.Id && author.PersonId == viewer.PersonId),
                change.PublishOn,
                change.Edition);

    private async Task<IReadOnlyList<ChangeRow>> ListAsync(Viewer viewer, Expression<Func<ContentChange, bool>> which, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return EditingQueries.MayRead(viewer) ? await store.ReadAsync(db => Rows(db, viewer, which).ToListAsync(ct), ct) : [];
    }

    private static async Task<Result<ChangeView>> ReadAsync(
        LearningDbContext db, Viewer viewer, ChangeRow row, NumberedEdition before, bool relaxed, CancellationToken ct)
    {
        var change = await db.ContentChanges.FirstAsync(one => one.Number == row.Number, ct);
        var documents = await db.ChangeDocuments.Where(one => one.ChangeId == change.Id).ToListAsync(ct);
        var authors = (await db.ChangeAuthors.Where(one => one.ChangeId == change.Id).OrderBy(one => one.Since).ToListAsync(ct))
            .ToLookup(author => author.Path, StringComparer.Ordinal);
        var steps = await db.ChangeSteps.Where(one => one.ChangeId == change.Id).OrderBy(one => one.Number).ToListAsync(ct);
        var comments = await db.ChangeComments.Where(one => one.ChangeId == change.Id).OrderBy(one => one.At).ToListAsync(ct);
        var revisions = await db.ChangeRevisions.Where(one => one.ChangeId == change.Id).OrderByDescending(one => one.Number).ToListAsync(ct);
        Guid[] people =
        [
            .. authors.SelectMany(of => of.Select(author => author.PersonId))
                .Concat(steps.Select(step => step.PersonId).OfType<Guid>())
                .Concat(comments.Select(comment => comment.PersonId))
                .Concat(comments.Select(comment => comment.SettledById).OfType<Guid>())
                .Concat(revisions.Select(revision => revision.MadeById))
                .Distinct(),
        ];
        var names = await db.People.Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var answers = comments.Where(comment => comment.AnswersId is not null).ToLookup(comment => comment.AnswersId!.Value);
        var looked = StaleLooks.MarksOf(steps.Where(step => step.Kind == ChangeStepKind.LookedAt).Select(step => step.Text));
        var edits = documents.Select(document => new DocumentEdit(document.Path, document.IsRetired ? null : document.Text));
        return new ChangeView(
            row,
            change.Reason,
            change.Version,
            change.Revision,
            before,
            [.. documents.OrderBy(document => document.Path, StringComparer.Ordinal).Select(document => Changed(document))],
            [.. steps.Select(step => new ChangeStepView(
                step.Kind, step.At, step.PersonId is { } id ? names[id] : null, step.Revision, step.Text, step.Day, step.BaseEdition, step.ByAuthor))],
            [.. comments.Where(comment => comment.AnswersId is null).Select(comment => Said(comment))],
            [.. revisions.Select(revision => new RevisionView(revision.Number, revision.MadeAt, names[revision.MadeById], revision.Occasion))],
            relaxed)
        {
            Looked = looked,
            Stale = row.IsOpen ? StaleText.Without(StaleText.Of(before.Edition.Documents, DraftCheck.Apply(before.Edition.Documents, edits)), looked) : [],
        };

        DocumentToReview Changed(ChangeDocument document)
        {
            var published = before.Edition.Documents.Find(document.Path);
            return new DocumentToReview(
                document.Path,
                DocumentPath.KindOf(document.Path),
                EditionContents.TitleOf(before.Edition, document.Path, viewer.Language),
                published,
                document.IsRetired ? null : document.Text,
                row.IsOpen && document.BaseHash != (published is null ? null : DocumentBlob.HashOf(published)),
                document.Version,
                [.. authors[document.Path].Select(author => names[author.PersonId])],
                authors[document.Path].Any(author => author.PersonId == viewer.PersonId),
                document.SavedAt,
                document.FindingCount);
        }

        ChangeCommentView Said(ChangeComment comment) => new(
            comment.Id,
            new CommentPlace(comment.Path, comment.Field, comment.Language, comment.Quote),
            comment.Text,
            names[comment.PersonId],
            comment.At,
            comment.Revision,
            comment.SettledById is { } settled ? names[settled] : null,
            [.. answers[comment.Id].Select(answer => Said(answer))]);
    }
}
