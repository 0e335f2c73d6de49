using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing.Shelf;

/// <summary>What can be done with several documents at once.</summary>
public enum ShelfAct
{
    /// <summary>Another day by which somebody must look again.</summary>
    Review,

    /// <summary>Out of the content.</summary>
    Retire,

    /// <summary>Back into the content, as an edition had them last.</summary>
    BringBack,
}

/// <summary>Why a document is left as it is.</summary>
public enum ShelfLeftOut
{
    /// <summary>It has that day already.</summary>
    SameDay,

    /// <summary>It is not in the content.</summary>
    NotPublished,

    /// <summary>It is in the content.</summary>
    NotGone,

    /// <summary>It cannot be read, so that nothing can be changed in it.</summary>
    Unreadable,
}

/// <summary>What would become of one document.</summary>
/// <param name="Before">Its text now; null where it is not in the content.</param>
/// <param name="After">Its text then; null where it would go.</param>
/// <param name="LeftOut">Why it stays as it is; null where it does not.</param>
public sealed record ShelfLine(string Path, string? Before, string? After, ShelfLeftOut? LeftOut);

/// <summary>What is being done.</summary>
public enum ShelfStep
{
    /// <summary>The new text of each document is made.</summary>
    Texts,

    /// <summary>All of them are checked together.</summary>
    Check,

    /// <summary>The change is stored: all of it, or nothing.</summary>
    Store,
}

/// <summary>How far an act is.</summary>
/// <param name="Done">Documents whose text is made.</param>
public sealed record ShelfProgress(ShelfStep Step, int Done, int Of);

/// <summary>What an act would do.</summary>
/// <param name="Lines">In the order of their paths.</param>
public sealed record ShelfPlan(IReadOnlyList<ShelfLine> Lines);

/// <summary>Does one thing with several documents, as one change that is reviewed and published as any other. Giving the change up undoes it.</summary>
public sealed class ShelfBatches(LearningStore store, EditionStore editions, ShelfHistory history, DraftCheck check, RefusedActs refused, LocalCalendar calendar)
{
    // How many documents go by before it is told how far it is.
    private const int Portion = 20;

    /// <summary>What would become of the documents. Nothing is stored.</summary>
    /// <param name="day">The day of review; only for <see cref="ShelfAct.Review"/>.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, between two documents at the latest.</exception>
    public async Task<Result<ShelfPlan>> PlanAsync(
        Viewer viewer, ShelfAct act, IReadOnlyCollection<string> paths, DateOnly? day, IProgress<ShelfProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(paths);
        return viewer.Is(Role.Editor)
            ? new ShelfPlan(await LinesAsync(await editions.NewestAsync(ct), act, paths, day, progress, ct))
            : refused.Refuse(viewer, RefusedAct.Drafts);
    }

    /// <summary>Opens the change.</summary>
    /// <param name="title">What it is called.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <returns>
    /// The number of the change. Refused with <see cref="Refusal.Invalid"/>: <c>Title</c>, <c>Day</c> where it is missing, <c>Documents</c> where nothing would
    /// be otherwise.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled, and nothing is stored.</exception>
    public async Task<Result<int>> ApplyAsync(
        Viewer viewer, ShelfAct act, IReadOnlyCollection<string> paths, DateOnly? day, string title, IProgress<ShelfProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(paths);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var current = await editions.NewestAsync(ct);
        ShelfLine[] lines = [.. (await LinesAsync(current, act, paths, day, progress, ct)).Where(line => line.LeftOut is null)];
        var faults = new FormFindings();
        faults.Add("Title", TypedText.LineFault(title, ChangeService.LongestTitle));
        faults.Add("Day", act == ShelfAct.Review && day is null ? TypedText.Required : null);
        faults.Add("Documents", lines.Length == 0 ? TypedText.Required : null);
        if (faults.Any)
        {
            return new Refusal.Invalid(faults);
        }

        progress?.Report(new ShelfProgress(ShelfStep.Check, lines.Length, lines.Length));

        // One check for all of them, before anybody else's write has to wait.
        var findings = (await check.CompileAsync(current.Edition, lines.Select(line => new DocumentEdit(line.Path, line.After)), ct)).Findings.ToLookup(finding => finding.Path, StringComparer.Ordinal);
        progress?.Report(new ShelfProgress(ShelfStep.Store, lines.Length, lines.Length));
        return await store.WriteAsync<int>(
            async write =>
            {
                var now = calendar.Now;
                var change = await ChangeWrite.OpenAsync(write, viewer, title.Trim(), "", now, ct);
                foreach (var line in lines)
                {
                    var document = ChangeDocument.Create(change.Change.Id, line.Path, line.Before is null ? null : DocumentBlob.HashOf(line.Before));
                    document.Save(line.After, change.Change.NextDocumentVersion(now), viewer.PersonId, findings[line.Path].Count(), now);
                    write.Db.ChangeDocuments.Add(document);
                    write.Db.ChangeAuthors.Add(ChangeAuthor.Create(change.Change.Id, line.Path, viewer.PersonId, now));
                    write.Record(viewer.Actor, new ChangeDocumentBegun(change.Change.Number, Slug.Of(line.Path), line.After is null));
                }

                return change.Change.Number;
            },
            ct);
    }

    private async Task<IReadOnlyList<ShelfLine>> LinesAsync(
        NumberedEdition current, ShelfAct act, IReadOnlyCollection<string> paths, DateOnly? day, IProgress<ShelfProgress>? progress, CancellationToken ct)
    {
        var documents = current.Edition.Documents;
        var gone = act == ShelfAct.BringBack ? await GoneAsync(current, paths, ct) : [];
        string[] wanted = [.. paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var lines = new List<ShelfLine>(wanted.Length);
        foreach (var path in wanted)
        {
            ct.ThrowIfCancellationRequested();
            if (lines.Count % Portion == 0)
            {
                progress?.Report(new ShelfProgress(ShelfStep.Texts, lines.Count, wanted.Length));
            }

            lines.Add(LineOf(path));
        }

        return lines;

        ShelfLine LineOf(string path) => (act, documents.Find(path)) switch
        {
            (ShelfAct.BringBack, { } here) => new ShelfLine(path, here, here, ShelfLeftOut.NotGone),
            (ShelfAct.BringBack, null) => gone.TryGetValue(path, out var text) ? new ShelfLine(path, null, text, null) : new ShelfLine(path, null, null, ShelfLeftOut.NotPublished),
            (_, null) => new ShelfLine(path, null, null, ShelfLeftOut.NotPublished),
            (ShelfAct.Retire, { } here) => new ShelfLine(path, here, null, null),
            (_, { } here) => Reviewed(path, here, day),
        };
    }

    private static ShelfLine Reviewed(string path, string text, DateOnly? day) => ReviewDay.Put(text, day) is { } after
        ? new ShelfLine(path, text, after, after == text ? ShelfLeftOut.SameDay : null)
        : new ShelfLine(path, text, text, ShelfLeftOut.Unreadable);

    private async Task<Dictionary<string, string>> GoneAsync(NumberedEdition current, IReadOnlyCollection<string> paths, CancellationToken ct)
    {
        var past = (await history.ReadAsync(current.Number, ct)).Documents;
        var hashes = paths.Where(path => past.TryGetValue(path, out var one) && one.IsGone).Distinct(StringComparer.Ordinal).ToDictionary(path => path, path => past[path].Hash, StringComparer.Ordinal);
        var wanted = hashes.Values.Distinct(StringComparer.Ordinal).ToArray();
        var texts = wanted.Length == 0
            ? []
            : await store.ReadAsync(db => db.DocumentBlobs.Where(blob => wanted.Contains(blob.Hash)).ToDictionaryAsync(blob => blob.Hash, blob => blob.Text, StringComparer.Ordinal, ct), ct);
        return hashes.Where(one => texts.ContainsKey(one.Value)).ToDictionary(one => one.Key, one => texts[one.Value], StringComparer.Ordinal);
    }
}
