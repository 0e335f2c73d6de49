using KnbTraining.Content.Documents;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.People;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>One document while somebody works on it: its text here, its draft in the database, and what to do when they part.</summary>
public sealed class DocumentDesk(EditingQueries queries, EditingService service, Func<ValueTask<Viewer>> viewer, string path)
{
    private string _saved = "";

    public string Path => path;

    /// <summary>What is stored; null before <see cref="LoadAsync"/> succeeded.</summary>
    public DocumentView? Stored { get; private set; }

    /// <summary>The text as typed.</summary>
    public string Text { get; set; } = "";

    /// <summary>Findings of the text as it was last checked; those of this document first.</summary>
    public IReadOnlyList<Finding> Findings { get; set; } = [];

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

        Show(stored, stored.DraftText ?? stored.PublishedText ?? "");
        Theirs = null;
        return null;
    }

    /// <summary>Keeps the text as a draft, with or without findings. A conflict is kept too: the text stays, and <see cref="Theirs"/> shows the other one.</summary>
    public async Task<Refusal?> SaveAsync(CancellationToken ct)
    {
        var result = await service.SaveDraftAsync(await viewer(), path, Text, Version, ct);
        if (result.Refused == Refusal.Conflict)
        {
            Theirs = result.Detail ?? "";
            return Refusal.Conflict;
        }

        if (result.Value is not { } saved)
        {
            return result.Refused;
        }

        var mine = Text;
        var refused = await LoadAsync(ct);
        Text = mine;
        Findings = saved.Findings;
        return refused;
    }

    /// <summary>The other text wins; what was typed here is gone.</summary>
    public Task<Refusal?> TakeTheirsAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>What was typed here wins, knowingly: it is saved over the other text.</summary>
    public async Task<Refusal?> KeepMineAsync(CancellationToken ct)
    {
        var found = await queries.FindAsync(await viewer(), path, ct);
        if (found.Value is not { } stored)
        {
            return found.Refused;
        }

        Version = stored.DraftVersion;
        Theirs = null;
        return await SaveAsync(ct);
    }

    /// <summary>Throws the draft away and shows what is published.</summary>
    public async Task<Refusal?> DiscardAsync(CancellationToken ct)
    {
        if (HasDraft)
        {
            var result = await service.DiscardDraftAsync(await viewer(), path, ct);
            if (result.Refused is { } refused and not Refusal.NotFound)
            {
                return refused;
            }
        }

        return await LoadAsync(ct);
    }

    private void Show(DocumentView stored, string text)
    {
        Stored = stored;
        Version = stored.DraftVersion;
        Findings = stored.Findings;
        Text = text;
        _saved = text;
    }
}
