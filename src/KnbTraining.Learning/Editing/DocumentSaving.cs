using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>What an editor wants to be kept.</summary>
/// <param name="Change">The number of the change; null to open a new one with it.</param>
/// <param name="Text">Null where the document is to be retired.</param>
/// <param name="ReadVersion">The version of the document in the change that the text was made from; 0 where the change did not have it.</param>
/// <param name="ReadBase">Hash of the published text that was read; null where nothing was published under this path.</param>
/// <param name="Title">What a new change is called.</param>
public sealed record DocumentSave(int? Change, string Path, string? Text, int ReadVersion, string? ReadBase, string Title = "")
{
    /// <summary>True where what <see cref="ReadBase"/> names has been worked into the text.</summary>
    public bool TakesBase { get; init; }
}

/// <summary>Keeps the documents of changes while they are written.</summary>
public sealed class DocumentSaving(LearningStore store, EditionStore editions, DraftCheck check, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Longest text of a document, in characters.</summary>
    public const int LongestText = ContentLimits.LongestDocument;

    /// <summary>After this long without a save, what is there is kept as a revision before the next one replaces it.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Keeps a document, with or without findings. A change in review or approved becomes a draft again by it.
    /// </summary>
    /// <returns>
    /// Refused with <see cref="DraftConflict"/> where somebody was faster, with <see cref="WrongState"/> where the change is over, and
    /// with <see cref="Refusal.Invalid"/> where the text cannot be kept.
    /// </returns>
    public async Task<Result<DraftSaved>> SaveAsync(Viewer viewer, DocumentSave save, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(save);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if (!DocumentPath.IsGood(save.Path))
        {
            return new Refusal.Invalid("Path", "shape");
        }

        if (save.Text is not null && FaultOf(save.Text) is { } fault)
        {
            return new Refusal.Invalid("Text", fault);
        }

        var title = Shortened(save.Title.Trim().Length == 0 ? DocumentPath.NameOf(save.Path) : save.Title.Trim());
        if (TypedText.LineFault(title, ChangeService.LongestTitle) is { } wrong)
        {
            return new Refusal.Invalid("Title", wrong);
        }

        // Checked before the write begins: nobody else's answer should wait for a compilation.
        var current = await editions.NewestAsync(ct);
        if (save.Text is null && current.Edition.Documents.Find(save.Path) is null)
        {
            return Refusal.NotFound;
        }

        var clean = save.Text?.ReplaceLineEndings("\n");
        var others = save.Change is { } number ? await store.ReadAsync(db => ReadEditsAsync(db, number, ct), ct) : [];
        var findings = await check.FindAsync(current.Edition, [.. others, new DocumentEdit(save.Path, clean)], save.Path, ct);
        var own = findings.Count(finding => finding.Path == save.Path);
        return await store.WriteAsync<DraftSaved>(
            async write =>
            {
                var now = calendar.Now;
                var change = save.Change is { } known
                    ? await ChangeWrite.ReadAsync(write, known, ct)
                    : await ChangeWrite.OpenAsync(write, viewer, title, "", now, ct);
                if (change is null)
                {
                    return Refusal.NotFound;
                }

                if (!change.Change.IsOpen)
                {
                    return new WrongState(change.Change.State);
                }

                var document = change.Documents.Find(one => one.Path == save.Path);
                if ((document?.Version ?? 0) != save.ReadVersion)
                {
                    return new DraftConflict(document is null ? current.Edition.Documents.Find(save.Path) ?? "" : document.Text, document?.Version ?? 0);
                }

                await KeepWhatWasAsync(change, viewer, current.Number, now, ct);
                if (change.Change.State is ChangeState.InReview or ChangeState.Approved)
                {
                    write.Record(viewer.Actor, new ChangeWrittenOn(change.Change.Number, change.Change.State == ChangeState.Approved));
                    change.Change.Become(ChangeState.Draft, now);
                    change.Step(ChangeStepKind.WrittenOn, viewer.PersonId, now);
                }

                if (document is null)
                {
                    write.Db.ChangeDocuments.Add(document = ChangeDocument.Create(change.Change.Id, save.Path, save.ReadBase));
                }
                else if (save.TakesBase)
                {
                    document.Rebase(save.ReadBase);
                }

                if (!change.Authors.Exists(author => author.Path == save.Path && author.PersonId == viewer.PersonId))
                {
                    write.Db.ChangeAuthors.Add(ChangeAuthor.Create(change.Change.Id, save.Path, viewer.PersonId, now));
                    write.Record(viewer.Actor, new ChangeDocumentBegun(change.Change.Number, Slug.Of(save.Path), clean is null));
                }

                document.Save(clean, change.Change.NextDocumentVersion(now), viewer.PersonId, own, now);
                return new DraftSaved(change.Change.Number, document.Version, document.SavedAt, findings);
            },
            ct);
    }

    /// <summary>Takes a document out of a change as it was read; what is published stays as it is.</summary>
    /// <param name="readVersion">The version that the person looked at: a newer one is somebody's work that nobody decided about.</param>
    /// <returns>
    /// Refused with <see cref="DraftConflict"/> where the document is newer.
    /// </returns>
    public async Task<Result<Done>> DropAsync(Viewer viewer, int change, string path, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(path);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var current = await editions.NewestAsync(ct);
        return await store.WriteAsync<Done>(
            async write =>
            {
                var found = await ChangeWrite.ReadAsync(write, change, ct);
                if (found?.Documents.Find(one => one.Path == path) is not { } document)
                {
                    return Refusal.NotFound;
                }

                if (found.Change.State is not (ChangeState.Draft or ChangeState.SentBack))
                {
                    return new WrongState(found.Change.State);
                }

                if (document.Version != readVersion)
                {
                    return new DraftConflict(document.Text, document.Version);
                }

                // What was written stays readable in the revisions.
                await found.ReviseAsync(RevisionOccasion.Left, current.Number, calendar.Now, ct);
                var authors = found.Authors.Where(author => author.Path == path).ToArray();
                write.Record(viewer.Actor, new ChangeDocumentDropped(change, Slug.Of(path), [.. authors.Select(author => author.PersonId)]));
                write.Db.ChangeDocuments.Remove(document);
                write.Db.ChangeAuthors.RemoveRange(authors);
                found.Change.NextDocumentVersion(calendar.Now);
                return default(Done);
            },
            ct);
    }

    /// <summary>Keeps what a change holds as a revision: whoever wrote it leaves the page. Nothing is kept twice.</summary>
    public async Task<Result<Done>> ReviseAsync(Viewer viewer, int change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var current = await editions.NewestAsync(ct);
        return await store.WriteAsync<Done>(
            async write =>
            {
                var found = await ChangeWrite.ReadAsync(write, change, ct);
                if (found is null)
                {
                    return Refusal.NotFound;
                }

                if (found.Change.IsOpen)
                {
                    await found.ReviseAsync(RevisionOccasion.Left, current.Number, calendar.Now, ct);
                }

                return default(Done);
            },
            ct);
    }

    internal static async Task<List<DocumentEdit>> ReadEditsAsync(LearningDbContext db, int number, CancellationToken ct) =>
        [.. (await db.ChangeDocuments
                .Where(document => db.ContentChanges.Any(change => change.Id == document.ChangeId && change.Number == number))
                .Select(document => new { document.Path, document.Text, document.IsRetired })
                .ToListAsync(ct))
            .Select(document => new DocumentEdit(document.Path, document.IsRetired ? null : document.Text))];

    // A save replaces what was there: first it is kept, where somebody else wrote it, or the same person before a pause.
    private static async Task KeepWhatWasAsync(ChangeWrite change, Viewer viewer, int edition, DateTimeOffset now, CancellationToken ct)
    {
        if (change.Documents.MaxBy(document => document.Version) is not { } last)
        {
            return;
        }

        if (last.SavedById != viewer.PersonId)
        {
            await change.ReviseAsync(RevisionOccasion.OtherAuthor, edition, now, ct);
        }
        else if (now - last.SavedAt >= Pause)
        {
            await change.ReviseAsync(RevisionOccasion.Pause, edition, now, ct);
        }
    }

    // Other hidden characters are kept and found by the content check, with their line: nothing typed is lost.
    private static string? FaultOf(string text) =>
        string.IsNullOrWhiteSpace(text) ? TypedText.Required
        : text.Length > LongestText ? TypedText.TooLong
        : TypedText.CanBeStored(text) ? null
        : TypedText.Hidden;

    private static string Shortened(string title) =>
        title.Length <= ChangeService.LongestTitle ? title : title[..(ChangeService.LongestTitle - 1)].TrimEnd() + "…";
}
