using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Exchange;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Exchange;

/// <summary>Reads a file of questions, asks for their rules and makes a change of them.</summary>
public sealed partial class ImportPanel
{
    private const int Portion = 25;

    private readonly Dictionary<int, string> _rules = [];
    private Edition? _edition;
    private QuestionFile? _file;
    private FormFindings _findings = FormFindings.None;
    private string _language = Cultures.CurrentLanguage;
    private string? _problem;
    private string? _refusal;
    private string? _rule;
    private string _title = "";
    private int _from;
    private bool _busy;
    private bool _taken;

    [Inject]
    private QuestionImport Import { get; set; } = default!;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    private bool IsUnsaved => _file is { Findings.Count: 0 } && !_taken;

    private (string Value, string Text)[] Rules { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        _edition = (await Editions.CurrentAsync(CancellationToken.None)).Edition;
        Rules =
        [
            ("", Texts["Rule.none"].Value),
            .. _edition.Rules.Values.OrderBy(rule => rule.Path, StringComparer.Ordinal).Select(rule => (rule.Id, rule.Title[Cultures.CurrentLanguage])),
        ];
    }

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        (_file, _problem, _refusal, _findings, _from, _busy) = (null, null, null, FormFindings.None, 0, true);
        _taken = false;
        _rules.Clear();
        StateHasChanged();
        try
        {
            if (change.File.Size > ContentLimits.LargestExchange)
            {
                _problem = Texts["File.large", ContentLimits.LargestExchange >> 20];
                return;
            }

            using var bytes = new MemoryStream();
            await using (var stream = change.File.OpenReadStream(ContentLimits.LargestExchange))
            {
                await stream.CopyToAsync(bytes);
            }

            var read = await Import.ReadAsync(await Current.GetAsync(), change.File.Name, bytes.ToArray(), null, _language, CancellationToken.None);
            _file = read.Value;
            _problem = read.Refused is null ? null : Shared[$"Refusal.{read.Refused}"].Value;
            _title = Texts["Change.proposed", change.File.Name].Value is { Length: <= Learning.Editing.ChangeService.LongestTitle } title ? title : Texts["Import"].Value;
        }
        finally
        {
            _busy = false;
        }
    }

    // A package holds each item as a file of its own: a line alone would not say which.
    private string PlaceOf(Finding finding)
    {
        var line = Texts["Line", finding.Line].Value;
        return finding.Path.StartsWith($"{_file!.Name}/", StringComparison.Ordinal) ? $"{finding.Path[(_file.Name.Length + 1)..]}, {line}" : line;
    }

    // What the file says of a question, unless somebody said otherwise.
    private string? OwnRule(int index) =>
        _rules.TryGetValue(index, out var chosen) ? chosen.Length == 0 ? null : chosen
        : _file!.Questions[index].Question.Rule is { } rule && _edition!.Rules.ContainsKey(rule) ? rule
        : null;

    private void Choose(int index, string rule) => _rules[index] = rule;

    private async Task TakeAsync()
    {
        if (_busy || _taken || _file is not { } file)
        {
            return;
        }

        (_busy, _refusal, _findings) = (true, null, FormFindings.None);
        StateHasChanged();
        var rules = file.Questions.Index()
            .Where(entry => entry.Item.State == ImportedState.New)
            .Select(entry => (entry.Index, Rule: OwnRule(entry.Index) ?? _rule))
            .Where(entry => entry.Rule is not null)
            .ToDictionary(entry => entry.Index, entry => entry.Rule!);
        var made = await Import.TakeAsync(await Current.GetAsync(), file, rules, _title, CancellationToken.None);
        (_busy, _taken) = (false, made.Ok);
        if (made.Ok)
        {
            Navigation.NavigateTo(ChangeAddress.Of(made.Value));
            return;
        }

        _findings = made.Refused is Refusal.Invalid invalid ? invalid.Findings : FormFindings.None;
        _refusal = made.Refused is Refusal.Invalid ? null : Shared[$"Refusal.{made.Refused}"].Value;
    }

    private string? FindingAt(string field) => _findings.At(field) is { } key ? Texts[$"Finding.{field}.{key}"].Value : null;
}
