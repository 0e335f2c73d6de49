using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Editing;

/// <summary>Shows what publishing the chosen drafts would change, and publishes them. It publishes the texts that were read here, never newer ones.</summary>
public sealed class PublishPlan(ReviewQueries queries, EditingService service, DraftCheck check, Func<ValueTask<Viewer>> viewer)
{
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private DraftReview? _read;

    public IReadOnlyList<DraftToReview> Drafts => _read?.Drafts ?? [];

    public NumberedEdition? Current => _read?.Base;

    /// <summary>Why the chosen drafts cannot be published as they are; empty where they can.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>What the chosen drafts change; null where they have findings.</summary>
    public Impact? Impact { get; private set; }

    /// <summary>The edition just made; null before.</summary>
    public PublishOutcome? Done { get; private set; }

    public Refusal? Refused { get; private set; }

    /// <summary>Documents that were not as they were read when it came to publishing.</summary>
    public IReadOnlyList<PublishConflict> Conflicts { get; private set; } = [];

    /// <summary>Chosen drafts that the viewer wrote, alone or with others.</summary>
    public IReadOnlyList<DraftToReview> Own => [.. Drafts.Where(draft => draft.IsOwn && IsChosen(draft))];

    /// <summary>True where the organisation lets authors publish.</summary>
    public bool FourEyesRelaxed => _read?.FourEyesRelaxed ?? false;

    public bool CanPublish => _chosen.Count > 0 && Findings.Count == 0 && Conflicts.Count == 0 && (FourEyesRelaxed || Own.Count == 0);

    public int ChosenCount => _chosen.Count;

    public bool IsChosen(DraftToReview draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return _chosen.Contains(draft.Path);
    }

    /// <summary>Reads every draft anew; all are chosen that the viewer may publish.</summary>
    public async Task LoadAsync(DateOnly today, CancellationToken ct)
    {
        _read = (await queries.ListAsync(await viewer(), ct)).Value;
        _chosen.Clear();
        _chosen.UnionWith(Drafts.Where(draft => FourEyesRelaxed || !draft.IsOwn).Select(draft => draft.Path));
        await WeighAsync(today, ct);
    }

    public async Task ChooseAsync(DraftToReview draft, bool chosen, DateOnly today, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        _ = chosen ? _chosen.Add(draft.Path) : _chosen.Remove(draft.Path);
        await WeighAsync(today, ct);
    }

    /// <summary>Makes the edition; where that is refused, it is said why, and every draft is still there.</summary>
    public async Task PublishAsync(DateOnly today, CancellationToken ct)
    {
        var result = await service.PublishAsync(await viewer(), new PublishRequest(Current!.Number, [.. Drafts.Where(IsChosen).Select(draft => draft.AsRead)]), ct);
        if (result.Ok)
        {
            Done = result.Value;
            await LoadAsync(today, ct);
            return;
        }

        Refused = result.Refused;
        Conflicts = result.Refused is NotAsRead { Documents: var documents } ? documents : [];
        Findings = result.Refused is ContentFaults { Found: var found } ? found : Findings;
    }

    // Once for all that is chosen: the texts were read when the page was opened.
    private async Task WeighAsync(DateOnly today, CancellationToken ct)
    {
        (Findings, Impact, Refused, Conflicts) = ([], null, null, []);
        if (_chosen.Count == 0)
        {
            return;
        }

        var before = Current!.Edition;
        var compilation = await check.CompileAsync(before, Drafts.Where(IsChosen).Select(draft => KeyValuePair.Create(draft.Path, draft.Text)), ct);
        Findings = compilation.Findings;
        Impact = compilation.Edition is { } after ? await Task.Run(() => Impact.Of(before, after, today), ct) : null;
    }
}
