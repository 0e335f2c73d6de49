using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Features.Content.Writing;

/// <summary>Comments on the documents of a page, each at the words that it means.</summary>
public sealed partial class PlaceComments
{
    private CommentPlace? _place;
    private Guid? _answers;
    private string _text = "";
    private string? _fault;
    private bool _busy;

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    /// <summary>The documents that are shown now; words that stand in none of them are looked for in the others.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<DocumentDesk> Desks { get; set; } = [];

    /// <summary>Told a refusal, or null, after something was said.</summary>
    [Parameter]
    public EventCallback<Refusal?> OnDone { get; set; }

    /// <summary>The document, field and language in which words stand, as a comment keeps them; the first document alone where they stand in none.</summary>
    internal static CommentPlace Find(IEnumerable<DocumentDesk> desks, string words)
    {
        var all = desks.ToArray();
        foreach (var desk in all)
        {
            if (QuotedWords.LineOf(desk.Text, words) is { } line)
            {
                var isLesson = desk.Path.EndsWith(".md", StringComparison.Ordinal);
                var field = isLesson ? new LessonLines(desk.Text).PathAt(line) : DocumentOutline.Of(desk.Text).PathAt(line);
                var language = isLesson ? DocumentPath.NameOf(desk.Path) : Languages.All.FirstOrDefault(code => field?.Split('/')[^1] == code) ?? "";
                return new CommentPlace(desk.Path, field ?? "", language, words);
            }
        }

        return new CommentPlace(all[0].Path, Language: all[0].Path.EndsWith(".md", StringComparison.Ordinal) ? DocumentPath.NameOf(all[0].Path) : "");
    }

    private string PlaceOf(CommentPlace place) => string.Join(" · ", new[]
    {
        place.Path.EndsWith(".md", StringComparison.Ordinal) && place.Field is "title" or "summary" or "body" ? Writing[$"Field.{place.Field}"].Value : null,
        place.Language.Length > 0 ? LanguageNames.Of(place.Language) : null,
    }.OfType<string>());

    private void Ask(CommentPlace place, Guid? answers) => (_place, _answers, _text, _fault) = (place, answers, "", null);

    private async Task AskHereAsync()
    {
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/typed.js");
        var words = (await module.InvokeAsync<string?>("marked") ?? "").Trim();
        Ask(Find(Desks.Concat(Session.Desks.Except(Desks)).Where(desk => desk.HasDraft), words.Length > CommentPlace.LongestQuote ? words[..CommentPlace.LongestQuote] : words), null);
    }

    private async Task SayAsync()
    {
        if (_busy || _place is null)
        {
            return;
        }

        _busy = true;
        var said = await Session.CommentAsync(_place, _text, _answers, CancellationToken.None);
        _busy = false;
        _fault = said.Findings.At("Text") is { } key ? Texts[$"Wrong.Reason.{key}"].Value : null;
        if (_fault is null)
        {
            _place = said.Ok ? null : _place;
            await OnDone.InvokeAsync(said.Refused);
        }
    }

    private async Task SettleAsync(Guid comment)
    {
        if (!_busy)
        {
            _busy = true;
            var refused = await Session.SettleAsync(comment, CancellationToken.None);
            _busy = false;
            await OnDone.InvokeAsync(refused);
        }
    }
}
