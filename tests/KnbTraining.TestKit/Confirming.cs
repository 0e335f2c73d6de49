using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.TestKit;

/// <summary>Reading and confirming texts in one line.</summary>
public static class Confirming
{
    public const string Travel = "travel-reminder";

    public const string Obligation = "non-disclosure-reminder";

    public static async Task<Reading> OpenTextAsync(this LearningRoom room, Viewer viewer, string document = Travel, string language = "en")
    {
        var opened = await room.Get<AcknowledgementService>().OpenAsync(viewer, document, language, CancellationToken.None);
        return opened.Value ?? throw new InvalidOperationException($"The text did not open: {opened.Refused}");
    }

    /// <summary>Confirms a reading with the right phrase.</summary>
    public static Task<Result<Guid>> TryConfirmAsync(this LearningRoom room, Viewer viewer, Reading reading) =>
        room.Get<AcknowledgementService>().ConfirmAsync(viewer, reading.Id!.Value, reading.Phrase, CancellationToken.None);

    /// <summary>Reads a text for as long as it takes and confirms it.</summary>
    public static async Task<Guid> ConfirmTextAsync(this LearningRoom room, Viewer viewer, string document = Travel, string language = "en")
    {
        var reading = await room.OpenTextAsync(viewer, document, language);
        room.Clock.Advance(TimeSpan.FromSeconds(reading.ReadingSeconds));
        var confirmed = await room.TryConfirmAsync(viewer, reading);
        return confirmed.Ok ? confirmed.Value : throw new InvalidOperationException($"The text was not confirmed: {confirmed}");
    }

    /// <summary>Publishes the next version of a text.</summary>
    public static async Task ReviseTextAsync(this LearningRoom room, string document = Travel)
    {
        var current = (await room.Get<KnbTraining.Learning.Editions.EditionStore>().CurrentAsync(CancellationToken.None)).Edition;
        var before = current.Acknowledgements[document];
        var text = YamlEdit.Set(current.Documents.Find(before.Path)!, [new("version", $"{before.Version + 1}"), new("text/en", before["en"].Markdown + "\n\nOne more sentence.")]);
        var compilation = EditionCompiler.Compile(current.Documents.With([new(before.Path, text)]), current);
        await room.PublishAsEditorAsync(compilation.Edition ?? throw new InvalidOperationException(string.Join(' ', compilation.Findings)));
    }
}
