using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Deltas;

/// <summary>What an edition changed in its rules, and the course about it: chosen, shown before it is opened, and opened.</summary>
public sealed partial class DeltaPage
{
    private const int UsualDays = 30;

    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<UnitRow> _units = [];
    private DeltaOffer? _offer;
    private DeltaPreview? _preview;
    private NoticeForecast? _forecast;
    private FormFindings _findings = FormFindings.None;
    private Refusal? _refused;
    private DeltaWhom _whom;
    private string _holder = "";
    private string _capacity = "";
    private string? _unit;
    private string _days = "";
    private string? _reason;
    private string? _said;
    private string? _failure;
    private int _loaded;
    private bool _busy;

    [Parameter]
    public int Edition { get; set; }

    private IEnumerable<(string, string)> Whoms => Enum.GetValues<DeltaWhom>().Select(whom => (whom.ToString(), Texts[$"Whom.{whom}"].Value));

    private IEnumerable<(string, string)> Holders =>
        [("", Assigned["HolderStatus.Any"].Value), .. Enum.GetValues<HolderStatus>().Select(status => (status.ToString(), Assigned[$"HolderStatus.{status}"].Value))];

    private IEnumerable<(string, string)> Capacities =>
        [("", Assigned["Capacity.Any"].Value), .. Enum.GetValues<Capacity>().Select(capacity => (capacity.ToString(), Assigned[$"Capacity.{capacity}"].Value))];

    private string DaysHint => Days is { } days and >= 0 and <= RenewalTerms.MostDays
        ? Texts["Days.due", LocalTime.Day(_offer!.PublishedOn.AddDays(days))]
        : Texts["Days.hint"];

    private int? Days => int.TryParse(_days.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) ? days : null;

    private DeltaForm Form => new()
    {
        Edition = Edition,
        Rules = [.. _chosen],
        Whom = _whom,
        Audience = new AssignmentAudience(AskedNumber.Value<HolderStatus>(_holder), AskedNumber.Value<Capacity>(_capacity), string.IsNullOrEmpty(_unit) ? null : _unit),
        Days = Days,
        Reason = _reason,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Edition)
        {
            return;
        }

        (_loaded, _offer, _preview, _said, _failure, _findings) = (Edition, null, null, null, null, FormFindings.None);
        _units = await People.UnitsAsync(await Current.GetHereAsync(), CancellationToken.None);
        await LoadAsync();
        Begin();
    }

    private async Task LoadAsync()
    {
        var found = await Deltas.FindAsync(await Current.GetHereAsync(), Edition, CancellationToken.None);
        (_offer, _refused) = (found.Value, found.Refused);
    }

    // What means something else is chosen; days that have gone by already give nobody time.
    private void Begin()
    {
        if (_offer is not { } offer)
        {
            return;
        }

        _chosen.Clear();
        _chosen.UnionWith(offer.Rules.Where(rule => rule.IsMaterial).Select(rule => rule.Id));
        _reason = offer.Reason;
        _days = UsualDays.ToString(CultureInfo.InvariantCulture);
    }

    private void Choose(string rule, bool on) => _ = on ? _chosen.Add(rule) : _chosen.Remove(rule);

    private async Task PreviewAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _said) = (true, null);
        var viewer = await Current.GetHereAsync();
        var result = await Deltas.PreviewAsync(viewer, Form, CancellationToken.None);
        _forecast = result.Value is { } found
            ? await Forecasts.OfAsync(viewer, found.CourseId, found.People.Select(person => new NewDue(person.PersonId, found.DueOn)), CancellationToken.None)
            : null;
        _busy = false;
        _preview = result.Value;
        Show(result.Refused, result.Findings);
    }

    private async Task OpenAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var (people, previewed) = (_preview!.People.Count, _preview.CourseId);
        var opened = await Deltas.OpenAsync(await Current.GetHereAsync(), Form, previewed, CancellationToken.None);
        _busy = false;
        _preview = null;
        Show(opened.Refused, opened.Findings);
        if (opened.Ok)
        {
            _said = Texts.Plural("Opened.said", people);
            await LoadAsync();
        }
        else if (opened.Refused == Refusal.Conflict)
        {
            // What somebody else opened meanwhile is shown below.
            await LoadAsync();
            _failure = Texts["Opened.meanwhile"];
        }
    }

    private void Show(Refusal? refused, FormFindings findings)
    {
        _findings = findings;
        _failure = refused is null || findings.Any ? null : Shared[$"Refusal.{refused}"].Value;
    }

    private string? Finding(string field) => _findings.At(field) is { } key ? Texts.Finding(Shared, key) : null;
}
