using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Home;

public sealed partial class HomePage : IDisposable
{
    private readonly Leaving _leaving = new();
    private HomeBoard? _board;

    // Read once for the page as HTML, then handed over to the circuit.
    [PersistentState]
    public string? Name { get; set; }

    [PersistentState]
    public IReadOnlyList<CycleView>? Cycles { get; set; }

    [PersistentState]
    public IReadOnlyList<AttemptRow>? Attempts { get; set; }

    [PersistentState]
    public IReadOnlyList<CourseRefreshers>? Refreshers { get; set; }

    [PersistentState]
    public IReadOnlyList<AcknowledgementView>? TextsToRead { get; set; }

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private OwnCourses OwnCourses { get; set; } = default!;

    [Inject]
    private AttemptQueries AttemptQueries { get; set; } = default!;

    [Inject]
    private RefresherQueries RefresherQueries { get; set; } = default!;

    [Inject]
    private AcknowledgementQueries AcknowledgementQueries { get; set; } = default!;

    private string DueCount => _board!.DueCount > 0
        ? Texts.Plural("DueCount", _board.DueCount)
        : _board.Done.Count == 0 || _board.Refresher is not null ? string.Empty : Texts["DueNothing"].Value;

    public void Dispose() => _leaving.Tell();

    protected override async Task OnInitializedAsync()
    {
        if (Name is null || Cycles is null || Attempts is null || Refreshers is null || TextsToRead is null)
        {
            await LoadAsync();
            return;
        }

        _board = new HomeBoard(Cycles, Attempts, Refreshers, TextsToRead);
    }

    // Also when the time of an open exam is up: then there is a result, or the way to it.
    private async Task LoadAsync()
    {
        var viewer = await Current.GetAsync();
        Cycles = await OwnCourses.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token);
        Attempts = await AttemptQueries.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token);
        Refreshers = await RefresherQueries.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token);
        TextsToRead = await AcknowledgementQueries.MineAsync(viewer, Cultures.CurrentLanguage, _leaving.Token);
        Name = viewer.Name;
        _board = new HomeBoard(Cycles, Attempts, Refreshers, TextsToRead);
    }

    private string Standing(CycleView cycle) => (cycle.ValidUntil, cycle.CompletedOn) switch
    {
        ({ } until, _) => Texts["ValidUntil", LocalTime.Day(until)],
        (_, { } on) => Texts["CompletedOn", LocalTime.Day(on)],
        _ => string.Empty,
    };
}
