using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Features.CourseActs;

/// <summary>Waivers that wait: those that the viewer is asked about, and, for administrators, those of others.</summary>
public sealed partial class WaiversPage
{
    private IReadOnlyList<WaitingWaiver>? _waiting;
    private Guid? _refusing;
    private string? _reason;
    private string? _fault;
    private string? _said;
    private string? _refusal;
    private bool _busy;
    private bool _administers;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var viewer = await Current.GetAsync();
        _administers = viewer.Is(Role.Administrator);
        _waiting = await Queries.ListAsync(viewer, Cultures.CurrentLanguage, CancellationToken.None);
    }

    private string AddressOf(Guid person) => _administers ? $"admin/people/{person}" : $"admin/reports/person/{person}";

    private string Details(WaitingWaiver waiver) => string.Join(
        " · ",
        new[]
        {
            waiver.DueOn is { } due ? Texts["Waivers.due", LocalTime.Day(due)].Value : null,
            waiver.ProposedOn is { } on ? Texts["Waivers.proposed", waiver.ProposerName, LocalTime.Day(on)].Value : null,
            waiver.IsMine ? null : Texts["Waivers.asked", waiver.ApproverName].Value,
        }.OfType<string>());

    private void Ask(WaitingWaiver waiver) => (_said, _refusal, _fault, _reason, _refusing) = (null, null, null, null, waiver.Id);

    private Task ApproveAsync(WaitingWaiver waiver)
    {
        _refusing = null;
        return DoAsync(
            viewer => Waivers.DecideAsync(viewer, waiver.Id, true, null, CancellationToken.None), Texts["Waivers.approved", waiver.PersonName, waiver.Title]);
    }

    private Task RefuseAsync(WaitingWaiver waiver) => DoAsync(
        viewer => Waivers.DecideAsync(viewer, waiver.Id, false, _reason, CancellationToken.None), Texts["Waivers.refused", waiver.PersonName, waiver.Title]);

    private Task WithdrawAsync(WaitingWaiver waiver) => DoAsync(
        viewer => Waivers.WithdrawAsync(viewer, [waiver.Id], null, CancellationToken.None), Texts["Waiting.withdrawn", waiver.PersonName]);

    private async Task DoAsync(Func<Viewer, Task<Result<Done>>> act, string said)
    {
        // The second of two quick presses says nothing new.
        if (_busy)
        {
            return;
        }

        (_busy, _said) = (true, null);
        var result = await act(await Current.GetAsync());
        _busy = false;
        _fault = result.Findings.At("Reason") is { } key ? Texts.Finding(Shared, key) : null;
        _refusal = result.Refused is not { } refusal || _fault is not null ? null
            : result.Findings.At("Until") is not null ? Texts["Waivers.past"].Value
            : Shared[$"Refusal.{refusal}"].Value;
        if (result.Ok)
        {
            (_said, _refusing) = (said, null);
        }

        // What was decided elsewhere meanwhile goes from the list.
        if (_fault is null)
        {
            await LoadAsync();
        }
    }
}
