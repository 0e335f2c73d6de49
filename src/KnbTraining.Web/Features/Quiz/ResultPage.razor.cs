using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Quiz;

public sealed partial class ResultPage
{
    private ResultSheet? _sheet;
    private RefreshedSheet? _refreshed;
    private IReadOnlyList<AcknowledgementView> _textsLeft = [];
    private string? _foreignName;
    private DateOnly? _nextRefresher;
    private bool _missing;

    [Parameter]
    public Guid AttemptId { get; set; }

    [Inject]
    private AttemptQueries Queries { get; set; } = default!;

    [Inject]
    private RefresherQueries Refreshers { get; set; } = default!;

    [Inject]
    private AcknowledgementQueries Acknowledgements { get; set; } = default!;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    private bool OwnPass => _foreignName is null && _sheet!.Result is { Mode: AttemptMode.Exam, Passed: true };

    private string Headline => _sheet!.Result switch
    {
        { Mode: AttemptMode.Practice } => Texts["Result.practice"],
        { Mode: AttemptMode.Refresher } => Texts["Result.refresher"],
        { Passed: var passed } when _foreignName is not null => Texts[passed ? "Result.foreign.passed" : "Result.foreign.notPassed"],
        { Passed: true } => Texts["Result.passed"],
        _ => Texts["Result.notPassed"],
    };

    private string Score
    {
        get
        {
            var result = _sheet!.Result;
            var points = Texts["Result.points", Points(result.Points), result.Total, result.Percent];
            return result.Mode == AttemptMode.Exam ? $"{points} {Texts["Result.pass", result.PassPercent]}" : points;
        }
    }

    private string? RemarkHref(ResultItemView item) => _foreignName is null ? RemarkAddress.Of(AttemptId, item.Position) : null;

    internal static string Points(double points) => points.ToString("0.##", CultureInfo.CurrentCulture);

    protected override async Task OnInitializedAsync()
    {
        var ct = HttpContext?.RequestAborted ?? CancellationToken.None;
        var viewer = await Current.GetAsync();
        var found = await Queries.ResultAsync(viewer, AttemptId, Cultures.CurrentLanguage, ct);
        if (found.Refused == Refusal.Conflict)
        {
            // Still open: the result is where the work is finished.
            Navigation.NavigateTo($"quiz/{AttemptId}/review");
            return;
        }

        if (found.Value is not { } result)
        {
            _missing = true;
            return;
        }

        var edition = (await Editions.CurrentAsync(ct)).Edition;
        _sheet = new ResultSheet(result, edition, Cultures.CurrentLanguage);
        if (result.Mode == AttemptMode.Refresher && await Refreshers.AfterAsync(viewer, AttemptId, Cultures.CurrentLanguage, ct) is { Value: { } rules })
        {
            _refreshed = new RefreshedSheet(rules, _sheet, edition);
        }

        _foreignName = result.PersonId == viewer.PersonId ? null : result.PersonName;
        if (OwnPass)
        {
            var refreshers = await Refreshers.MineAsync(viewer, Cultures.CurrentLanguage, ct);
            _nextRefresher = refreshers.FirstOrDefault(mine => mine.CourseId == result.CourseId)?.NextOn;
        }

        if (OwnPass && edition.EveryCourse.TryGetValue(result.CourseId, out var course))
        {
            var mine = await Acknowledgements.MineAsync(viewer, Cultures.CurrentLanguage, ct);
            _textsLeft = [.. mine.Of(course.Acknowledgements).Where(text => text.Standing.IsDue)];
        }
    }
}
