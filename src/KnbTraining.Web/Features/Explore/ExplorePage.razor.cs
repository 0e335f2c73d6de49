using System.Security.Cryptography;
using KnbTraining.Learning.Editions;
using KnbTraining.Rules;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Exploring;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace KnbTraining.Web.Features.Explore;

/// <summary>The explorer. The address holds the state of the page: choosing a fact changes the address, and a change of the address changes the page.</summary>
public sealed partial class ExplorePage
{
    private readonly Leaving _leaving = new();

    // Addresses that this page has navigated to and for which it has not been notified yet. The shown facts are newer than these.
    private readonly Queue<string> _written = new();
    private LessonSetting? _setting;
    private Exploration? _exploration;
    private IReadOnlyList<ReadingNote> _notes = [];
    private OutcomeView? _outcome;

    // A followed link changes the page only when the address has changed; then the reader is taken to the new answer.
    private bool _following;
    private bool _toAnswer;
    private int _round;
    private string _family = string.Empty;

    // A setting of its own for each question, so that each is drawn afresh; null while none is asked.
    private LessonSetting? _asked;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    private Vocabulary Vocabulary => _setting!.Edition.RuleBook.Vocabulary;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnAddressChanged;
        var edition = (await Editions.CurrentAsync(_leaving.Token)).Edition;
        _setting = new LessonSetting(edition, Clock.Today, Cultures.CurrentLanguage, Seed: 0);
        Read();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_toAnswer && _outcome is not null)
        {
            _toAnswer = false;
            await _outcome.FocusAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= OnAddressChanged;
        _leaving.Tell();
        base.Dispose(disposing);
    }

    private void OnAddressChanged(object? sender, LocationChangedEventArgs e)
    {
        if (_written.TryPeek(out var own) && own == e.Location)
        {
            _written.Dequeue();
            return;
        }

        _written.Clear();

        // Also raised while the reader is leaving for another page.
        if (_setting is not null && PagePath == ExploreAddress.Page)
        {
            _ = InvokeAsync(() =>
            {
                Read();
                StateHasChanged();
            });
        }
    }

    private void Read()
    {
        var query = new Uri(Navigation.Uri).Query;
        var reading = SituationReading.Of(Vocabulary, query);
        _notes = reading.Notes;
        Show(reading.Situation);
    }

    private void Choose(string? code)
    {
        if (SituationReading.Change(Vocabulary, _exploration!.Situation, code) is { } situation && !situation.Equals(_exploration.Situation))
        {
            _notes = [];
            _following = false;
            Show(situation);
            var address = ExploreAddress.Of(situation);
            _written.Enqueue(Navigation.ToAbsoluteUri(address).AbsoluteUri);
            Navigation.NavigateTo(address, replace: true);
        }
    }

    private void Show(Situation situation)
    {
        if (_exploration?.Situation.Equals(situation) == true)
        {
            return;
        }

        _exploration = new Exploration(_setting!, situation);
        _asked = null;
        _toAnswer = _following;
        _following = false;
    }

    private void Ask()
    {
        var families = _exploration!.Families;
        _family = families[_round++ % families.Count];
        _asked = _setting! with { Seed = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))) };
    }

    private void CloseQuiz()
    {
        _asked = null;
        _toAnswer = true;
    }
}
