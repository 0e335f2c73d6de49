using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.People;

/// <summary>
/// Slips on paper with temporary passwords, for a unit, for those whom an import has added, or for one person. The passwords live in this page alone: whoever
/// leaves it makes new ones.
/// </summary>
public sealed partial class SlipsPage
{
    private readonly HashSet<Guid> _chosen = [];
    private SlipList? _list;
    private SlipSet? _made;
    private Guid? _unit;
    private Guid? _import;
    private Guid? _person;
    private string _back = "admin/people";
    private string? _about;
    private string? _refusal;
    private string? _said;
    private int _toMake;
    private int _hashed;
    private bool _busy;
    private bool _missing;
    private bool _asksToLeave;

    [SupplyParameterFromQuery(Name = "unit")]
    private string? Unit { get; set; }

    [SupplyParameterFromQuery(Name = "import")]
    private string? Import { get; set; }

    [SupplyParameterFromQuery(Name = "person")]
    private string? Person { get; set; }

    [Inject]
    private SlipQueries Slips { get; set; } = default!;

    [Inject]
    private SlipService Service { get; set; } = default!;

    [Inject]
    private PeopleQueries People { get; set; } = default!;

    [Inject]
    private ImportQueries Imports { get; set; } = default!;

    [Inject]
    private PublicAddressSetting Known { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    // Where nobody has said it, the slips leave a line to write it on: what this browser asked is no address for others.
    private string? Address => Known.Current?.ToString().TrimEnd('/');

    private IEnumerable<Guid> ToHandOver =>
        _list!.People.Where(person => person.State == AccountState.NotHandedOver && _chosen.Contains(person.PersonId)).Select(person => person.PersonId);

    protected override async Task OnParametersSetAsync()
    {
        (_unit, _import, _person) = (AskedNumber.Id(Unit), AskedNumber.Id(Import), AskedNumber.Id(Person));
        _back = _person is { } person ? $"admin/people/{person}" : _unit is { } unit ? $"admin/people?unit={unit}" : "admin/people";
        var viewer = await Current.GetAsync();

        // An address that names something which is not here must not show everybody instead.
        _missing = new[] { (Unit, _unit), (Import, _import), (Person, _person) }.Any(asked => !string.IsNullOrEmpty(asked.Item1) && asked.Item2 is null)
            || (_unit is { } chosen && (await People.UnitsAsync(viewer, CancellationToken.None)).All(found => found.Id != chosen))
            || (_import is { } import && await Imports.FindAsync(import, CancellationToken.None) is null)
            || (_person is { } one && !(await People.FindAsync(viewer, one, CancellationToken.None)).Ok);
        if (!_missing)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var viewer = await Current.GetAsync() with { Language = Cultures.CurrentLanguage };
        (_made, _refusal, _asksToLeave) = (null, null, false);
        _list = _person is { } id ? new SlipList(0, await Slips.FindAsync(viewer, id, CancellationToken.None) is { } one ? [one] : [])
            : _import is { } import ? await Slips.OfPeopleAsync(viewer, await Imports.AddedAsync(import, CancellationToken.None), CancellationToken.None)
            : await OfUnitAsync(viewer);
        _about = _person is not null ? (_list.People is [var only, ..] ? only.Name : null)
            : _import is { } from ? Texts["About.import", (await Imports.FindAsync(from, CancellationToken.None))?.FileName ?? ""]
            : _about;

        // Whoever has no password that works gets one; everybody else only where somebody says so.
        _chosen.Clear();
        _chosen.UnionWith(_list.People
            .Where(person => person.State == AccountState.NoPassword || person.Until <= Clock.Instant || (_person is not null && person.State != AccountState.SignedIn))
            .Select(person => person.PersonId));
    }

    private async Task<SlipList> OfUnitAsync(Viewer viewer)
    {
        var units = await People.UnitsAsync(viewer, CancellationToken.None);
        var unit = units.FirstOrDefault(found => found.Id == _unit) ?? units[0];
        _about = Texts["About.unit", unit.Name];
        return await Slips.OfUnitAsync(viewer, unit.Id, CancellationToken.None);
    }

    private void Choose(Guid person, bool chosen) => _ = chosen ? _chosen.Add(person) : _chosen.Remove(person);

    private void ChooseAll()
    {
        var all = _chosen.Count < _list!.People.Count;
        _chosen.Clear();
        _chosen.UnionWith(_list.People.Where(_ => all).Select(person => person.PersonId));
    }

    private string StateOf(SlipPerson person) =>
        person.State is AccountState.NotHandedOver or AccountState.HandedOver && person.Until is { } until
            ? Texts[until <= Clock.Instant ? "State.RanOut" : $"State.{person.State}", LocalTime.Day(Clock.DayOf(until).AddDays(-1))]
            : Texts[$"State.{person.State}", ""];

    private async Task MakeAsync()
    {
        // Of two quick presses the second would find the passwords of the first, and take them from the page.
        if (_busy)
        {
            return;
        }

        Guid[] people = [.. _chosen];
        (_busy, _refusal, _said, _toMake, _hashed) = (true, null, null, people.Length, 0);
        StateHasChanged();
        var result = await Service.MakeAsync(await Current.GetAsync(), people, replacesOwn: _person is not null, Tell, CancellationToken.None);
        (_busy, _toMake, _made) = (false, 0, result.Value);
        Show(result.Refused ?? result.Value?.Stopped);
    }

    // The hashes are computed on other threads.
    private void Tell(int hashed) => _ = InvokeAsync(() =>
    {
        _hashed = Math.Max(_hashed, hashed);
        StateHasChanged();
    });

    private Task AllHandedOverAsync() => HandOverAsync([.. _made!.Slips.Select(slip => slip.PersonId)]);

    private Task HandedOverAsync() => HandOverAsync([.. ToHandOver]);

    private async Task HandOverAsync(Guid[] people)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var result = await Service.HandOverAsync(await Current.GetAsync(), people, CancellationToken.None);
        _busy = false;
        if (result.Ok)
        {
            await LoadAsync();
            _said = Texts.Plural("HandedOver.done", result.Value);
        }

        Show(result.Refused);
    }

    private void Show(Refusal? refused) => _refusal = refused is null ? null : Shared[$"Refusal.{refused}"].Value;
}
