using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.CourseActs;

/// <summary>One act about one course of several people: chosen from a filtered list, shown, and done.</summary>
public sealed partial class ManyPage
{
    private readonly HashSet<Guid> _chosen = [];
    private readonly BatchForm _form = new();
    private IReadOnlyList<CourseChoice> _courses = [];
    private IReadOnlyList<UnitRow> _units = [];
    private IReadOnlyList<NamedPerson> _approvers = [];
    private CourseListPage? _people;
    private BatchPreview? _preview;
    private NoticeForecast? _forecast;
    private PeopleFilter _filter = new();
    private CourseSelection? _selection;
    private FormFindings _findings = FormFindings.None;
    private string? _days;
    private string? _refusal;
    private int _page = 1;
    private bool _busy;

    [SupplyParameterFromQuery(Name = "course")]
    private string? Course { get; set; }

    [SupplyParameterFromQuery(Name = "unit")]
    private string? Unit { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    private int Pages => Math.Max(1, ((_people?.Total ?? 0) + PeopleQueries.OnePage - 1) / PeopleQueries.OnePage);

    private string? DaysHint => _courses.FirstOrDefault(course => course.Id == _form.CourseId) is { } course
        ? Texts["Days.most", CycleDates.MostDueDays(course.ValidityMonths)].Value
        : null;

    protected override async Task OnInitializedAsync()
    {
        var viewer = await Current.GetHereAsync();
        _courses = await Rules.CoursesAsync(Cultures.CurrentLanguage, CancellationToken.None);
        _units = await People.UnitsAsync(viewer, CancellationToken.None);
        _form.CourseId = _courses.FirstOrDefault(course => course.Id == Course)?.Id ?? "";
        _selection = AskedNumber.Value<CourseSelection>(State);
        _form.Act = _selection is CourseSelection.Late or CourseSelection.Open ? BatchAct.Extend : BatchAct.Give;
        _filter = new PeopleFilter { UnitId = AskedNumber.Id(Unit) };
        await LoadAsync();
    }

    private Task ChooseCourseAsync(ChangeEventArgs change)
    {
        _form.CourseId = change.Value as string ?? "";
        return FilterAsync(_filter, _selection);
    }

    // Another filter means other people: nobody is chosen whom the list does not show.
    private Task FilterAsync(PeopleFilter filter, CourseSelection? selection)
    {
        (_filter, _selection, _page, _findings) = (filter, selection, 1, FormFindings.None);
        _chosen.Clear();
        return LoadAsync();
    }

    private Task TurnAsync(int page)
    {
        _page = page;
        return LoadAsync();
    }

    private async Task LoadAsync() => _people = _form.CourseId.Length == 0
        ? null
        : (await Queries.PageAsync(await Current.GetAsync(), _filter, _form.CourseId, _selection, _page, CancellationToken.None)).Value;

    private Task TickAsync(ManyTable.Tick tick)
    {
        _ = tick.IsChosen ? _chosen.Add(tick.PersonId) : _chosen.Remove(tick.PersonId);
        return ReadApproversAsync();
    }

    private Task ChoosePageAsync()
    {
        _chosen.UnionWith(_people!.People.Select(person => person.PersonId));
        return ReadApproversAsync();
    }

    private async Task ChooseAllAsync()
    {
        var all = await Queries.AllAsync(await Current.GetAsync(), _filter, _form.CourseId, _selection, CancellationToken.None);
        _findings = FormFindings.None;
        _chosen.Clear();
        if (all.Count > CycleActs.MostAtOnce)
        {
            _findings = FormFindings.Of(new FormFinding("People", "too-many"));
            return;
        }

        _chosen.UnionWith(all);
        await ReadApproversAsync();
    }

    private Task ChooseNobodyAsync()
    {
        _chosen.Clear();
        return ReadApproversAsync();
    }

    private async Task ReadApproversAsync()
    {
        _findings = FormFindings.None;
        if (_form.Act == BatchAct.Waive)
        {
            _approvers = await Waivers.ApproversAsync(await Current.GetAsync(), _chosen, CancellationToken.None);
        }
    }

    private async Task PreviewAsync()
    {
        if (_busy)
        {
            return;
        }

        _form.Days = int.TryParse(_days?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) ? days : null;
        _busy = true;
        var viewer = await Current.GetAsync();
        var result = await Batches.PreviewAsync(viewer, _form, _chosen, CancellationToken.None);
        _forecast = result.Value is { } found ? await Forecasts.OfAsync(viewer, _form, found, CancellationToken.None) : null;
        _busy = false;
        _preview = result.Value;
        Show(result.Refused, result.Findings);
    }

    private async Task DoAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var done = await Batches.DoAsync(await Current.GetAsync(), _form, _chosen, CancellationToken.None);
        _busy = false;
        if (done.Value is { } batch)
        {
            Navigation.NavigateTo(ManyAddress.Of(batch.BatchId));
            return;
        }

        _preview = null;
        Show(done.Refused, done.Findings);
        await LoadAsync();
    }

    private void Show(Refusal? refused, FormFindings findings)
    {
        _findings = findings;
        _refusal = refused is null || _findings.Any ? null : Shared[$"Refusal.{refused}"].Value;
    }

    private string? Finding(string field) => _findings.At(field) is not { } key ? null
        : key == "too-many" ? Texts["Finding.too-many", CycleActs.MostAtOnce].Value
        : Texts.Finding(Shared, key);
}
