using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Components.Assigned;

/// <summary>Somebody's courses, and the acts about them. Whoever may not act sees the same and no buttons.</summary>
public sealed partial class CoursesPanel
{
    /// <summary>How many lines of what has happened are shown before all are asked for.</summary>
    private const int FewLines = 8;

    private PersonCourses? _known;
    private IReadOnlyList<Line> _lines = [];
    private IReadOnlyList<RemindTarget> _remindable = [];
    private IReadOnlyList<NamedPerson> _approvers = [];
    private CourseActInput? _input;
    private FormFindings _findings = FormFindings.None;
    private string? _undoing;
    private string? _reason;
    private string? _said;
    private string? _refusal;
    private bool _busy;
    private bool _showsAll;
    private (Guid, int)? _shown;

    [Parameter, EditorRequired]
    public Guid PersonId { get; set; }

    /// <summary>True on pages where nobody acts.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>How often something else was done on the page: each time there may be more to show.</summary>
    [Parameter]
    public int Acts { get; set; }

    /// <summary>Told after something was done here.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    private bool MayAct => !ReadOnly && _known?.MayAct == true;

    private IReadOnlyList<Line> Lines => _lines;

    private IEnumerable<(PersonCourse Course, ToldWaiver Waiver)> Undecided =>
        _known!.Courses.SelectMany(course => course.Waivers.Where(waiver => waiver.Decision is null).Select(waiver => (course, waiver)));

    protected override Task OnParametersSetAsync()
    {
        if (_shown == (PersonId, Acts))
        {
            return Task.CompletedTask;
        }

        _shown = (PersonId, Acts);
        return LoadAsync();
    }

    private static string Day(DateOnly? day) => day is { } date ? LocalTime.Day(date) : "–";

    private async Task LoadAsync()
    {
        _known = (await Queries.FindAsync(await Current.GetAsync(), PersonId, Cultures.CurrentLanguage, CancellationToken.None)).Value;
        var lines = _known?.Courses.SelectMany(LinesOf) ?? [];
        _lines = [.. lines.OrderByDescending(line => line.On).ThenByDescending(line => line.Order)];
        await LookAsync();
    }

    // What is open and was not reminded of today; nobody is asked to remind themselves.
    private async Task LookAsync()
    {
        var viewer = await Current.GetAsync();
        var today = Reminders.MayRemind(viewer) ? await Reminding.OfTodayAsync(viewer, [PersonId], CancellationToken.None) : [];
        _remindable = PersonId == viewer.PersonId || _known is null
            ? []
            : [.. _known.Courses
                .Where(course => course.OpenCycle is not null && course.DueOn is not null && !today.Contains((PersonId, course.CourseId)))
                .Where(course => course.State is RequirementState.Open or RequirementState.RenewalOpen or RequirementState.Overdue or RequirementState.Expired)
                .Select(course => new RemindTarget(PersonId, course.CourseId, course.Title))];
    }

    private IEnumerable<Line> LinesOf(PersonCourse course) =>
        course.Events.Select(told => new Line(
                $"{course.CourseId}/{told.Told.Number}",
                course,
                told,
                told.ToldOn ?? told.Told.Day,
                told.Told.Number,
                Texts.Sentence(told),
                Texts.Details(told)))
            .Concat(course.Waivers.Where(waiver => waiver.Decision is not null).Select(waiver => new Line(
                $"{waiver.Id}", course, null, waiver.DecidedOn ?? DateOnly.MinValue, int.MaxValue, Texts.Sentence(waiver), Texts.Details(waiver))));

    private string Why(PersonCourse course) => course.Why.Count == 0 ? "–" : string.Join(" · ", course.Why.Select(Assigned.Why));

    // What makes no sense for a course is not offered; the service refuses it all the same.
    private IReadOnlyList<(string Id, string Title)> Choices(PersonCourseAct act) => act == PersonCourseAct.Give
        ? [.. _known!.Giveable.Select(course => (course.Id, course.Title))]
        : [.. _known!.Courses
            .Where(course => course.OpenCycle is not null
                && (act != PersonCourseAct.End || course.CanEnd)
                && (act != PersonCourseAct.Waive || course.Waivers.All(waiver => waiver.Decision is not null)))
            .Select(course => (course.CourseId, course.Title))];

    private async Task BeginAsync(PersonCourseAct act)
    {
        (_said, _refusal, _undoing, _findings) = (null, null, null, FormFindings.None);
        if (act == PersonCourseAct.Waive)
        {
            _approvers = await Proposed.ApproversAsync(await Current.GetAsync(), [PersonId], CancellationToken.None);
        }

        var choices = Choices(act);
        _input = new CourseActInput { Act = act, CourseId = choices.Count == 1 ? choices[0].Id : "" };
    }

    private async Task ActAsync()
    {
        if (_busy || _input is not { } input)
        {
            return;
        }

        if (input.CourseId.Length == 0 || FindFault(input) is { Any: true })
        {
            _findings = FindFault(input);
            return;
        }

        if (await DoAsync(viewer => SendAsync(viewer, input)))
        {
            _said = Texts[$"Done.{input.Act}", _known!.Courses.FirstOrDefault(course => course.CourseId == input.CourseId)?.Title ?? input.CourseId];
            _input = null;
        }
    }

    // What the service cannot be asked without.
    private static FormFindings FindFault(CourseActInput input)
    {
        var days = input.Act != PersonCourseAct.Give ? null
            : string.IsNullOrWhiteSpace(input.Days) ? "required"
            : Number(input.Days) is null ? "not-a-number"
            : null;
        var until = input is { Act: PersonCourseAct.Extend or PersonCourseAct.Waive, Until: null } ? "required" : null;
        var day = input is { Act: PersonCourseAct.Credit, Day: null } ? "required" : null;
        var file = input is { Act: PersonCourseAct.Credit, Evidence: null } ? "required" : null;
        (string Field, string? Key)[] found =
            [("CourseId", input.CourseId.Length == 0 ? "required" : null), ("DueDays", days), ("Until", until), ("Day", day), ("Evidence", file)];
        return FormFindings.Of(found.Where(each => each.Key is not null).Select(each => new FormFinding(each.Field, each.Key!)));
    }

    private static int? Number(string? typed) =>
        int.TryParse(typed?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task<Result<Done>> SendAsync(Viewer viewer, CourseActInput input)
    {
        if (input.Act == PersonCourseAct.Give)
        {
            var given = await Acting.AssignAsync(viewer, [PersonId], input.CourseId, Number(input.Days)!.Value, CancellationToken.None);
            return given.Ok ? new Done() : given.As<Done>();
        }

        if (_known!.Courses.FirstOrDefault(course => course.CourseId == input.CourseId)?.OpenCycle is not { } cycle)
        {
            return Refusal.Finished;
        }

        var (reason, until, none) = (input.Reason ?? "", input.Until ?? default, CancellationToken.None);
        return input.Act switch
        {
            PersonCourseAct.Extend => await Acting.ExtendAsync(viewer, [cycle], until, reason, none),
            PersonCourseAct.Waive => await Waivers.ProposeAsync(viewer, [cycle], until, input.ApproverId ?? Guid.Empty, reason, none),
            PersonCourseAct.Credit => await Acting.CreditAsync(viewer, cycle, input.Day!.Value, input.ValidUntil, input.Evidence!, reason, none),
            _ => await Acting.EndAsync(viewer, [cycle], reason, none),
        };
    }

    private async Task WithdrawAsync(PersonCourse course, ToldWaiver waiver)
    {
        if (!_busy && await DoAsync(viewer => Waivers.WithdrawAsync(viewer, [waiver.Id], null, CancellationToken.None)))
        {
            _said = Texts["Waiting.withdrawn", course.Title];
        }
    }

    private void Ask(Line line) =>
        (_said, _refusal, _input, _findings, _reason, _undoing) = (null, null, null, FormFindings.None, null, line.Key);

    private async Task UndoAsync(Line line)
    {
        if (!_busy && line.Told is { } told
            && await DoAsync(viewer => Acting.UndoAsync(viewer, told.CycleId, told.Told.Number, _reason ?? "", CancellationToken.None)))
        {
            _said = Texts["Undo.done", line.Sentence];
            _undoing = null;
        }
    }

    private async Task<bool> DoAsync(Func<Viewer, Task<Result<Done>>> act)
    {
        (_busy, _said) = (true, null);
        var result = await act(await Current.GetAsync());
        _busy = false;
        _findings = result.Findings;
        _refusal = result.Refused is { } refusal && !_findings.Any ? Shared[$"Refusal.{refusal}"].Value : null;
        if (result.Ok)
        {
            await LoadAsync();
            await OnDone.InvokeAsync();
        }

        return result.Ok;
    }

    private string? Finding(string field) => _findings.At(field) is { } key ? Texts.Finding(Shared, key) : null;

    /// <summary>One line of what has happened.</summary>
    /// <param name="Told">Null for a waiver that does not count.</param>
    /// <param name="Order">Among those of one day.</param>
    private sealed record Line(string Key, PersonCourse Course, ToldCycleEvent? Told, DateOnly On, int Order, string Sentence, string Details);
}
