using KnbTraining.Content.Documents;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Editing;

/// <summary>One document that somebody edits: the typed text, the stored draft, and the conflict between the two.</summary>
public sealed class DocumentDesk(EditingQueries queries, EditingService service, Func<ValueTask<Viewer>> viewer, string path)
{
    private string _saved = "";
    private int _theirVersion;

    public string Path => path;

    /// <summary>What is stored; null before <see cref="LoadAsync"/> succeeded.</summary>
    public DocumentView? Stored { get; private set; }

    /// <summary>The text as typed.</summary>
    public string Text { get; set; } = "";

    /// <summary>Findings of the text as it was last checked; those of this document first.</summary>
    public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>Those of them that are in this document.</summary>
    public IEnumerable<Finding> OwnFindings => Findings.Where(finding => finding.Path == path);

    /// <summary>The text that somebody else saved in between; null where nobody did.</summary>
    public string? Theirs { get; private set; }

    public int Version { get; private set; }

    public bool HasDraft => Stored?.DraftText is not null;

    public bool Dirty => Text != _saved;

    public string? PublishedText => Stored?.PublishedText;

    public async Task<Refusal?> LoadAsync(CancellationToken ct)
    {
        var found = await queries.FindAsync(await viewer(), path, ct);
        if (found.Value is not { } stored)
        {
            return found.Refused;
        }

        Stored = stored;
        Version = stored.DraftVersion;
        Findings = [];
        Text = stored.DraftText ?? stored.PublishedText ?? "";
        _saved = Text;
        Theirs = null;
        return null;
    }

    /// <summary>Keeps the text as a draft, with or without findings. A conflict is kept too: the text stays, and <see cref="Theirs"/> shows the other one.</summary>
    public async Task<Refusal?> SaveAsync(CancellationToken ct)
    {
        // The person may type on while this is being saved: only what was sent counts as saved.
        var (author, sent) = (await viewer(), Text);
        var result = await service.SaveDraftAsync(author, path, sent, Version, ct);
        if (result.Value is not { } saved)
        {
            return Refuse(result);
        }

        Theirs = null;
        Version = saved.Version;
        Findings = saved.Findings;
        _saved = sent;
        Stored = Stored! with { DraftText = sent, DraftVersion = saved.Version, DraftBy = author.Name, DraftAt = saved.SavedAt };
        return null;
    }

    /// <summary>Replaces the typed text by the stored one.</summary>
    public Task<Refusal?> TakeTheirsAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>Saves the typed text over the one that <see cref="Theirs"/> shows. A newer one is a conflict again.</summary>
    public Task<Refusal?> KeepMineAsync(CancellationToken ct)
    {
        Version = _theirVersion;
        return SaveAsync(ct);
    }

    /// <summary>Throws away the draft that is shown here, and shows what is published. A newer draft of somebody else is a conflict.</summary>
    public async Task<Refusal?> DiscardAsync(CancellationToken ct)
    {
        if (HasDraft)
        {
            var result = await service.DiscardDraftAsync(await viewer(), path, Version, ct);
            if (!result.Ok && result.Refused != Refusal.NotFound)
            {
                return Refuse(result);
            }
        }

        return await LoadAsync(ct);
    }

    private Refusal? Refuse(Result<DraftSaved> result)
    {
        if (result.Refused is DraftConflict conflict)
        {
            (Theirs, _theirVersion) = (conflict.Theirs, conflict.Version);
        }

        return result.Refused;
    }
}
