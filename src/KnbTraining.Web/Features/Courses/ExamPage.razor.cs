using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Courses;

/// <summary>Says what an exam is before it begins: beginning it uses an attempt and starts the clock.</summary>
public sealed partial class ExamPage : IDisposable
{
    private readonly Leaving _leaving = new();
    private ExamOffer? _offer;
    private EarlyExam? _early;
    private bool _missing;
    private bool _busy;
    private string? _refusal;

    [Parameter]
    public string CourseId { get; set; } = string.Empty;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private AttemptQueries Queries { get; set; } = default!;

    [Inject]
    private AttemptStart Exams { get; set; } = default!;

    [Inject]
    private AttemptService Attempts { get; set; } = default!;

    [Inject]
    private PeopleQueries People { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    private string Title => Texts[_offer!.Open is null ? "Before" : "Running"];

    public void Dispose() => _leaving.Tell();

    protected override async Task OnParametersSetAsync()
    {
        var edition = (await Editions.CurrentAsync(_leaving.Token)).Edition;
        if (!edition.EveryCourse.TryGetValue(CourseId, out var course))
        {
            _missing = true;
            return;
        }

        var viewer = await Current.GetAsync();
        var time = await People.ExamTimeAsync(viewer, _leaving.Token);
        var attempts = await Queries.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token);
        var allowance = await Exams.AllowanceAsync(viewer, course, _leaving.Token);
        _early = await Exams.EarlyAsync(viewer, course, _leaving.Token);
        _offer = ExamOffer.Of(edition.ItemsOn(Clock.Today), course, Cultures.CurrentLanguage, time, allowance, attempts);
    }

    // Another tab may have begun it in the meantime: then this leads to the same one.
    private async Task StartAsync()
    {
        _busy = true;
        var started = await Attempts.StartAsync(await Current.GetAsync(), CourseId, AttemptMode.Exam, Cultures.CurrentLanguage, CancellationToken.None);
        _busy = false;
        if (started.Ok)
        {
            Navigation.NavigateTo($"quiz/{started.Value}");
            return;
        }

        _refusal = started.Refused is Refusal.CoolDown { Until: var end } ? Texts["CoolDown", Clock.Moment(end)] : Shared[$"Refusal.{started.Refused}"];
    }
}
