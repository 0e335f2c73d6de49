using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Overview;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace KnbTraining.Web.Features.Glossary;

public sealed partial class GlossaryPage
{
    private readonly Leaving _leaving = new();
    private GlossaryList? _list;
    private IReadOnlyList<TermView> _found = [];
    private string _query = string.Empty;
    private string? _wanted;
    private int _turn;

    /// <summary>Ids of the reader's courses; read once for the page as HTML, then handed over to the circuit.</summary>
    [PersistentState]
    public IReadOnlyList<string>? OwnCourses { get; set; }

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private OwnCourses Assignments { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnAddressChanged;
        var edition = (await Editions.CurrentAsync(_leaving.Token)).Edition;
        OwnCourses ??= [.. (await Assignments.MineAsync(await Current.GetAsync(), Cultures.CurrentLanguage, _leaving.Token)).Select(cycle => cycle.CourseId)];
        _list = new GlossaryList(edition, Cultures.CurrentLanguage, OwnCourses);
        _found = _list.All;
        WantFromAddress();
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= OnAddressChanged;
        _leaving.Tell();
        base.Dispose(disposing);
    }

    private void OnAddressChanged(object? sender, LocationChangedEventArgs e)
    {
        // Also raised while the reader is leaving for another page.
        if (_list is not null && PagePath == GlossaryAddress.Page)
        {
            _ = InvokeAsync(() =>
            {
                WantFromAddress();
                StateHasChanged();
            });
        }
    }

    private void WantFromAddress() => Want(new Uri(Navigation.Uri).Fragment.TrimStart('#'));

    /// <summary>Takes the reader to a term; a search that hides it is over.</summary>
    private void Want(string id)
    {
        _wanted = _list!.All.FirstOrDefault(term => term.Id == id)?.Id;
        _turn++;
        if (_wanted is not null && !_found.Any(term => term.Id == _wanted))
        {
            ShowAll();
        }
    }

    private void Search(ChangeEventArgs change)
    {
        _query = (change.Value as string ?? string.Empty).Trim();
        _wanted = null;
        _found = _list!.Find(_query);
    }

    private void ShowAll()
    {
        _query = string.Empty;
        _found = _list!.All;
    }
}
