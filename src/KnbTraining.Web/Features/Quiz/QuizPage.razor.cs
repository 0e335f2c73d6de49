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
    private ItemSavings? _item;
    private PageClaim _claim = default!;
    private IDisposable? _listening;
    private QuestionPrompt? _prompt;
    private (int Position, Said What)? _unsaved;
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
            await CatchUpAsync(choices: 0);
        }

        if (_claim.IsTaken)
        {
            StateHasChanged();
        }
    }

    // What the window before this one had still sent is stored by now, and may be newer than the first picture. What was
    // chosen here in the meantime is newer still: then there are more choices than there were.
    private async Task CatchUpAsync(int choices)
    {
        var position = Place!.Item.Position;
        if (_item!.Choices != choices)
        {
            return;
        }

        var found = await Queries.FindItemAsync(await Current.GetAsync(), AttemptId, position, Cultures.CurrentLanguage, _leaving.Token);
        if (Position == position && _item.Choices == choices && found.Value is { } attempt && QuizPlace.Of(attempt, position) is { } place)
        {
            Place = place;
            ShowPlace();
            StateHasChanged();
        }
    }

    private void Learn(AttemptClaim told)
    {
        _claim.Observe(told);
        StateHasChanged();
    }

    // Whoever moves on faster than an answer is saved is told on the next page if it was not.
    private async Task SettleAsync()
    {
        _unsaved = null;
        if (_item is { } left)
        {
            await left.Settled;
            _unsaved = left.Refused is { } refused ? (left.Place.Item.Position, refused.What) : null;
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
        if (!ReferenceEquals(_item?.Place, Place))
        {
            _prompt = QuestionPrompt.Of(Place.Item);
            _item = new ItemSavings(Place, _claim, Attempts, Current);
        }
    }

    // Read afresh: another tab may have answered in the meantime.
    private async Task ReloadAsync()
    {
        await LoadAsync();
        ShowPlace();
    }

    private async Task FlagAsync()
    {
        var item = _item!;
        await item.Flag.ChooseAsync(!item.Flag.Chosen);
        if (item.Flag.State == SavingState.Saved && await Current.IsHereAsync())
        {
            // Everything chosen so far is stored, so that what is read is at least as new; a choice made meanwhile stays.
            await item.Settled;
            await CatchUpAsync(item.Choices);
        }
    }

    private void OnTimeUp() => _over = true;
}
