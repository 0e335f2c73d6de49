using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Editing;

/// <summary>One change before somebody who decides about it: what it holds, what it would do, and what the person may do with it.</summary>
public sealed class ChangeReview(
    ChangeQueries queries, ChangeService service, ChangeDecisions decisions, CommentService comments, ChangePublishing publishing, DraftCheck check,
    Func<ValueTask<Viewer>> viewer, int number)
{
    // What the buttons show; whether somebody may do it is asked again at each act.
    private bool _isEditor;
    private bool _isReviewer;

    public int Number => number;

    /// <summary>Null before <see cref="LoadAsync"/> succeeded.</summary>
    public ChangeView? View { get; private set; }

    /// <summary>Why it cannot be reviewed or published as it is; empty where it can, and where it is over.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>What it does; null where it has other findings than cases that differ, holds nothing, or is over.</summary>
    public Impact? Impact { get; private set; }

    /// <summary>The edition that would come of it; null where there is no <see cref="Impact"/>.</summary>
    public Edition? After { get; private set; }

    /// <summary>Documents that another edition changed meanwhile: each has to be looked at again.</summary>
    public IReadOnlyList<DocumentToReview> Moved => [.. View!.Documents.Where(document => document.IsMoved)];

    /// <summary>Documents that the viewer wrote, alone or with others.</summary>
    public IReadOnlyList<DocumentToReview> Own => [.. View!.Documents.Where(document => document.IsOwn)];

    public bool MayWrite => _isEditor && View!.Row.IsOpen;

    public bool MayAskReview => MayWrite && View!.Row.State is (ChangeState.Draft or ChangeState.SentBack) && View!.Documents.Count > 0;

    /// <summary>True where the viewer may approve or send back.</summary>
    public bool MayDecide => View!.Row.State == ChangeState.InReview && _isReviewer && (View.FourEyesRelaxed || Own.Count == 0);

    /// <summary>True where only the rule of four eyes stands between the viewer and a decision.</summary>
    public bool IsOwnReview => View!.Row.State == ChangeState.InReview && _isReviewer && !View.FourEyesRelaxed && Own.Count > 0;

    public bool MayPublish => View!.Row.State == ChangeState.Approved && _isReviewer;

    /// <summary>How many texts of the change are stale that nobody has looked at, each language for itself.</summary>
    public int StaleCount => View!.Stale.Sum(text => text.Left.Count);

    /// <summary>True where the viewer chooses to publish the stale texts of <see cref="View"/> as they are.</summary>
    public bool TakesStale { get; set; }

    public async Task<Refusal?> LoadAsync(DateOnly today, CancellationToken ct)
    {
        var reader = await viewer();
        (_isEditor, _isReviewer) = (reader.Is(Role.Editor), ChangeDecisions.MayReview(reader));
        var found = await queries.FindAsync(reader, number, ct);
        if (found.Value is not { } view)
        {
            return found.Refused;
        }

        (View, Findings, Impact, After, TakesStale) = (view, [], null, null, false);
        if (view.Row.IsOpen && view.Documents.Count > 0)
        {
            var compilation = await check.CompileAsync(view.Base.Edition, view.Edits, ct);
            Findings = compilation.Findings;
            After = compilation.Shown;
            Impact = After is { } after ? await Task.Run(() => Impact.Of(view.Base.Edition, after, today), ct) : null;
        }

        return null;
    }

    public async Task<Result<Done>> DescribeAsync(string title, string reason, CancellationToken ct) =>
        await service.DescribeAsync(await viewer(), number, title, reason, View!.Version, ct);

    public async Task<Result<Done>> AskReviewAsync(CancellationToken ct) => await decisions.AskReviewAsync(await viewer(), View!.AsRead, ct);

    public async Task<Result<Done>> ApproveAsync(string note, CancellationToken ct) => await decisions.ApproveAsync(await viewer(), View!.AsRead, note, ct);

    public async Task<Result<Done>> SendBackAsync(string reason, CancellationToken ct) => await decisions.SendBackAsync(await viewer(), View!.AsRead, reason, ct);

    public async Task<Result<Done>> WithdrawAsync(string reason, CancellationToken ct) => await service.WithdrawAsync(await viewer(), number, reason, ct);

    public async Task<Result<Done>> PlanAsync(DateOnly? day, CancellationToken ct) => await decisions.PlanAsync(await viewer(), AsRead, day, ct);

    public async Task<Result<PublishOutcome>> PublishAsync(CancellationToken ct) => await publishing.PublishAsync(await viewer(), AsRead, ct);

    public async Task<Result<Done>> CommentAsync(CommentPlace place, string text, Guid? answers, CancellationToken ct) =>
        await comments.CommentAsync(await viewer(), number, place, text, answers, ct);

    private ReadChange AsRead => View!.AsRead with { StaleTaken = TakesStale ? StaleCount : 0 };

    public async Task<Result<Done>> SettleAsync(Guid comment, CancellationToken ct) => await comments.SettleAsync(await viewer(), number, comment, ct);
}
