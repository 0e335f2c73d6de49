using KnbTraining.Learning.Names;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Features.Content.Writing;

/// <summary>Asks what a new live part shows.</summary>
public sealed partial class PartDialog
{
    /// <summary>Longest text that is written inside a part as it is made; more is written in the lesson.</summary>
    private const int LongestText = 4_000;

    // More than a screen of hits says only that more words are needed.
    private const int Most = 12;

    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);
    private ElementReference _dialog;
    private string? _search;
    private string _text = "";
    private string? _fault;
    private bool _ifAdopted;
    private bool _contact;
    private bool _everywhere = true;
    private bool _put;
    private bool _uploads;

    [Inject]
    private IStringLocalizer<WritingTexts> Texts { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Kind { get; set; } = "";

    /// <summary>The language that is being written.</summary>
    [Parameter, EditorRequired]
    public string Language { get; set; } = "";

    [Parameter, EditorRequired]
    public PartNames Names { get; set; } = default!;

    /// <summary>The number of the change in which the lesson is written; null where there is none yet.</summary>
    [Parameter]
    public int? Change { get; set; }

    /// <summary>Told a picture that was uploaded here, before it is put in.</summary>
    [Parameter]
    public EventCallback<SavedPicture> OnUploaded { get; set; }

    [Parameter]
    public EventCallback<NewPart> OnPut { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private PickChoice[] Found
    {
        get
        {
            var words = NameFold.Words(_search ?? "");
            return [.. Names.Among(Kind).Where(choice => NameFold.Holds($"{choice.Title}\n{choice.Detail}", words))];
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/dialog.js");
            await module.InvokeVoidAsync("show", _dialog);
        }
    }

    private void Choose(string fact, string? value)
    {
        _fault = null;
        if (string.IsNullOrEmpty(value))
        {
            _facts.Remove(fact);
        }
        else
        {
            _facts[fact] = value;
        }
    }

    private Task PutOwnAsync()
    {
        if (Kind == PartKind.Practice)
        {
            if (string.IsNullOrWhiteSpace(_text))
            {
                _fault = Texts["Practice.empty"];
                return Task.CompletedTask;
            }

            return PutAsync(_contact ? $"{PartKind.Practice} contact" : PartKind.Practice);
        }

        try
        {
            // Facts that cannot stand together are refused here, and not in the lesson.
            Names.Edition.RuleBook.Vocabulary.Complete(_facts);
        }
        catch (ArgumentException)
        {
            _fault = Texts["Case.impossible"];
            return Task.CompletedTask;
        }

        var facts = Names.Facts.Where(fact => _facts.ContainsKey(fact.Id)).Select(fact => $"{fact.Id}={_facts[fact.Id]}");
        return PutAsync(string.Join(' ', facts.Append(_ifAdopted ? "law=if-adopted" : "").Prepend(PartKind.Case).Where(word => word.Length > 0)));
    }

    // The lesson stays where it is, with everything that was typed: the picture is put where the cursor stood.
    private async Task UploadedAsync(SavedPicture picture)
    {
        await OnUploaded.InvokeAsync(picture);
        await PutAsync($"{PartKind.Picture} {picture.Id}");
    }

    // The second of two quick presses puts nothing.
    private Task PutAsync(string head)
    {
        if (_put)
        {
            return Task.CompletedTask;
        }

        _put = true;
        return OnPut.InvokeAsync(new NewPart(head, PartKind.Found.Contains(Kind, StringComparer.Ordinal) ? "" : _text, _everywhere));
    }
}
