using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Fields;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.Web.Features.Content.Writing;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content;

/// <summary>How a lesson is looked at while it is written.</summary>
public enum LessonView
{
    /// <summary>One language as a whole, with the preview beside it where there is room.</summary>
    Write,

    /// <summary>Two or three languages beside each other, part by part.</summary>
    Beside,

    /// <summary>The preview alone, where there is no room for both.</summary>
    Preview,
}

/// <summary>A lesson: three documents, one form.</summary>
public sealed partial class LessonEditor
{
    private static readonly HashSet<string> Fields = ["title", "summary", "minutes", "translation", LessonLines.Body];

    private readonly Dictionary<string, LessonFields> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldFindings> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<LessonPart>> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LessonVersion> _versions = new(StringComparer.Ordinal);
    private FieldText? _body;
    private PartNames _names = default!;
    private LessonView _view;
    private string? _asked;

    [Inject]
    private IStringLocalizer<ContentTexts> Texts { get; set; } = default!;

    [Inject]
    private IStringLocalizer<WritingTexts> Writing { get; set; } = default!;

    [Inject]
    private IStringLocalizer<FormTexts> Forms { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    [Parameter]
    public EventCallback<DocumentChange> OnChange { get; set; }

    /// <summary>Told texts that still hold though another language says something new.</summary>
    [Parameter]
    public EventCallback<HeldTexts> OnHold { get; set; }

    [Parameter]
    public string Language { get; set; } = Languages.English;

    [Parameter]
    public EventCallback<string> LanguageChanged { get; set; }

    private EventCallback<HeldTexts> Hold => Session.MayWrite ? OnHold : default;

    private string LessonId => Session.First.Path.Split('/')[1];

    private IReadOnlyList<KeyValuePair<string, string>> Bodies => [.. Languages.All.Select(language => KeyValuePair.Create(language, _forms[language].Body))];

    protected override void OnParametersSet()
    {
        if (_names is null || _names.Edition != Session.Shown)
        {
            Name();
        }

        foreach (var language in Languages.All)
        {
            var desk = Session.Of(language);

            // What this form wrote itself is not read back: reading trims, and would take the space from under the cursor.
            if (desk.Text != _written.GetValueOrDefault(language))
            {
                _forms[language] = LessonFields.Parse(desk.Text);
            }

            _findings[language] = new FieldFindings(desk.OwnFindings, new LessonLines(desk.Text).PathAt, Fields);
            _parts[language] = LessonParts.OfBody(_forms[language].Body);
            _versions[language] = new LessonVersion(language, desk.PublishedText is null ? [] : LessonParts.Of(desk.PublishedText), _parts[language]);
        }
    }

    private string KeepOf(string language, string field) => $"{Session.Of(language).Path}#{field}";

    private StaleText? StaleField(string language, string field) => Session.Stale.FirstOrDefault(text => text.Field == field && text.Left.Contains(language));

    /// <summary>First lines, in the editor's box, of parts that another language has left behind.</summary>
    private HashSet<int> StaleLines(string language)
    {
        var above = new LessonLines(Session.Of(language).Text).Above;
        return [.. Session.Stale.Where(text => text.Left.Contains(language) && text.Lines.ContainsKey(language)).Select(text => text.Lines[language] - above)];
    }

    /// <summary>Findings of the body, with lines as the editor's box counts them.</summary>
    private IReadOnlyList<Finding> BodyFindings(string language)
    {
        var above = new LessonLines(Session.Of(language).Text).Above;
        return [.. _findings[language].At(LessonLines.Body)
            .Select(finding => finding with { Line = Math.Max(1, finding.Line - above) })];
    }

    private Task GoAsync(int line) => _body?.Box?.GoToAsync(line) ?? Task.CompletedTask;

    private async Task EditFieldAsync(string language)
    {
        _view = LessonView.Write;
        await LanguageChanged.InvokeAsync(language);
    }

    private async Task InsertAsync(NewPart part)
    {
        _asked = null;

        // What was typed until now arrives first: the place is counted in it.
        var offset = _body?.Box is { } box ? await box.FindPlaceAsync() : 0;
        var changed = LessonParting.Insert(Bodies, Language, offset, part);
        var after = LessonParts.At(_forms[Language].Body, offset);

        // All languages are checked once, with the one that is written.
        foreach (var (language, body) in changed.Where(one => one.Key != Language))
        {
            Keep(language, _forms[language] with { Body = body });
            Session.Of(language).Text = _written[language];
        }

        await SetBodyAsync(new LessonBody(Language, changed[Language]));
        StateHasChanged();
        await GoAsync((after?.LastLine ?? -1) + 2);
    }

    private void Name() => _names = new PartNames(Session.Shown!, Session.Typed, Clock.Today, Texts, Forms, Writing);

    // The picture and what shows it are one change: what is typed here is saved into it as well.
    private async Task UploadedAsync(SavedPicture picture)
    {
        await Session.TakeUpAsync(picture.Change, CancellationToken.None);
        Name();
    }

    private Task SetBodyAsync(LessonBody body) => SetAsync(body.Language, _forms[body.Language] with { Body = body.Text });

    private void Keep(string language, LessonFields fields) => (_forms[language], _written[language]) = (fields, fields.ToDocument());

    private Task SetAsync(string language, LessonFields fields)
    {
        Keep(language, fields);
        return OnChange.InvokeAsync(new DocumentChange(Session.Of(language), _written[language]));
    }
}
