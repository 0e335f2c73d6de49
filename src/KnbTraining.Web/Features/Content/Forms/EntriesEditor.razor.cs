using System.Globalization;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Names;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>A document that is a list of entries, or a few fields: the form is made from its schema.</summary>
public sealed partial class EntriesEditor
{
    // So many are seen at a glance.
    private const int Few = 8;

    private const int LongestTitle = 110;

    private readonly Dictionary<string, string> _search = new(StringComparer.Ordinal);
    private DocumentSchema _schema = new([], []);
    private DocumentFields _fields = new("");
    private FormDesk _form = new(new DocumentFields(""), FieldFindings.None, readOnly: true, _ => Task.CompletedTask);
    private EntryChoices? _choices;
    private VocabularyUses? _uses;
    private string? _open;
    private string? _reach;
    private int _line;
    private IReadOnlyList<string>? _removed;
    private string _shown = Cultures.CurrentLanguage;
    private string _language = Cultures.CurrentLanguage;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    [Parameter]
    public EventCallback<DocumentChange> OnChange { get; set; }

    /// <summary>What uses the document; null where that is not known.</summary>
    [Parameter]
    public DocumentUsage? Usage { get; set; }

    /// <summary>A line of the document at whose field the form opens, from 1; 0 for none.</summary>
    [Parameter]
    public int AtLine { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private bool IsVocabulary => ContentKinds.Of(Desk.Path) == ContentKind.Vocabulary;

    private bool HasSample => EntrySample.Shows(Desk.Path);

    private DocumentDesk Desk => Session.First;

    protected override void OnParametersSet()
    {
        _schema = DocumentSchemas.Of(Desk.Path, Desk.Text)!;
        if (Desk.Text != _fields.Document)
        {
            _fields = new DocumentFields(Desk.Text);
        }

        _choices = _choices?.Edition == Session.Shown ? _choices : new EntryChoices(Session.Shown!, Words, Texts);
        _uses = !IsVocabulary ? null : _uses?.Edition == Session.Shown ? _uses : new VocabularyUses(Session.Shown!);
        OpenAtLine();
        Show();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_reach is not { } id)
        {
            return;
        }

        _reach = null;
        try
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/typed.js");
            await module.InvokeVoidAsync("reach", id);
        }
        catch (JSDisconnectedException)
        {
            // The page was left meanwhile.
        }
    }

    // Whoever comes from a finding stands at its field. Once: the form is theirs from then on.
    private void OpenAtLine()
    {
        if (AtLine == 0 || AtLine == _line)
        {
            return;
        }

        _line = AtLine;
        var path = DocumentOutline.Of(Desk.Text).PathAt(AtLine) ?? "";
        var entry = _schema.Sections.SelectMany(section => section.Entries(_fields)).LastOrDefault(entry => path == entry || path.StartsWith($"{entry}/", StringComparison.Ordinal));
        (_open, _removed) = (entry ?? _open, null);
        _shown = Languages.All.FirstOrDefault(language => path.EndsWith($"/{language}", StringComparison.Ordinal)) ?? _shown;
        var named = _schema.Walk(_fields).Where(place => place.Field is not null).Select(place => place.Path);
        _reach = FormDesk.IdOf(named.Contains(path) ? path : named.FirstOrDefault(one => one.StartsWith($"{path}/", StringComparison.Ordinal))
            ?? named.FirstOrDefault(one => entry is not null && one.StartsWith($"{entry}/", StringComparison.Ordinal)) ?? path);
    }

    // Where facts and their values are used is asked of rules, cases, stories and lessons; of anything else by its id.
    private IReadOnlyList<string>? UsesOf(string path)
    {
        if (_uses is not { } uses || path.Split('/') is not [var section, _, ..] steps)
        {
            return null;
        }

        return (section, steps.Length) switch
        {
            ("dimensions", 2) => uses.OfFact(_fields.Text($"{path}/id"), null),
            ("dimensions", 4) => uses.OfFact(_fields.Text($"{steps[0]}/{steps[1]}/id"), _fields.Text($"{path}/id")),
            ("liabilities" or "duties" or "bodies" or "families" or "basis-purposes", 2) => uses.Of(section, _fields.Text($"{path}/id")),
            _ => null,
        };
    }

    private void Show() => _form = new FormDesk(_fields, FieldFindings.ForYaml(Desk.Text, Desk.OwnFindings, _schema.Fields(_fields)), !Session.MayWrite, ChangeAsync)
    {
        Language = _shown,
        UsesOf = UsesOf,
        ChooseLanguage = EventCallback.Factory.Create<string>(this, language =>
        {
            _shown = language;
            Show();
        }),
    };

    private void Open(string entry) => (_open, _removed) = (entry == _open ? null : entry, null);

    private string TitleOf(SectionSchema section, string entry)
    {
        if (!section.Holds)
        {
            return new FixedWords(_choices!, Words).Of(_fields.Find(entry), "");
        }

        var first = section.Fields.FirstOrDefault(field => field.Shape is FieldShape.Languages or FieldShape.LongLanguages);
        var text = first is null ? "" : TemplateNames.Plain(_fields.Text($"{first.PathIn(entry)}/{Cultures.CurrentLanguage}").ReplaceLineEndings(" "));
        var id = section.KeyedBy > 0 ? KeyOf(section, entry) : _fields.Text($"{entry}/id");
        var source = section.Fields.FirstOrDefault(field => field is { Key: "source", Shape: FieldShape.Choice });
        var named = source is null ? text : _choices!.NameOf("sources", _fields.Text($"{entry}/source"));
        var title = text.Length > 0 ? text : string.Join(" · ", new[] { id, named }.Where(part => part.Length > 0));
        return title.Length > LongestTitle ? $"{title[..LongestTitle]}…" : title.Length > 0 ? title : Texts["Entry.nameless"];
    }

    // Facts of cases have words of their own; the keys of wordings are names that the program gives.
    private string KeyOf(SectionSchema section, string entry)
    {
        var keys = entry[(section.Key.Length + 1)..].Split('/');
        return section.KeyedBy == 2 && Session.Shown!.Words.Values.TryGetValue((keys[0], keys[1]), out var value)
            ? $"{Session.Shown.Words.Dimensions[keys[0]][Cultures.CurrentLanguage]}: {value[Cultures.CurrentLanguage]}"
            : string.Join(" · ", keys);
    }

    private bool IsFound(SectionSchema section, string entry)
    {
        var words = NameFold.Words(_search.GetValueOrDefault(section.Key));
        return entry == _open || words.Count == 0 || NameFold.Holds(
            $"{TitleOf(section, entry)}\n{_fields.Text($"{entry}/id")}\n{string.Join('\n', TextsOf(section, entry))}", words);
    }

    private IEnumerable<string> TextsOf(SectionSchema section, string entry) => section.Fields
        .Where(field => field.Shape is FieldShape.Languages or FieldShape.LongLanguages)
        .Select(field => _fields.Text($"{field.PathIn(entry)}/{Cultures.CurrentLanguage}"));

    private string NameOf(string path)
    {
        var kind = Words[$"Impact.kind.{ContentKinds.Of(path)}"].Value;
        return DocumentSchemas.Of(path) is { Sections.Count: > 0 } ? kind : $"{kind}: {ContentKinds.NameOf(path)}";
    }

    private async Task AddAsync(SectionSchema section, string name)
    {
        var added = "";
        await ChangeAsync(fields => added = EntryMaker.Add(fields, section, name, _choices!));
        (_open, _search[section.Key]) = (added, "");
    }

    private Task MoveAsync(SectionSchema section, string entry, int by)
    {
        var index = int.Parse(entry[(section.Key.Length + 1)..], CultureInfo.InvariantCulture);
        if (index + by < 0 || index + by >= _fields.Count(section.Key))
        {
            return Task.CompletedTask;
        }

        _open = $"{section.Key}/{index + by}";
        return ChangeAsync(fields => fields.Move(section.Key, index, by));
    }

    // Who uses it is told before it goes.
    private void AskRemove(SectionSchema section, string entry)
    {
        var id = _fields.Text($"{entry}/id");
        _removed = section.HasIds && id.Length > 0 ? Mentions.Of(Session.Shown!.Documents.With([new(Desk.Path, Desk.Text)]), id) : [];
    }

    private Task RemoveAsync(string entry)
    {
        (_open, _removed) = (null, null);
        return ChangeAsync(fields => fields.Remove(entry));
    }

    private Task ChangeAsync(Action<DocumentFields> set)
    {
        set(_fields);
        return OnChange.InvokeAsync(new DocumentChange(Desk, _fields.Document));
    }
}
