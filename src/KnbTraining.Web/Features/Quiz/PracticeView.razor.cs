using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Components.Questions;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>One item of a practice or a refresher: answered, checked, explained. The key is asked for only when the answer is stored.</summary>
public sealed partial class PracticeView
{
    private QuestionPrompt _prompt = default!;
    private IReadOnlyList<string> _chosen = [];
    private ResultItemView? _told;
    private ElementReference _outcome;
    private Refusal? _refused;
    private bool _busy;
    private bool _justTold;

    /// <summary>What is saved about the item; for another item the component is made anew.</summary>
    [Parameter, EditorRequired]
    public ItemSavings Item { get; set; } = default!;

    [Parameter, EditorRequired]
    public PageClaim Claim { get; set; } = default!;

    /// <summary>Raised when the answer was stored, or can no longer be.</summary>
    [Parameter]
    public EventCallback OnAnswered { get; set; }

    [Inject]
    private AttemptQueries Queries { get; set; } = default!;

    [Inject]
    private AttemptService Attempts { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    private QuizPlace Place => Item.Place;

    protected override void OnInitialized()
    {
        _prompt = QuestionPrompt.Of(Place.Item);
        _chosen = Place.Item.Response;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Place.Item.Complete && _told is null)
        {
            var feedback = await Queries.FeedbackAsync(
                await Current.GetAsync(), Place.AttemptId, Place.Item.Position, Cultures.CurrentLanguage, CancellationToken.None);
            (_told, _refused) = (feedback.Value, feedback.Refused);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_justTold && _told is not null)
        {
            // The button that was pressed is gone; what came of it is read next.
            _justTold = false;
            await _outcome.FocusAsync();
        }
    }

    private void Choose(IReadOnlyList<string> response) => _chosen = response;

    private async Task CheckAsync()
    {
        var item = Item;
        _busy = true;

        // Once the answer is stored nothing more can be said about it.
        await item.Certainty.Settled;
        await item.Answer.ChooseAsync(_chosen);
        _busy = false;
        if (item.Answer.State == SavingState.Saved || item.Answer.Refused == Refusal.Finished)
        {
            _justTold = true;
            await OnAnswered.InvokeAsync();
        }
    }

    private Task AgainAsync(Saving saving) => saving == Item.Answer ? CheckAsync() : saving.TryAgainAsync();

    private async Task FinishAsync()
    {
        _busy = true;
        var viewer = await Current.GetAsync();
        var whole = await Queries.FindAsync(viewer, Place.AttemptId, Cultures.CurrentLanguage, CancellationToken.None);
        if (whole.Value?.Items.All(item => item.Complete) == false)
        {
            Navigation.NavigateTo(Place.ReviewHref);
            return;
        }

        var finished = await Claim.UnderAsync(claim => Attempts.SubmitAsync(viewer, Place.AttemptId, claim, CancellationToken.None));
        _busy = false;
        _refused = Claim.IsTaken ? null : finished.Refused;
        if (Claim.IsTaken)
        {
            // The page round this view says who has it, and offers to go on here.
            await OnAnswered.InvokeAsync();
        }

        if (finished.Ok)
        {
            // The result is a page without a circuit.
            Navigation.NavigateTo(Place.ResultHref, forceLoad: true);
        }
    }
}
