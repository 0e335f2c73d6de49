using System.Security.Cryptography;
using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Lessons;

public sealed partial class LessonPage : IDisposable
{
    private readonly Leaving _leaving = new();
    private LessonPlace? _place;
    private LessonSetting? _setting;
    private IReadOnlySet<string>? _done;
    private AcknowledgementView? _textLeft;
    private bool _missing;
    private Refusal? _refused;

    [Parameter]
    public string CourseId { get; set; } = string.Empty;

    [Parameter]
    public string LessonId { get; set; } = string.Empty;

    /// <summary>Of this visit; kept from the HTML to the circuit, so that no question changes under the reader's eyes.</summary>
    [PersistentState]
    public uint? Seed { get; set; }

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private LessonQueries Queries { get; set; } = default!;

    [Inject]
    private AcknowledgementQueries Acknowledgements { get; set; } = default!;

    [Inject]
    private BriefingQueries Briefings { get; set; } = default!;

    [Inject]
    private LessonService Lessons { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private SettingsStore Settings { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    public void Dispose() => _leaving.Tell();

    protected override async Task OnParametersSetAsync()
    {
        var current = await Editions.CurrentAsync(_leaving.Token);
        var edition = current.Edition;
        if (LessonPlace.Find(edition, CourseId, LessonId, Cultures.CurrentLanguage) is not { } place)
        {
            _missing = true;
            return;
        }

        var viewer = await Current.GetAsync();
        _done = await Queries.DoneAsync(viewer, CourseId, _leaving.Token);
        var texts = (await Acknowledgements.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token)).Of(place.Course.Acknowledgements);
        _textLeft = texts.FirstOrDefault(text => text.Standing.IsDue);
        Seed ??= BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        _setting = new LessonSetting(edition, Clock.Today, Cultures.CurrentLanguage, Seed.Value)
        {
            EditionNumber = current.Number,
            Contact = (await Settings.CurrentAsync(_leaving.Token)).SecurityContact,
            ChangesOn = await Briefings.DayAsync(viewer, CourseId, _leaving.Token),
            Source = new RemarkSource(current.Number, CourseId, LessonId),
        };
        _place = place;
        _refused = null;
    }

    private async Task MarkAsync()
    {
        var viewer = await Current.GetAsync();
        var marked = await Lessons.MarkDoneAsync(viewer, CourseId, LessonId, CancellationToken.None);
        _refused = marked.Refused;
        if (marked.Ok)
        {
            _done = await Queries.DoneAsync(viewer, CourseId, CancellationToken.None);
        }
    }
}
