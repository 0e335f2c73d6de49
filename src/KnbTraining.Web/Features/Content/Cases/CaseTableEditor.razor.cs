using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Exchange.Cases;
using KnbTraining.Rules;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content.Cases;

/// <summary>Cases as a table, each held against the rules as it is typed.</summary>
public sealed partial class CaseTableEditor
{
    // Each row has a list for every fact: more at once would be slow to draw.
    private const int Portion = 40;

    private static readonly string[] Localized = ["title", "translation"];

    private static readonly string[] Keys = ["id", "when", "as-of", "law", "expect", "duties", "rule", "facts", "note"];

    private DocumentFields _fields = new("");
    private FormDesk _form = new(new DocumentFields(""), FieldFindings.None, readOnly: true, _ => Task.CompletedTask);
    private Edition? _judge;
    private LawCaseRuns? _runs;
    private CaseSheet? _sheet;
    private IReadOnlyList<CaseLine> _lines = [];
    private LawCaseCoverage? _coverage;
    private string _act = "";
    private string _language = Cultures.CurrentLanguage;
    private string? _said;
    private bool _onlyDiffering;
    private int _from;
    private int? _open;

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    [Parameter]
    public EventCallback<DocumentChange> OnChange { get; set; }

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    private DocumentDesk Desk => Session.First;

    private VocabularyText Vocabulary => _judge!.Words;

    private int Differing => _lines.Count(line => line.NeedsWork);

    private CaseLine[] Wanted => [.. _lines.Where(line => !_onlyDiffering || line.NeedsWork || line.Index == _open)];

    protected override void OnParametersSet()
    {
        if (Desk.Text != _fields.Document)
        {
            _fields = new DocumentFields(Desk.Text);
        }

        Show();
    }

    private void Show()
    {
        var act = _fields.Text(LawCases.ActKey);
        if (_judge != Session.Shown || act != _act)
        {
            (_judge, _act) = (Session.Shown!, act);
            _runs = new LawCaseRuns(_judge.RuleBook);
            _sheet = _runs.SituationsOf(act).Any() ? new CaseSheet(_judge, act) : null;
        }

        var rows = CaseRow.In(_fields.Document);
        _lines = [.. rows.Select((row, i) => new CaseLine(i, row, row.ToCase() is { } one ? _runs!.Run(_act, one) : null))];
        _coverage = _sheet is null ? null : LawCaseCoverage.Of(_runs!, _act, [.. rows.Select(row => row.ToCase()).OfType<LawCase>(), .. CasesElsewhere]);
        _form = new FormDesk(_fields, FieldFindings.ForYaml(Desk.Text, Desk.OwnFindings, Places(rows.Count)), !Session.MayWrite, ChangeAsync)
        {
            Language = _language,
            ChooseLanguage = EventCallback.Factory.Create<string>(this, language =>
            {
                _language = language;
                Show();
            }),
        };
    }

    // Other documents about the same act assert its situations as well.
    private IEnumerable<LawCase> CasesElsewhere => _judge!.LawCases.Values.Where(cases => cases.Act == _act && cases.Path != Desk.Path).SelectMany(cases => cases.Cases);

    private static HashSet<string> Places(int rows) =>
    [
        LawCases.ActKey,
        "cases",
        .. Localized.SelectMany(key => KnbTraining.Content.Text.Languages.All.Select(language => $"{key}/{language}").Append(key)),
        .. Enumerable.Range(0, rows).SelectMany(i => Keys.Select(key => $"cases/{i}/{key}").Append($"cases/{i}")),
    ];

    private Finding[] FindingsOf(int index) =>
        [.. Keys.Select(key => $"cases/{index}/{key}").Append($"cases/{index}").SelectMany(_form.At)];

    private string NumberOf(CaseLine line) => Texts["Row", line.Index + 1];

    private Task SetFactAsync(int index, string dimension, string value) =>
        ChangeAsync(fields => fields.SetOptional($"cases/{index}/when/{dimension}", value));

    private Task SetExpectedAsync(int index, string value) => ChangeAsync(fields => fields.Set($"cases/{index}/expect", value));

    private Task AddAsync(CaseRow row) => InsertAsync(_lines.Count, row);

    private Task AddBlankAsync() => AddAsync(new CaseRow(
        "", new Dictionary<string, string>(StringComparer.Ordinal), UsualDay, IfAdopted: false, Expected: null, Duties: [], Rule: null, Note: null, Sources: []));

    private Task AddForAsync(Situation situation) => AddAsync(CaseRow.For(situation, UsualDay));

    // Most cases of a table are about one day.
    private DateOnly UsualDay => _lines.Select(line => line.Row.AsOf).LastOrDefault(day => day is not null) ?? Clock.Today;

    private Task CopyAsync(CaseLine line) => InsertAsync(line.Index + 1, line.Row);

    private async Task InsertAsync(int at, CaseRow row)
    {
        if (_lines.Count >= LawCases.MostCases)
        {
            _said = Texts["Full", LawCases.MostCases];
            return;
        }

        (_open, _said) = (at, null);
        _from = at / Portion * Portion;
        var id = CaseIds.Free(_lines.Select(one => one.Row.Id));
        await ChangeAsync(fields => fields.Put("cases", YamlValue.Of([.. Items(fields).Take(at), (row with { Id = id }).ToYaml(), .. Items(fields).Skip(at)])));
    }

    private async Task RemoveAsync(CaseLine line)
    {
        (_open, _said) = (null, Texts["Removed", line.Index + 1]);
        await ChangeAsync(fields => fields.Put("cases", YamlValue.Of(Items(fields).Where((_, i) => i != line.Index))));
        _from = Math.Min(_from, Math.Max(0, _lines.Count - 1) / Portion * Portion);
    }

    private async Task TakeAsync(CaseImport import)
    {
        var before = _lines.Count;
        var rows = CaseIds.For(import.Rows, [.. _lines.Select(line => line.Row)], import.Replaces);
        if (rows.Count > LawCases.MostCases)
        {
            _said = Texts["Full", LawCases.MostCases];
            return;
        }

        (_open, _from, _onlyDiffering) = (null, 0, false);
        await ChangeAsync(fields => fields.Put("cases", YamlValue.Of(Kept(fields, rows))));
        var added = import.Replaces ? import.Rows.Count : rows.Count - before;
        _said = added < import.Rows.Count ? $"{Texts.Plural("Taken", added)} {Texts["Taken.known", import.Rows.Count - added]}" : Texts.Plural("Taken", added);
    }

    // A row that says what it said keeps its very item, and with it its comments.
    private static IEnumerable<YamlValue> Kept(DocumentFields fields, IReadOnlyList<CaseRow> rows)
    {
        var before = CaseRow.In(fields.Document).Zip(Items(fields)).DistinctBy(pair => pair.First.Id).ToDictionary(pair => pair.First.Id, pair => pair.Second, StringComparer.Ordinal);
        return rows.Select(row => before.GetValueOrDefault(row.Id) is { } item && YamlValue.Same(item, row.ToYaml()) ? item : row.ToYaml());
    }

    private static IReadOnlyList<YamlValue> Items(DocumentFields fields) => fields.Find("cases") is YamlValue.List list ? list.Items : [];

    private async Task ChangeAsync(Action<DocumentFields> set)
    {
        set(_fields);
        Show();
        await OnChange.InvokeAsync(new DocumentChange(Desk, _fields.Document));
    }

    private void Toggle(int index) => _open = _open == index ? null : index;
}
