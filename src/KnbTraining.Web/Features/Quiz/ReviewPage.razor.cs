using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Quiz;

public sealed partial class ReviewPage : IDisposable
{
    private readonly Leaving _leaving = new();
    private PageClaim _claim = default!;
    private IDisposable? _listening;
    private ReviewSheet? _sheet;
    private bool _missing;
    private bool _asking;
    private bool _busy;
    private Refusal? _refused;

    [Parameter]
    public Guid AttemptId { get; set; }

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

    private string Title => Texts[ModeWord.Of(_sheet!.Mode) is { } word ? $"Review.{word}.title" : "Review.title"];

    private string SubmitKey => ModeWord.Of(_sheet!.Mode) is { } word ? $"Submit.{word}" : "Submit";

    private string Summary => string.Join(
        ' ',
        new[]
        {
            _sheet!.Unanswered == 0 ? Texts["Review.all"].Value : Texts["Review.some", _sheet.Answered, _sheet.Rows.Count],
            _sheet.Flagged > 0 ? Texts["Review.flagged", _sheet.Flagged].Value : string.Empty,
        }.Where(part => part.Length > 0));

    public void Dispose()
    {
        _listening?.Dispose();
        _leaving.Tell();
    }

    protected override Task OnParametersSetAsync()
    {
        _claim = Claims.For(AttemptId);
        return LoadAsync();
    }

    // Whoever comes from a question in this window holds the attempt already; whoever opens this page goes on here.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_listening is not null || _sheet?.IsOver(Time.GetUtcNow()) != false)
        {
            return;
        }

        _listening = News.Listen(AttemptId, told => _ = InvokeAsync(() => Learn(told)));
        _ = await _claim.HoldAsync();
        if (_claim.IsTaken)
        {
            StateHasChanged();
        }
    }

    private void Learn(AttemptClaim told)
    {
        _claim.Observe(told);
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        var found = await Queries.FindAsync(await Current.GetAsync(), AttemptId, Cultures.CurrentLanguage, _leaving.Token);
        if (found.Value is not { } attempt)
        {
            _missing = true;
            return;
        }

        _sheet = ReviewSheet.Of(attempt);
        _claim.Observe(attempt.Claim);
        _leaving.Token.ThrowIfCancellationRequested();
        if (_sheet.IsOver(Time.GetUtcNow()))
        {
            // The page of an item says what happened and leads to the result.
            Navigation.NavigateTo($"quiz/{AttemptId}/1", replace: true);
        }
    }

    private async Task AskAsync()
    {
        // Read afresh: another tab may have answered in the meantime.
        await LoadAsync();
        if (_sheet!.Unanswered > 0)
        {
            _asking = true;
            return;
        }

        await SubmitAsync();
    }

    // The button is not disabled meanwhile: that would take the focus away from whoever is on it.
    private async Task SubmitAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var submitted = await _claim.UnderAsync(async claim => await Attempts.SubmitAsync(await Current.GetAsync(), AttemptId, claim, CancellationToken.None));
        _busy = false;
        _refused = submitted.Refused;
        if (submitted.Ok)
        {
            // The result is a page without a circuit.
            Navigation.NavigateTo($"quiz/{AttemptId}/result", forceLoad: true);
        }
        else if (submitted.Refused?.Kind is RefusalKind.Finished or RefusalKind.TimeIsUp)
        {
            await LoadAsync();
        }
    }

    // Read afresh: what was answered where the reader was meanwhile is part of what is submitted.
    private async Task GoOnHereAsync()
    {
        (_refused, _asking) = (null, false);
        await LoadAsync();
    }
}
