using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.Web.Components.Forms;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Assignments;

/// <summary>Adds, changes or ends one assignment. What it would do stands beside the form before it is saved.</summary>
public sealed partial class AssignmentPage
{
    private AssignmentForm _form = new() { Days = ProposedAssignments.UsualDueDays.ToString(CultureInfo.InvariantCulture) };
    private FormFindings _findings = FormFindings.None;
    private IReadOnlyList<CourseChoice> _courses = [];
    private IReadOnlyList<UnitRow> _units = [];
    private AssignmentRow? _stored;
    private AssignmentForm _opened = new();
    private FormConflict<AssignmentForm>? _conflict;
    private AssignmentPreview? _preview;
    private NoticeForecast? _forecast;
    private EndPreview? _ending;
    private string? _refusal;
    private int? _withdrawn;
    private int _cameIn;
    private bool _busy;
    private bool _missing;
    private bool _ready;
    private bool _saved;

    [Parameter]
    public Guid? Id { get; set; }

    [Inject]
    private AssignmentRuleQueries Assignments { get; set; } = default!;

    [Inject]
    private NoticeForecasts Forecasts { get; set; } = default!;

    [Inject]
    private AssignmentService Service { get; set; } = default!;

    [Inject]
    private PeopleQueries People { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Heading => Id is null ? Texts["Add"].Value : _stored?.Title ?? Texts["Title"].Value;

    private CourseChoice? Course => _courses.FirstOrDefault(course => course.Id == _form.CourseId);

    private RenewalTerms? Terms => Course is { } course ? _form.ReadTerms(course.ValidityMonths) : null;

    private string? Sentence => Course is { } course && Terms is { } terms
        ? Texts.Sentence(course.Title, _form.Audience, UnitName(_form.UnitPath), terms, course.ValidityMonths)
        : null;

    protected override async Task OnParametersSetAsync()
    {
        if (_ready && _stored?.Id == Id)
        {
            return;
        }

        var viewer = await Current.GetAsync();
        _courses = await Assignments.CoursesAsync(Cultures.CurrentLanguage, CancellationToken.None);
        _units = await People.UnitsAsync(viewer, CancellationToken.None);
        if (Id is { } id)
        {
            _stored = (await Assignments.FindAsync(viewer, id, Cultures.CurrentLanguage, CancellationToken.None)).Value;
            _missing = _stored is null;
            await ShowStoredAsync(viewer);
        }

        _ready = !_missing;
    }

    private FormField<AssignmentForm>[] Fields =>
    [
        new(Texts["HolderStatus"], form => form.HolderStatus, form => Texts[$"HolderStatus.{form.HolderStatus?.ToString() ?? "Any"}"], (form, from) => form.HolderStatus = from.HolderStatus),
        new(Texts["Capacity"], form => form.Capacity, form => Texts[$"Capacity.{form.Capacity?.ToString() ?? "Any"}"], (form, from) => form.Capacity = from.Capacity),
        new(Texts["Unit"], form => form.UnitPath, form => UnitName(form.UnitPath) ?? Texts["Unit.all"].Value, (form, from) => form.UnitPath = from.UnitPath),
        new(Texts["First"], form => form.FirstDue, form => Texts[$"First.{form.FirstDue}"], (form, from) => form.FirstDue = from.FirstDue),
        new(Texts["Days"], form => form.Days, form => form.Days, (form, from) => form.Days = from.Days),
        new(Texts["FirstDueDay"], form => form.FirstDueDay, form => DayOf(form.FirstDueDay), (form, from) => form.FirstDueDay = from.FirstDueDay),
        new(Texts["CatchUp"], form => form.CatchUp, form => form.CatchUp, (form, from) => form.CatchUp = from.CatchUp),
        new(Texts["Basis"], form => form.Basis, form => Texts[$"Basis.{form.Basis}"], (form, from) => form.Basis = from.Basis),
        new(Texts["FixedDay"], form => form.FixedDay, form => DayOf(form.FixedDay), (form, from) => form.FixedDay = from.FixedDay),
        new(Texts["MinimumMonths"], form => form.MinimumMonths, form => form.MinimumMonths, (form, from) => form.MinimumMonths = from.MinimumMonths),
        new(Texts["Months"], form => form.Months, form => form.Months, (form, from) => form.Months = from.Months),
        new(Texts["Window"], form => form.Window, form => form.Window, (form, from) => form.Window = from.Window),
        new(Texts["Early"], form => form.EarlyCounts, form => Texts[form.EarlyCounts ? "Early.yes" : "Early.no"], (form, from) => form.EarlyCounts = from.EarlyCounts),
        new(Texts["Grace"], form => form.Grace, form => form.Grace, (form, from) => form.Grace = from.Grace),
        new(Texts["Reminders"], form => form.Reminders, form => form.Reminders.Length == 0 ? Texts["Reminders.house"] : form.Reminders, (form, from) => form.Reminders = from.Reminders),
    ];

    private static string DayOf(DateOnly? day) => day is { } set ? LocalTime.Day(set) : "–";

    private string? UnitName(string? path) => _units.FirstOrDefault(unit => unit.Path == path)?.Name;

    private async Task ShowStoredAsync(Viewer viewer)
    {
        if (_stored is { EndedAt: null } row)
        {
            (_form, _opened, _conflict) = (AssignmentForm.Of(row), AssignmentForm.Of(row), null);
            _ending = (await Assignments.PreviewEndAsync(viewer, row.Id, CancellationToken.None)).Value;
            await ShowEffectsAsync();
        }
    }

    private async Task ShowEffectsAsync()
    {
        _saved = false;
        _refusal = null;
        if (Terms is not { } terms)
        {
            (_preview, _forecast) = (null, null);
            _findings = FormFindings.Of([.. _form.Faults]);
            return;
        }

        var viewer = await Current.GetAsync();
        var preview = await Assignments.PreviewAsync(viewer, _form.CourseId, _form.Audience, terms, Id, CancellationToken.None);
        _forecast = preview.Value is { } found ? await Forecasts.OfAsync(viewer, _form.CourseId, terms, Id, found, CancellationToken.None) : null;
        _preview = preview.Value;
        Show(preview.Refused);
    }

    private async Task SaveAsync()
    {
        if (Terms is not { } terms)
        {
            IEnumerable<FormFinding> course = _form.CourseId.Length == 0 ? [new FormFinding("CourseId", "required")] : [];
            _findings = FormFindings.Of([.. course, .. _form.Faults]);
            return;
        }

        _busy = true;
        var viewer = await Current.GetAsync();
        var saved = Id is { } id
            ? await Service.ChangeAsync(viewer, id, _stored!.Version, _form.Audience, terms, CancellationToken.None)
            : await Service.AssignAsync(viewer, _form.CourseId, _form.Audience, terms, CancellationToken.None);
        _busy = false;
        if (saved.Ok && Id is null)
        {
            Navigation.NavigateTo(AssignmentAddress.List);
        }
        else if (saved.Ok)
        {
            await ReadAgainAsync(viewer);
            (_saved, _cameIn) = (true, saved.Value);
        }
        else if (saved.Refused?.Kind is RefusalKind.Conflict or RefusalKind.Finished)
        {
            await ShowTheirsAsync(viewer);
        }
        else
        {
            Show(saved.Refused);
        }
    }

    private async Task EndAsync(bool withdraw)
    {
        _busy = true;
        var viewer = await Current.GetAsync();
        var ended = await Service.EndAsync(viewer, Id!.Value, _stored!.Version, withdraw, CancellationToken.None);
        _busy = false;
        if (ended.Ok)
        {
            _withdrawn = withdraw ? ended.Value : null;
            await ReadAgainAsync(viewer);
        }
        else if (ended.Refused?.Kind is RefusalKind.Conflict or RefusalKind.Finished)
        {
            await ShowTheirsAsync(viewer);
        }
        else
        {
            Show(ended.Refused);
        }
    }

    // What was typed meanwhile stays, and so does the version that was read.
    private async Task WhenNobodyWaitsAsync()
    {
        _stored = _stored! with { Progress = null };
        if (_stored.EndedAt is null)
        {
            var saved = _saved;
            _ending = (await Assignments.PreviewEndAsync(await Current.GetAsync(), _stored.Id, CancellationToken.None)).Value;
            await ShowEffectsAsync();
            _saved = saved;
        }
    }

    private async Task ReadAgainAsync(Viewer viewer)
    {
        _stored = (await Assignments.FindAsync(viewer, Id!.Value, Cultures.CurrentLanguage, CancellationToken.None)).Value;
        await ShowStoredAsync(viewer);
    }

    // Somebody was quicker: what they stored is shown beside what was typed. From now on their version is the one that was read.
    private async Task ShowTheirsAsync(Viewer viewer)
    {
        _stored = (await Assignments.FindAsync(viewer, Id!.Value, Cultures.CurrentLanguage, CancellationToken.None)).Value;
        if (_stored is { EndedAt: null })
        {
            var theirs = AssignmentForm.Of(_stored);
            var conflict = new FormConflict<AssignmentForm>(_form, _form with { }, _opened, theirs, Fields);
            (_conflict, _opened) = (conflict.Fields.Count == 0 ? null : conflict, theirs);
            await ShowEffectsAsync();
        }
    }

    private void Show(Refusal? refused)
    {
        _findings = refused is Refusal.Invalid invalid ? invalid.Findings : FormFindings.None;
        _refusal = refused is null or Refusal.Invalid ? null : Shared[$"Refusal.{refused}"].Value;
    }
}
