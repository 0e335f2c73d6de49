using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.People;

/// <summary>Who is there: administrators change, managers and auditors read.</summary>
public sealed partial class PeoplePage
{
    private PeopleList? _people;
    private IReadOnlyList<UnitRow> _units = [];
    private string? _search;
    private Guid? _unit;
    private bool _inactive;
    private bool _administers;

    [SupplyParameterFromQuery(Name = "unit")]
    private string? Unit { get; set; }

    private bool Filtered => !string.IsNullOrWhiteSpace(_search) || _unit is not null;

    protected override async Task OnInitializedAsync()
    {
        var viewer = await Current.GetAsync();
        _administers = viewer.Is(Role.Administrator);
        _unit = AskedNumber.Id(Unit);
        _units = await People.UnitsAsync(viewer, CancellationToken.None);
        await LoadAsync();
    }

    private string UnitName(Guid? id) => _units.FirstOrDefault(unit => unit.Id == id)?.Name ?? Texts["Unit.all"];

    private Task SearchAsync(string? search)
    {
        _search = search;
        return LoadAsync();
    }

    private Task ChooseUnitAsync(Guid? unit)
    {
        _unit = unit;
        return LoadAsync();
    }

    private Task ShowInactiveAsync(bool inactive)
    {
        _inactive = inactive;
        return LoadAsync();
    }

    private async Task LoadAsync() =>
        _people = await People.ListAsync(await Current.GetAsync(), _search, _unit, _inactive, CancellationToken.None);
}
