using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Features.Content.Fields;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Writing;

/// <summary>The languages of a lesson beside each other.</summary>
public sealed partial class LessonBeside
{
    private static readonly string[] FrontFields = ["title", "summary"];

    private readonly HashSet<string> _shown = new(Languages.All, StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlySet<LessonPart>> _written = new(StringComparer.Ordinal);
    private IReadOnlyList<LessonRow> _rows = [];
    private bool _onlyDiffering;
    private TypedBox? _box;
    private LessonRow? _editedRow;
    private string _editedLanguage = "";
    private string _editedBody = "";
    private string _text = "";

    [Inject]
    private IStringLocalizer<WritingTexts> Texts { get; set; } = default!;

    [Inject]
    private IStringLocalizer<ContentTexts> Contents { get; set; } = default!;

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    [Parameter, EditorRequired]
    public PartNames Names { get; set; } = default!;

    /// <summary>By language, the one that leads first; without front matter.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<KeyValuePair<string, string>> Bodies { get; set; } = [];

    [Parameter]
    public EventCallback<LessonBody> OnBody { get; set; }

    [Parameter]
    public EventCallback<HeldTexts> OnHold { get; set; }

    /// <summary>Told the language whose title or summary somebody wants to write.</summary>
    [Parameter]
    public EventCallback<string> OnField { get; set; }

    private string[] Shown => [.. Languages.All.Where(_shown.Contains)];

    private EventCallback<HeldTexts> Hold => Session.MayWrite ? OnHold : default;

    protected override void OnParametersSet()
    {
        // While a part is written the rows stay as they are: an empty line typed in it would otherwise take the box away.
        if (_editedRow is null)
        {
            Lay();
        }
    }

    private void Lay()
    {
        // Lines are counted in the documents, as the stale texts count them.
        var parts = Bodies.Select(body => KeyValuePair.Create(body.Key, LessonParts.Of(Session.Of(body.Key).Text))).ToArray();
        _rows = LessonRows.Of(parts);
        foreach (var (language, own) in parts)
        {
            var published = Session.Of(language).PublishedText;
            _written[language] = new LessonVersion(language, published is null ? [] : LessonParts.Of(published), own).Written;
        }
    }

    private void Toggle(string language)
    {
        if (!_shown.Remove(language))
        {
            _shown.Add(language);
        }
    }

    private StaleText? StaleOf(LessonRow row, string language) => Session.Stale.FirstOrDefault(text =>
        text.Left.Contains(language) && row.Parts.Any(part => text.Lines.TryGetValue(part.Key, out var line) && line == part.Value.Line));

    private bool Differs(LessonRow row) => Shown.Any(language => row[language] is not { } part || _written[language].Contains(part) || StaleOf(row, language) is not null);

    private string[] MarksIn(string language) => [.. Session.Stale.Where(text => text.Left.Contains(language)).Select(text => text.Marks[language]).Distinct()];

    private string FrontOf(string language, string field) => Front(Session.Of(language).Text, field);

    private string PublishedFront(string language, string field) => Front(Session.Of(language).PublishedText ?? "", field);

    private bool FrontDiffers(string field) => Session.Stale.Any(text => text.Field == field)
        || Shown.Any(language => FrontOf(language, field) != PublishedFront(language, field));

    private static string Front(string document, string field)
    {
        var fields = LessonFields.Parse(document);
        return field == "title" ? fields.Title : fields.Summary;
    }

    private static string TextOf(LessonPart part) => part.IsHeading ? part.Text.Trim('#', ' ') : PartInside.Of(part).Inside;

    private void Edit(LessonRow row, string language)
    {
        if (_editedRow is null)
        {
            (_editedRow, _editedLanguage, _editedBody) = (row, language, Bodies.First(body => body.Key == language).Value);
            _text = row[language] is { } part ? PartInside.Of(part).Inside : "";
        }
    }

    private async Task DoneAsync()
    {
        // What was typed last arrives while the part is still the one that is written.
        if (_box is not null)
        {
            await _box.FindPlaceAsync();
        }

        _editedRow = null;
        Lay();
    }

    private Task TypeAsync(string text)
    {
        if (_editedRow is not { } row)
        {
            return Task.CompletedTask;
        }

        _text = text;
        var parts = LessonParts.OfBody(_editedBody);
        var own = _rows.Select(one => one[_editedLanguage]).OfType<LessonPart>().ToList();
        if (row[_editedLanguage] is { } part)
        {
            // The rows count lines in the document, the body from its own beginning; the order of the parts is the same.
            var here = parts[own.FindIndex(one => ReferenceEquals(one, part))];
            return OnBody.InvokeAsync(new LessonBody(_editedLanguage, LessonParts.Replace(_editedBody, here, PartInside.Of(here).With(text))));
        }

        var before = _rows.TakeWhile(one => one != row).Count(one => one[_editedLanguage] is not null);
        return OnBody.InvokeAsync(new LessonBody(
            _editedLanguage, text.Trim().Length == 0 ? _editedBody : LessonParts.Insert(_editedBody, before == 0 ? null : parts[before - 1], text)));
    }
}
