using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Deltas;

/// <summary>
/// What an edition changed in its rules, and the course about it: an editor proposes it, an administrator sees what it does, opens it, and may take it back.
/// </summary>
public sealed partial class DeltaPage
{
    private IReadOnlyList<UnitRow> _units = [];
    private DeltaDraft _draft = new();
    private DeltaOffer? _offer;
    private DeltaPreview? _preview;
    private NoticeForecast? _forecast;
    private FormFindings _findings = FormFindings.None;
    private Refusal? _refused;
    private string? _said;
    private string? _failure;
    private int _loaded;
    private bool _busy;

    [Parameter]
    public int Edition { get; set; }

    // Of an edition one proposal waits at a time: until it is decided, an editor has nothing to fill in.
    private bool MayFill => _offer is { } offer && (offer.MayOpen || (offer.MayPropose && offer.Waiting is null));

    private IEnumerable<(string, string)> Whoms => Enum.GetValues<DeltaWhom>().Select(whom => (whom.ToString(), Texts[$"Whom.{whom}"].Value));

    private IEnumerable<(string, string)> Holders =>
        [("", Assigned["HolderStatus.Any"].Value), .. Enum.GetValues<HolderStatus>().Select(status => (status.ToString(), Assigned[$"HolderStatus.{status}"].Value))];

    private IEnumerable<(string, string)> Capacities =>
        [("", Assigned["Capacity.Any"].Value), .. Enum.GetValues<Capacity>().Select(capacity => (capacity.ToString(), Assigned[$"Capacity.{capacity}"].Value))];

    private string DaysHint => _draft.WholeDays is { } days and >= 0 and <= RenewalTerms.MostDays
        ? Texts["Days.due", LocalTime.Day(_offer!.PublishedOn.AddDays(days))]
        : Texts["Days.hint"];

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Edition)
        {
            return;
        }

        (_loaded, _offer, _preview, _said, _failure, _findings) = (Edition, null, null, null, null, FormFindings.None);
        _units = await People.UnitsAsync(await Current.GetHereAsync(), CancellationToken.None);
        await LoadAsync();
        Begin();
    }

    private async Task LoadAsync()
    {
        var found = await Deltas.FindAsync(await Current.GetHereAsync(), Edition, CancellationToken.None);
        (_offer, _refused) = (found.Value, found.Refused);
    }

    // Whoever opens it begins with what was proposed.
    private void Begin()
    {
        if (_offer is { } offer)
        {
            _draft = offer is { MayOpen: true, Waiting: { } waiting } ? DeltaDraft.Of(waiting) : DeltaDraft.Of(offer);
        }
    }

    private Task SubmitAsync() => !MayFill ? Task.CompletedTask : _offer!.MayOpen ? PreviewAsync() : ProposeAsync();

    private async Task PreviewAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _said) = (true, null);
        var viewer = await Current.GetHereAsync();
        var result = await Deltas.PreviewAsync(viewer, _draft.FormFor(Edition), CancellationToken.None);
        _forecast = result.Value is { } found
            ? await Forecasts.OfAsync(viewer, found.CourseId, found.People.Select(person => new NewDue(person.PersonId, found.DueOn)), CancellationToken.None)
            : null;
        _busy = false;
        _preview = result.Value;
        Show(result.Refused, result.Findings);
    }

    private Task OpenAsync()
    {
        var (people, previewed) = (_preview!.People.Count, _preview.CourseId);
        return ActAsync(
            async viewer =>
            {
                var opened = await Deltas.OpenAsync(viewer, _draft.FormFor(Edition), previewed, CancellationToken.None);
                _preview = null;
                return (opened.Refused, opened.Findings);
            },
            () => Texts.Plural("Opened.said", people),
            "Opened.meanwhile");
    }

    private Task ProposeAsync() => ActAsync(
        async viewer => Told(await Proposals.ProposeAsync(viewer, _draft.FormFor(Edition), CancellationToken.None)),
        () => Texts["Propose.said"],
        "Propose.meanwhile");

    private Task DeclineAsync((Guid Id, string? Reason) declined) => ActAsync(
        async viewer => Told(await Proposals.DeclineAsync(viewer, declined.Id, declined.Reason, CancellationToken.None)),
        () => Texts["Decline.said"],
        "Proposed.meanwhile");

    private Task WithdrawAsync(Guid id) => ActAsync(
        async viewer => Told(await Proposals.WithdrawAsync(viewer, id, CancellationToken.None)), () => Texts["Withdraw.said"], "Proposed.meanwhile");

    private Task TakeBackAsync((string Course, string? Reason) back)
    {
        var people = 0;
        return ActAsync(
            async viewer =>
            {
                var ended = await Ending.TakeBackAsync(viewer, back.Course, back.Reason, CancellationToken.None);
                people = ended.Value;
                return (ended.Refused, ended.Findings);
            },
            () => Texts.Plural("TakeBack.said", people),
            "TakeBack.meanwhile");
    }

    private static (Refusal?, FormFindings) Told<T>(Result<T> result) => (result.Refused, result.Findings);

    // What was done is shown, and so is what somebody else did meanwhile; what is typed stays where it was refused.
    private async Task ActAsync(Func<Viewer, Task<(Refusal? Refused, FormFindings Findings)>> act, Func<string> said, string meanwhile)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _said) = (true, null);
        await Task.Yield();
        StateHasChanged();
        var (refused, findings) = await act(await Current.GetHereAsync());
        _busy = false;
        Show(refused, findings);
        if (refused is null)
        {
            _said = said();
            await LoadAsync();
            Begin();
        }
        else if (refused == Refusal.Conflict)
        {
            await LoadAsync();
            _draft.Keep(_offer?.Waiting);
            _failure = Texts[meanwhile];
        }
    }

    private void Show(Refusal? refused, FormFindings findings)
    {
        _findings = findings;
        _failure = refused is null || findings.Any ? null : Shared[$"Refusal.{refused}"].Value;
    }

    private string? Finding(string field) => _findings.At(field) is { } key ? Texts.Finding(Shared, key) : null;
}
