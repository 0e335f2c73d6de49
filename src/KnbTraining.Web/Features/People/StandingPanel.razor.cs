using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.People;

/// <summary>Somebody's standing over time, and the acts on it.</summary>
public sealed partial class StandingPanel
{
    private StandingOverview? _overview;
    private StandingForm? _form;
    private ToldChange? _undoing;
    private FormFindings _findings = FormFindings.None;
    private string? _reason;
    private string? _said;
    private string? _refusal;
    private bool _busy;
    private (Guid, int)? _shown;

    [Parameter, EditorRequired]
    public Guid PersonId { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<UnitRow> Units { get; set; } = [];

    /// <summary>How often something else was done on the page: each time there may be more to show.</summary>
    [Parameter]
    public int Acts { get; set; }

    /// <summary>Told after something was done here.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    private StandingPeriod? Now => _overview?.Periods.LastOrDefault(period => period.From <= _overview.Today);

    private string UndoWords(ToldChange change) => Texts[change.IsPlanned ? "Undo.plan" : "Undo"];

    protected override Task OnParametersSetAsync()
    {
        if (_shown == (PersonId, Acts))
        {
            return Task.CompletedTask;
        }

        _shown = (PersonId, Acts);
        return LoadAsync();
    }

    private async Task LoadAsync() => _overview = (await Overviews.FindAsync(await Current.GetAsync(), PersonId, CancellationToken.None)).Value;

    // What makes no sense beside the standing of today is not offered; the service refuses it all the same.
    private bool IsPossible(StandingAct act) => (act, Now?.Employment) switch
    {
        (_, null) => false,
        (StandingAct.Rehire, Employment.Left) => true,
        (StandingAct.Rehire, _) or (_, Employment.Left) => false,
        (StandingAct.Return, var employment) => employment == Employment.OnLeave,
        _ => true,
    };

    private void Begin(StandingAct act)
    {
        (_said, _refusal, _undoing, _findings) = (null, null, null, FormFindings.None);
        _form = new StandingForm { Act = act, Day = _overview!.Today, HolderStatus = Now!.HolderStatus, Capacity = Now.Capacity };
    }

    private async Task ActAsync()
    {
        if (!_busy && _form is { } form && await DoAsync(async viewer => await Service.ActAsync(viewer, PersonId, form, CancellationToken.None)))
        {
            _said = Texts["Standing.done", Texts[$"Act.{form.Act}"]];
            _form = null;
        }
    }

    // Why something is undone is asked where it changes what lies behind.
    private async Task AskAsync(ToldChange change)
    {
        (_said, _refusal, _form, _findings, _reason, _undoing) = (null, null, null, FormFindings.None, null, change);
        if (change.IsPlanned)
        {
            await UndoAsync();
        }
    }

    private async Task UndoAsync()
    {
        if (!_busy && _undoing is { } undone && await DoAsync(async viewer => await Service.UndoAsync(viewer, PersonId, undone.Id, _reason, CancellationToken.None)))
        {
            _said = Texts["Undo.done", StandingWords.Sentence(Texts, undone)];
            _undoing = null;
        }
    }

    private async Task<bool> DoAsync(Func<Viewer, Task<Result<Done>>> act)
    {
        _busy = true;
        var result = await act(await Current.GetAsync());
        _busy = false;
        _findings = result.Findings;
        _refusal = result.Refused is { } refusal && !_findings.Any ? Shared[$"Refusal.{refusal}"].Value : null;
        if (result.Ok)
        {
            await LoadAsync();
            await OnDone.InvokeAsync();
        }

        return result.Ok;
    }

    private string? Finding(string field) => _findings.At(field) is { } key ? Texts.Finding(Shared, key) : null;
}
