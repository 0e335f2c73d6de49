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
    private PeopleFilter _filter = new();
    private bool _findsIin;
    private int _page = 1;
    private int _turn;
    private bool _administers;

    [SupplyParameterFromQuery(Name = "unit")]
    private string? Unit { get; set; }

    private string SearchHint => Texts[_findsIin ? "Search.hint.iin" : "Search.hint"];

    private bool Filtered =>
        _filter != new PeopleFilter { Search = string.IsNullOrWhiteSpace(_filter.Search) ? _filter.Search : null, Order = _filter.Order };

    private string SlipsAddress => _filter.UnitId is { } unit ? $"admin/people/slips?unit={unit}" : "admin/people/slips";

    private int Pages => Math.Max(1, ((_people?.Total ?? 0) + PeopleQueries.OnePage - 1) / PeopleQueries.OnePage);

    protected override async Task OnInitializedAsync()
    {
        var viewer = await Current.GetAsync();
        _administers = viewer.Is(Role.Administrator);
        _findsIin = _administers && Settings.Current.KeepsIin;
        _filter = new PeopleFilter { UnitId = AskedNumber.Id(Unit) };
        _units = await People.UnitsAsync(viewer, CancellationToken.None);
        await LoadAsync();
    }

    // Waits for the next letter: only the last of several quick ones searches.
    private async Task SearchAsync(ChangeEventArgs change)
    {
        var turn = ++_turn;
        await Task.Delay(SearchPause);
        if (turn == _turn)
        {
            await FilterAsync(_filter with { Search = change.Value as string });
        }
    }

    private Task FilterAsync(PeopleFilter filter)
    {
        (_filter, _page) = (filter, 1);
        return LoadAsync();
    }

    private Task TurnAsync(int page)
    {
        _page = page;
        return LoadAsync();
    }

    private static IEnumerable<string> Beside(PersonRow person) =>
        new[] { person.PersonnelNumber, person.UserName }.OfType<string>().Where(text => text.Length > 0 && text != person.Name).Distinct(StringComparer.Ordinal);

    private async Task LoadAsync() => _people = await People.PageAsync(await Current.GetAsync(), _filter, _page, CancellationToken.None);

    private static readonly TimeSpan SearchPause = TimeSpan.FromMilliseconds(300);
}
