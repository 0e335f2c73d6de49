using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.People;
using KnbTraining.Rules;

namespace KnbTraining.Web.Features.Content.Publish;

/// <summary>What an edition made of some drafts would be, and the making of it.</summary>
public sealed class PublishPlan(EditingQueries queries, EditingService service, EditionStore editions, Func<ValueTask<Viewer>> viewer)
{
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);

    public IReadOnlyList<DocumentRow> Drafts { get; private set; } = [];

    public NumberedEdition? Current { get; private set; }

    /// <summary>Why the chosen drafts cannot be published as they are; empty where they can.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Situations that the chosen drafts judge differently.</summary>
    public IReadOnlyList<VerdictChange> Changes { get; private set; } = [];

    /// <summary>The edition just made; null before.</summary>
    public PublishOutcome? Done { get; private set; }

    public Refusal? Refused { get; private set; }

    public bool CanPublish => _chosen.Count > 0 && Findings.Count == 0;

    public bool IsChosen(DocumentRow draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return _chosen.Contains(draft.Path);
    }

    public int ChosenCount => _chosen.Count;

    public async Task LoadAsync(DateOnly today, CancellationToken ct)
    {
        Current = await editions.CurrentAsync(ct);
        Drafts = [.. (await queries.ListAsync(await viewer(), ct)).Where(document => document.HasDraft)];
        _chosen.Clear();
        _chosen.UnionWith(Drafts.Select(draft => draft.Path));
        await WeighAsync(today, ct);
    }

    public async Task ChooseAsync(DocumentRow draft, bool chosen, DateOnly today, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        _ = chosen ? _chosen.Add(draft.Path) : _chosen.Remove(draft.Path);
        await WeighAsync(today, ct);
    }

    /// <summary>Makes the edition; where that is refused, the findings say why and every draft is still there.</summary>
    public async Task PublishAsync(DateOnly today, CancellationToken ct)
    {
        var result = await service.PublishAsync(await viewer(), [.. _chosen.Order(StringComparer.Ordinal)], ct);
        Refused = result.Refused;
        if (result.Ok)
        {
            Done = result.Value;
            await LoadAsync(today, ct);
        }
        else if (result.Value is { Findings.Count: > 0 } refused)
        {
            Findings = refused.Findings;
        }
    }

    private async Task WeighAsync(DateOnly today, CancellationToken ct)
    {
        (Findings, Changes, Refused) = ([], [], null);
        if (_chosen.Count == 0)
        {
            return;
        }

        var texts = new List<KeyValuePair<string, string>>();
        foreach (var path in _chosen)
        {
            if ((await queries.FindAsync(await viewer(), path, ct)).Value?.DraftText is { } text)
            {
                texts.Add(new(path, text));
            }
        }

        var before = Current!.Edition;
        var compilation = await Task.Run(() => EditionCompiler.Compile(before.Documents.With(texts), before), ct);
        Findings = compilation.Findings;
        Changes = compilation.Edition is { } after
            ? [.. new[] { new Law(today), new Law(today, IfAdopted: true) }.SelectMany(law => RuleBook.Compare(before.RuleBook, after.RuleBook, law))]
            : [];
    }
}
