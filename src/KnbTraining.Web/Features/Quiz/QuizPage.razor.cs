using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Questions;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Quiz;

public sealed partial class QuizPage : IDisposable
{
    private readonly Leaving _leaving = new();
    private AnswerSaving _saving = default!;
    private CertaintySaving _certainty = default!;
    private FlagSaving _flag = default!;
    private PageClaim _claim = default!;
    private IDisposable? _listening;
    private (object Answer, object Certainty, object Flag) _asShown;
    private QuestionPrompt? _prompt;
    private int? _unsaved;
    private string _unsavedKey = "NotSaved.earlier";
    private bool _missing;
    private bool _over;

    [Parameter]
    public Guid AttemptId { get; set; }

    /// <summary>From 1; null leads to the first item that is not answered.</summary>
    [Parameter]
    public int? Position { get; set; }

    // Read once for the page as HTML, then handed over to the circuit.
    [PersistentState]
    public QuizPlace? Place { get; set; }

    [Inject]
    private AttemptQueries Queries { get; set; } = default!;

    [Inject]
    private AttemptService Attempts { get; set; } = default!;

    [Inject]
    private CircuitClaims Claims { get; set; } = default!;

    [Inject]
    private ClaimNews News { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    private bool IsWorking => Place is not null && !_missing && !_over;

    public void Dispose()
    {
        _listening?.Dispose();
        _leaving.Tell();
    }

    protected override async Task OnParametersSetAsync()
    {
        _claim = Claims.For(AttemptId);
        if (Place is null || Place.AttemptId != AttemptId || Place.Item.Position != Position)
        {
            await SettleAsync();
            await LoadAsync();
        }

        ShowPlace();
    }

    // Only a page with a circuit claims: the first picture of it is asked for also by a browser that looks ahead.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_listening is not null || Place is null || _over)
        {
            return;
        }

        var earlier = Place.Claim;
        _listening = News.Listen(AttemptId, told => _ = InvokeAsync(() => Learn(told)));
        var held = await _claim.HoldAsync();
        if (held.Ok && earlier is not null && earlier.Id != _claim.Id)
        {
            await CatchUpAsync();
        }

        if (_claim.IsTaken)
        {
            StateHasChanged();
        }
    }

    // What the window before this one had still sent is stored by now, and may be newer than the first picture. What was
    // chosen here in the meantime is newer still.
    private async Task CatchUpAsync()
    {
        var position = Place!.Item.Position;
        if (Choices() != _asShown)
        {
            return;
        }

        var found = await Queries.FindItemAsync(await Current.GetAsync(), AttemptId, position, Cultures.CurrentLanguage, _leaving.Token);
        if (Position == position && Choices() == _asShown && found.Value is { } attempt && QuizPlace.Of(attempt, position) is { } place)
        {
            Place = place;
            ShowPlace();
            StateHasChanged();
        }
    }

    private (object Answer, object Certainty, object Flag) Choices() => (_saving.Chosen, _certainty.Saving.Chosen, _flag.Saving.Chosen);

    private void Learn(AttemptClaim told)
    {
        _claim.Observe(told);
        StateHasChanged();
    }

    // Whoever moves on faster than an answer is saved is told on the next page if it was not.
    private async Task SettleAsync()
    {
        _unsaved = null;
        if (Place is not null && _saving is not null)
        {
            await Task.WhenAll(_saving.Settled, _certainty.Saving.Settled, _flag.Saving.Settled);
            var answer = _saving.State == SavingState.Refused;
            _unsaved = answer || _certainty.Saving.State == SavingState.Refused ? Place.Item.Position : null;
            _unsavedKey = answer ? "NotSaved.earlier" : "NotSaved.earlierSure";
        }
    }

    private async Task LoadAsync()
    {
        // What is shown stays until the next item is there: nothing jumps.
        var viewer = await Current.GetAsync();
        var found = Position is { } position
            ? await Queries.FindItemAsync(viewer, AttemptId, position, Cultures.CurrentLanguage, _leaving.Token)
            : await Queries.FindAsync(viewer, AttemptId, Cultures.CurrentLanguage, _leaving.Token);
        // Do not navigate if the reader has already left the page.
        _leaving.Token.ThrowIfCancellationRequested();
        if (Position is null && found.Value is { } whole)
        {
            Navigation.NavigateTo($"quiz/{AttemptId}/{QuizPlace.Resume(whole)}", replace: true);
            return;
        }

        Place = found.Value is { } attempt ? QuizPlace.Of(attempt, Position!.Value) : null;
        _missing = Place is null;
        _claim.Observe(Place?.Claim);
    }

    private void ShowPlace()
    {
        if (Place is null)
        {
            return;
        }

        _over = Place.IsOver(Time.GetUtcNow());
        _prompt = QuestionPrompt.Of(Place.Item);
        var position = Place.Item.Position;
        _saving = new AnswerSaving(Place.Item.Response, Place.Item.SavedAt, (response, stepId) => SaveAsync(position, response, stepId));
        _certainty = new CertaintySaving(Place.Item.Certainty, (certainty, stepId) => StateAsync(position, certainty, stepId));
        _flag = new FlagSaving(Place.Item.Flagged, (flagged, stepId) => SaveFlagAsync(position, flagged, stepId));
        _asShown = Choices();
    }

    private async Task ChooseAsync(IReadOnlyList<string> response)
    {
        if (await Current.IsHereAsync())
        {
            await _saving.ChooseAsync(response);
        }
    }

    private async Task StateAsync(Certainty certainty)
    {
        if (await Current.IsHereAsync())
        {
            await _certainty.StateAsync(certainty);
        }
    }

    private static Task AgainAsync(AnswerSaving saving) => saving.TryAgainAsync();

    // Not cancelled when the reader leaves: what was chosen is to be stored.
    private Task<Result<DateTimeOffset>> SaveAsync(int position, IReadOnlyList<string> response, Guid stepId) => _claim.SendAsync(
        stepId, async step => await Attempts.AnswerAsync(await Current.GetAsync(), AttemptId, position, response, step, CancellationToken.None));

    private Task<Result<DateTimeOffset>> StateAsync(int position, Certainty certainty, Guid stepId) => _claim.SendAsync(
        stepId, async step => await Attempts.StateCertaintyAsync(await Current.GetAsync(), AttemptId, position, certainty, step, CancellationToken.None));

    private Task<Result<DateTimeOffset>> SaveFlagAsync(int position, bool flagged, Guid stepId) => _claim.SendAsync(
        stepId, async step => await Attempts.FlagAsync(await Current.GetAsync(), AttemptId, position, flagged, step, CancellationToken.None));

    // Read afresh: another tab may have answered in the meantime.
    private async Task ReloadAsync()
    {
        await LoadAsync();
        ShowPlace();
    }

    private async Task FlagAsync()
    {
        if (!await Current.IsHereAsync())
        {
            return;
        }

        await _flag.FlagAsync(!_flag.Flagged);
        if (_flag.Saving.State == SavingState.Saved)
        {
            // Everything chosen so far is stored, so that what is read is at least as new; a choice made meanwhile stays.
            await Task.WhenAll(_saving.Settled, _certainty.Saving.Settled);
            _asShown = Choices();
            await CatchUpAsync();
        }
    }

    private void OnTimeUp() => _over = true;
}
