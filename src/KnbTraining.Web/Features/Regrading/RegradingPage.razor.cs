using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Regrading;

/// <summary>Chooses what was found wrong by its words, shows what would change without it, and proposes that.</summary>
public sealed partial class RegradingPage
{
    private const int LongestChoice = 140;

    private string? _search;
    private IReadOnlyList<AskedRule>? _rules;
    private IReadOnlyList<AskedThing> _things = [];
    private string? _rule = "";
    private string? _wrong = "";
    private string? _from;
    private string? _to;
    private WrongItems _treatment = WrongItems.LeaveOut;
    private string? _reason;
    private RegradingPreview? _preview;
    private IReadOnlyDictionary<string, string> _titles = new Dictionary<string, string>();
    private FormFindings _findings = FormFindings.None;
    private string? _refusal;
    private string? _notProposed;
    private bool _busy;
    private bool _mayPropose;

    [SupplyParameterFromQuery(Name = "wrong")]
    private string? AskedWrong { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? AskedFrom { get; set; }

    private static string[] FieldsAbove => [nameof(RegradingForm.Wrong), nameof(RegradingForm.From), nameof(RegradingForm.To), nameof(RegradingForm.Treatment)];

    private IEnumerable<(string, string)> Treatments =>
        Enum.GetValues<WrongItems>().OrderDescending().Select(treatment => (treatment.ToString(), Texts[$"Treatment.{treatment}"].Value));

    private IEnumerable<(string, string)> RuleValues => (_rules ?? []).Select(rule => (rule.Id, rule.Title)).Prepend(("", Texts["Rule.choose"].Value));

    private IEnumerable<(string, string)> ThingValues => _things
        .Select(thing => (thing.Id, Texts[$"Thing.{thing.Kind}", Short(thing.Words), thing.Exams].Value))
        .Prepend(("", Texts["Wrong.choose"].Value));

    // What was typed in one form is what was weighed: the reason belongs to the figures that are shown.
    private RegradingForm Form => new() { Wrong = _wrong, From = Edition(_from), To = Edition(_to), Treatment = _treatment };

    protected override async Task OnInitializedAsync()
    {
        var current = await Editions.CurrentAsync(CancellationToken.None);
        var viewer = await Current.GetHereAsync();
        _mayPropose = AnnulmentService.MayPropose(viewer);
        _titles = current.Edition.EveryCourse.ToDictionary(course => course.Key, course => course.Value.Title[Cultures.CurrentLanguage]);
        _from = (AskedNumber.Number(AskedFrom) ?? 1).ToString(CultureInfo.InvariantCulture);
        _to = current.Number.ToString(CultureInfo.InvariantCulture);
        var rule = string.IsNullOrWhiteSpace(AskedWrong) ? null : await Choices.RuleOfAsync(viewer, AskedWrong, CancellationToken.None);
        _rules = await Choices.RulesAsync(viewer, rule, Cultures.CurrentLanguage, CancellationToken.None);
        if (rule is not null)
        {
            (_rule, _search) = (rule, _rules.FirstOrDefault(known => known.Id == rule)?.Title);
            await LoadThingsAsync();
            _wrong = _things.Any(thing => thing.Id == AskedWrong) ? AskedWrong : "";
        }
    }

    // Words that are too long for a list; the chosen ones stand below it in full.
    // A story stands first and the question last: both tell one choice from another.
    private static string Short(string words) => words.Length <= LongestChoice ? words : $"{words[..(LongestChoice / 2)].TrimEnd()} … {words[^(LongestChoice / 2)..].TrimStart()}";

    // What is no number is no edition either; only an empty field is empty.
    private static int? Edition(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : AskedNumber.Number(typed) ?? 0;

    private async Task SearchAsync(string? typed)
    {
        _search = typed;
        _rules = await Choices.RulesAsync(await Current.GetHereAsync(), typed, Cultures.CurrentLanguage, CancellationToken.None);
        if (_rules.All(rule => rule.Id != _rule))
        {
            await ChooseRuleAsync(_rules.Count == 1 ? _rules[0].Id : "");
        }
    }

    private async Task ChooseRuleAsync(string rule)
    {
        (_rule, _wrong, _preview) = (rule, "", null);
        await LoadThingsAsync();
    }

    private async Task LoadThingsAsync()
    {
        _preview = null;
        _things = string.IsNullOrEmpty(_rule) ? [] : await Choices.ThingsAsync(
            await Current.GetHereAsync(), _rule, Edition(_from) ?? 1, Edition(_to) ?? int.MaxValue, Cultures.CurrentLanguage, CancellationToken.None);
    }

    private void Choose(string wrong) => (_wrong, _preview) = (wrong, null);

    private void Treat(string treatment) => (_treatment, _preview) = (Enum.Parse<WrongItems>(treatment), null);

    private async Task WeighAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _preview, _refusal, _notProposed) = (true, null, null, null);
        await Task.Yield();
        StateHasChanged();
        var result = await Queries.PreviewAsync(await Current.GetHereAsync(), Form, Cultures.CurrentLanguage, CancellationToken.None);
        _busy = false;
        (_preview, _findings) = (result.Value, result.Findings);
        _refusal = result.Refused is { } refused && !_findings.Any ? Shared[$"Refusal.{refused}"].Value : null;
    }

    private async Task ProposeAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        await Task.Yield();
        StateHasChanged();
        var result = await Annulments.ProposeAsync(await Current.GetHereAsync(), Form, _reason, CancellationToken.None);
        (_busy, _findings) = (false, result.Findings);
        _notProposed = result.Refused is not { } refused ? null
            : _findings.Any ? FieldsAbove.Select(Finding).FirstOrDefault(wrong => wrong is not null)
            : Shared[$"Refusal.{refused}"].Value;
        if (result.Ok)
        {
            Navigation.NavigateTo(AnnulmentAddress.Of(result.Value));
        }
    }

    private string? Finding(string field) => _findings.At(field) is { } key ? Texts.Finding(Shared, key) : null;
}
