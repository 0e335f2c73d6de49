using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Features.AdminHome;

/// <summary>The start page of the administration: what is still to be set up, the state of training, and what waits for whoever looks.</summary>
public sealed partial class AdminHomePage
{
    private bool _ready;
    private HouseOverview? _house;
    private TrainingTotals? _totals;
    private bool _isAuditor;
    private bool _isEditor;
    private bool _isReviewer;
    private bool _reviewsRules;
    private IReadOnlyList<ChangeRow>? _changes;
    private int _remarks;
    private IReadOnlyList<WaitingWaiver> _waivers = [];
    private ManagerToday? _today;
    private IReadOnlyList<AcknowledgementSummary> _confirmations = [];
    private IReadOnlyList<TrendPoint> _trend = [];

    private string Answer =>
        _house is { IsSetUp: false, Steps: var steps } ? Texts.Plural("Answer.missing", steps.Count(step => !step.IsDone))
        : _house is { Missing.Count: > 0 and var missing } ? Texts.Plural("Answer.missing", missing)
        : _today?.Needs.FirstOrDefault(need => need.Need == Need.Overdue) is { } late ? Texts.Plural("Answer.overdue", late.Total)
        : _today is not null ? Texts[_today.Needs.Count > 0 || _confirmations.Any(ManagerView.IsWaiting) ? "Answer.punctual" : "Answer.calm"].Value
        : _totals is { Overdue: > 0 and var overdue } ? Texts.Plural("Answer.overdue", overdue)
        : _totals is { Required: > 0 } ? Texts[_house is null ? "Answer.punctual" : "Answer.nothing"].Value
        : _changes is not null && _remarks > 0 ? Texts.Plural("Remarks", _remarks)
        : _changes is { Count: > 0 and var open } ? Texts.Plural("Answer.drafts", open)
        : Texts["Answer.nothing"].Value;

    protected override async Task OnInitializedAsync()
    {
        var viewer = await Current.GetAsync();
        _house = (await Overview.FindAsync(viewer, CancellationToken.None)).Value;
        if (viewer.Is(Role.Manager))
        {
            _today = await Today.FindAsync(viewer, Cultures.CurrentLanguage, CancellationToken.None);
            _confirmations = await Confirmations.ListAsync(viewer, null, Cultures.CurrentLanguage, CancellationToken.None);
        }
        else if (viewer.IsAny(Role.Administrator, Role.Auditor))
        {
            _totals = TrainingTotals.Of(await Progress.ByUnitAsync(viewer, Clock.Today, Cultures.CurrentLanguage, CancellationToken.None));
        }

        if (viewer.IsAny(Role.Manager, Role.Administrator, Role.Auditor))
        {
            _trend = await Trend.FindAsync(viewer, Clock.Today, null, null, CancellationToken.None);
        }

        _isAuditor = viewer.Is(Role.Auditor);
        _reviewsRules = viewer.Is(Role.Editor);
        _isEditor = viewer.IsAny(Role.Administrator, Role.Editor);
        _isReviewer = viewer.IsAny(Role.Administrator, Role.Reviewer);
        if (_isEditor || _isReviewer)
        {
            _changes = await Changes.OpenAsync(viewer, CancellationToken.None);
            _remarks = await Remarks.CountWaitingAsync(viewer, CancellationToken.None);
        }

        if (viewer.IsAny(Role.Administrator, Role.Manager))
        {
            _waivers = [.. (await Waivers.ListAsync(viewer, Cultures.CurrentLanguage, CancellationToken.None)).Where(waiver => waiver.IsMine)];
        }

        _ready = true;
    }

    private IReadOnlyList<ChangeRow> Own => [.. _changes!.Where(change => change.IsOwn)];

    private IReadOnlyList<ChangeRow> ToReview => [.. _changes!.Where(change => change.State is ChangeState.InReview or ChangeState.Approved && !change.IsOwn)];

    private sealed record TrainingTotals(int Required, int Done, int DueSoon, int Overdue)
    {
        /// <summary>The rows of the topmost unit count everything below it.</summary>
        public static TrainingTotals Of(IReadOnlyList<UnitProgress> rows)
        {
            var top = rows.Where(row => row.UnitId == rows[0].UnitId).ToArray();
            return new TrainingTotals(top.Sum(row => row.Required), top.Sum(row => row.Done), top.Sum(row => row.DueSoon), top.Sum(row => row.Overdue));
        }
    }
}
