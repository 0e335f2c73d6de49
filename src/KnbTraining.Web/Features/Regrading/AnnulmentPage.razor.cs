using KnbTraining.Learning;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Regrading;

/// <summary>One annulment: what it would do, the decision about it, and what it has done.</summary>
public sealed partial class AnnulmentPage
{
    private AnnulmentSheet? _sheet;
    private IReadOnlyDictionary<string, string> _titles = new Dictionary<string, string>();
    private bool _missing;
    private bool _busy;
    private bool _asked;
    private string? _reason;
    private string? _fault;
    private string? _said;
    private string? _refusal;

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var current = await Editions.CurrentAsync(CancellationToken.None);
        _titles = current.Edition.EveryCourse.ToDictionary(course => course.Key, course => course.Value.Title[Cultures.CurrentLanguage]);
        await LoadAsync();
    }

    private static string Who(string name, DateOnly? on) => on is { } day ? $"{name}, {LocalTime.Day(day)}" : name;

    private static AnnulmentDecision Decision(AnnulmentState state) => state switch
    {
        AnnulmentState.Rejected => AnnulmentDecision.Rejected,
        AnnulmentState.Withdrawn => AnnulmentDecision.Withdrawn,
        _ => AnnulmentDecision.Approved,
    };

    private string EditionsOf(AnnulmentRow row) =>
        row.FromEdition == row.ToEdition ? Texts["Editions.single", row.FromEdition].Value : Texts["Editions.range", row.FromEdition, row.ToEdition].Value;

    private async Task LoadAsync()
    {
        var found = await Queries.FindAsync(await Current.GetHereAsync(), Id, Cultures.CurrentLanguage, CancellationToken.None);
        (_sheet, _missing) = (found.Value, !found.Ok);
    }

    private Task ApproveAsync()
    {
        var effect = _sheet!.Preview!.Effect;
        return DoAsync(viewer => Annulments.ApproveAsync(viewer, Id, effect, CancellationToken.None), "Approve.done");
    }

    private Task RejectAsync() => DoAsync(viewer => Annulments.RejectAsync(viewer, Id, _reason, CancellationToken.None), "Reject.done");

    private Task WithdrawAsync() => DoAsync(viewer => Annulments.WithdrawAsync(viewer, Id, CancellationToken.None), "Withdraw.done");

    private async Task DoAsync(Func<Viewer, Task<Result<Done>>> act, string said)
    {
        // The second of two quick presses says nothing new.
        if (_busy)
        {
            return;
        }

        (_busy, _said, _refusal, _fault) = (true, null, null, null);
        await Task.Yield();
        StateHasChanged();
        var result = await act(await Current.GetHereAsync());
        (_busy, _asked) = (false, false);
        _fault = result.Findings.At("Reason") is { } key ? Texts.Finding(Shared, key) : null;
        _said = result.Ok ? Texts[said].Value : null;
        _refusal = result.Refused switch
        {
            null => null,
            EffectMoved => Texts["Moved"].Value,
            OwnProposal => Texts["Decide.own"].Value,
            _ when _fault is not null => null,
            { } refused => Shared[$"Refusal.{refused}"].Value,
        };
        await LoadAsync();
    }
}
