using System.Text.Json;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>The figures of an exam; the last ones stay until new ones are there.</summary>
public sealed partial class StudyPanel : IDisposable
{
    // While somebody types a number, nothing is computed.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(600);

    private readonly Leaving _leaving = new();
    private ExamStudy? _study;
    private LearnerTime? _time;
    private int _questions;
    private string? _computed;
    private int _asked;
    private bool _busy;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Parameter, EditorRequired]
    public Edition Edition { get; set; } = default!;

    /// <summary>The course as it is written; null where it cannot be read.</summary>
    [Parameter, EditorRequired]
    public Course? Draft { get; set; }

    public void Dispose() => _leaving.Tell();

    protected override async Task OnParametersSetAsync()
    {
        var wanted = Draft is null ? null : Key(Draft);
        if (wanted == _computed)
        {
            return;
        }

        var isFirst = _computed is null;
        _computed = wanted;
        var mine = ++_asked;
        if (Draft is not { } draft || !ExamStudy.CanRun(Edition.ItemsOn(Clock.Today), draft))
        {
            (_study, _time, _busy) = (null, null, false);
            return;
        }

        _busy = true;
        try
        {
            await Task.Delay(isFirst ? TimeSpan.Zero : Pause, Time, _leaving.Token);
            if (mine == _asked)
            {
                await ComputeAsync(draft, mine);
            }
        }
        catch (OperationCanceledException) when (_leaving.Token.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private async Task ComputeAsync(Course draft, int mine)
    {
        // Where only courses differ, the items of the published edition are the same and warm already.
        var current = (await Editions.CurrentAsync(_leaving.Token)).Edition;
        var edition = current.AsksAs(Edition) ? current : Edition;
        var (day, language) = (Clock.Today, Cultures.CurrentLanguage);
        var (study, time) = await Task.Run(
            () => (ExamStudy.Run(edition.ItemsOn(day), draft, ExamStudy.UsualForms, _leaving.Token), LearnerTime.Of(Edition, draft, day, language)),
            _leaving.Token);
        if (mine == _asked)
        {
            (_study, _time, _questions, _busy) = (study, time, draft.Exam.Count, false);
        }
    }

    private string NameOf(string misconception) => Edition.Misconceptions.GetValueOrDefault(misconception)?.Label[Cultures.CurrentLanguage] ?? misconception;

    // Titles and labels change no figure.
    private static string Key(Course course) => JsonSerializer.Serialize(new
    {
        course.Lessons,
        course.Acknowledgements,
        course.Exam.Minutes,
        course.Exam.Pass,
        Parts = course.Exam.Parts.Select(part => new { part.Id, part.Pass, part.Count, part.Families }),
    });
}
