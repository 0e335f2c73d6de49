using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Features.Content.Fields;

/// <summary>
/// A document as text. Where its script runs, an editor with lines, search and completion is drawn over the plain box; the box stays what is sent,
/// and what there is without the script.
/// </summary>
public sealed partial class DocumentTextPanel : IDisposable
{
    private readonly Leaving _leaving = new();
    private TypedBox? _box;
    private bool _open;
    private bool _plain;
    private bool _drawn;
    private int? _line;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public DocumentDesk Desk { get; set; } = default!;

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public bool ReadOnly { get; set; }

    [Parameter]
    public bool Open { get; set; }

    /// <summary>The edition of which ids and words are offered; null to offer none.</summary>
    [Parameter]
    public Edition? Edition { get; set; }

    public void Dispose() => _leaving.Tell();

    /// <summary>Opens the text at a line, counted from 1.</summary>
    public async Task GoAsync(int line)
    {
        if (_open && _box is not null)
        {
            await _box.GoToAsync(line);
            return;
        }

        // The box is not there yet; it goes to the line once it listens.
        (_open, _line) = (true, line);
        StateHasChanged();
    }

    protected override void OnInitialized() => _open = Open;

    private async Task DrawAsync(IJSObjectReference listener)
    {
        if (!_plain)
        {
            try
            {
                await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "./vendor/code-editor.js");
                await module.InvokeVoidAsync(
                    "draw",
                    _leaving.Token,
                    listener,
                    new
                    {
                        label = Texts["AsText"].Value,
                        readOnly = ReadOnly,
                        plain = Desk.Path.EndsWith(".md", StringComparison.Ordinal),
                        words = Edition is null ? [] : CodeWords.Of(Edition, Desk.Path, Cultures.CurrentLanguage),
                        phrases = CodeWords.Phrases.ToDictionary(phrase => phrase.Phrase, phrase => Texts[$"Code.phrase.{phrase.Key}"].Value),
                    });
                _drawn = true;
            }
            catch (JSException)
            {
                // The script could not be fetched or does not run here: the plain box is what there is.
                _drawn = false;
            }
        }

        if (_line is { } line)
        {
            _line = null;
            await _box!.GoToAsync(line);
        }

        StateHasChanged();
    }

    private async Task TurnAsync()
    {
        // What is typed arrives before the box is drawn anew.
        if (_box is not null)
        {
            await _box.FindPlaceAsync();
        }

        (_plain, _drawn) = (!_plain, false);
    }
}
