using KnbTraining.Content.Courses;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Courses;

public sealed partial class CoursePage : IDisposable
{
    private readonly Leaving _leaving = new();
    private CourseOverview? _course;
    private CourseRefreshers? _refreshers;
    private ExamTime _examTime;
    private bool _missing;
    private bool _busy;
    private AttemptMode? _refused;
    private string? _refusal;

    [Parameter]
    public string CourseId { get; set; } = string.Empty;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private LessonQueries Lessons { get; set; } = default!;

    [Inject]
    private AttemptQueries AttemptQueries { get; set; } = default!;

    [Inject]
    private RefresherQueries RefresherQueries { get; set; } = default!;

    [Inject]
    private AcknowledgementQueries AcknowledgementQueries { get; set; } = default!;

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

    /// <summary>What the whole course takes, part by part.</summary>
    private string Length
    {
        get
        {
            string?[] parts =
            [
                Texts.Plural("Length.all", _course!.MinutesInAll(_examTime)),
                Texts["Length.lessons", _course.MinutesOfLessons].Value,
                _course.MinutesOfTexts > 0 ? Texts["Length.texts", _course.MinutesOfTexts].Value : null,
                _examTime.Untimed ? Texts["Length.untimed"].Value
                    : Texts[DerivedCourse.IsId(CourseId) ? "Length.questions" : "Length.exam", _course.MinutesOfExam(_examTime)].Value,
            ];
            return string.Join(" · ", parts.OfType<string>());
        }
    }

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
        var done = await Lessons.DoneAsync(viewer, CourseId, _leaving.Token);
        _examTime = await People.ExamTimeAsync(viewer, _leaving.Token);
        var attempts = await AttemptQueries.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token);
        _refreshers = (await RefresherQueries.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token)).FirstOrDefault(mine => mine.CourseId == CourseId);
        var texts = await AcknowledgementQueries.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token);
        _course = CourseOverview.Of(edition, course, Cultures.CurrentLanguage, done, attempts, texts);
    }

    private async Task StartAsync(AttemptMode mode)
    {
        _busy = true;
        var started = await Attempts.StartAsync(await Current.GetAsync(), CourseId, mode, Cultures.CurrentLanguage, CancellationToken.None);
        _busy = false;
        if (started.Ok)
        {
            Navigation.NavigateTo($"quiz/{started.Value}");
            return;
        }

        _refused = mode;
        _refusal = Shared[$"Refusal.{started.Refused}"];
    }
}
