using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.TestKit;

/// <summary>Makes changes as an editor and a reviewer do on their pages.</summary>
public static class ChangeMaking
{
    /// <summary>Saves a document as it would be typed over the newest edition.</summary>
    /// <param name="change">The number of the change; null to open a new one.</param>
    /// <param name="text">Null to take the document out of the content.</param>
    public static async Task<Result<DraftSaved>> SaveDocumentAsync(
        this LearningRoom room, Viewer editor, string path, string? text, int? change = null, int readVersion = 0)
    {
        ArgumentNullException.ThrowIfNull(room);
        var published = (await room.Get<EditionStore>().NewestAsync(CancellationToken.None)).Edition.Documents.Find(path);
        return await room.Get<DocumentSaving>().SaveAsync(
            editor,
            new DocumentSave(change, path, text, readVersion, published is null ? null : DocumentBlob.HashOf(published)),
            CancellationToken.None);
    }

    /// <summary>What somebody has before them who looks at a change now, and who would publish stale texts as they are.</summary>
    public static async Task<ReadChange> ReadChangeAsync(this LearningRoom room, Viewer viewer, int number)
    {
        ArgumentNullException.ThrowIfNull(room);
        var view = (await room.Get<ChangeQueries>().FindAsync(viewer, number, CancellationToken.None)).Value!;
        return view.AsRead with { StaleTaken = view.Stale.Sum(text => text.Left.Count) };
    }

    /// <summary>Says why the change is made and asks for a review.</summary>
    public static async Task<Result<Done>> AskReviewAsync(this LearningRoom room, Viewer editor, int number)
    {
        ArgumentNullException.ThrowIfNull(room);
        var view = (await room.Get<ChangeQueries>().FindAsync(editor, number, CancellationToken.None)).Value!;
        var service = room.Get<ChangeService>();
        var title = view.Row.Title.Length == 0 ? "Carried over" : view.Row.Title;
        await service.DescribeAsync(editor, number, title, "An amendment asks for it.", view.Version, CancellationToken.None);
        return await room.Get<ChangeDecisions>().AskReviewAsync(editor, view.AsRead, CancellationToken.None);
    }

    /// <summary>From the open change to its edition: review, approval, publication.</summary>
    /// <returns>The first refusal on the way, or the edition.</returns>
    public static async Task<Result<PublishOutcome>> PublishChangeAsync(this LearningRoom room, Viewer editor, Viewer reviewer, int number)
    {
        ArgumentNullException.ThrowIfNull(room);
        var asked = await room.AskReviewAsync(editor, number);
        if (!asked.Ok)
        {
            return asked.As<PublishOutcome>();
        }

        var read = await room.ReadChangeAsync(reviewer, number);
        var approved = await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", CancellationToken.None);
        return approved.Ok ? await room.Get<ChangePublishing>().PublishAsync(reviewer, read, CancellationToken.None) : approved.As<PublishOutcome>();
    }

    /// <summary>One text, from its first save to its edition.</summary>
    public static async Task<Result<PublishOutcome>> PublishTextAsync(this LearningRoom room, Viewer editor, Viewer reviewer, string path, string? text)
    {
        var saved = await room.SaveDocumentAsync(editor, path, text);
        return saved.Value is { } made ? await room.PublishChangeAsync(editor, reviewer, made.Change) : saved.As<PublishOutcome>();
    }
}
