using KnbTraining.Content.Documents;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Editing;

/// <summary>Two texts that come from one, of which both matter.</summary>
/// <param name="Base">What both were made from; empty where there was nothing.</param>
/// <param name="Mine">As typed here.</param>
/// <param name="Theirs">As saved by somebody else in the same change, or as published meanwhile; empty where it was taken out.</param>
/// <param name="IsPublished">True where the other text was published meanwhile; false where somebody saved it in the same change.</param>
public sealed record TextConflict(string Base, string Mine, string Theirs, bool IsPublished);

/// <summary>One document that somebody edits: the typed text, what is stored of it in a change, and the conflict between the two.</summary>
public sealed class DocumentDesk(EditingQueries queries, DocumentSaving saving, Func<ValueTask<Viewer>> viewer, string path)
{
    private string _saved = "";
    private string? _readBase;
    private int _theirVersion;
    private string? _theirs;

    public string Path => path;

    /// <summary>What is stored; null before <see cref="LoadAsync"/> succeeded.</summary>
    public DocumentView? Stored { get; private set; }

    /// <summary>The number of the change in which it is edited; null where the first save opens one.</summary>
    public int? Change { get; private set; }

    /// <summary>The text as typed.</summary>
    public string Text { get; set; } = "";

    /// <summary>Findings of the change as it was last checked; those of this document first.</summary>
    public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>Those of them that are in this document.</summary>
    public IEnumerable<Finding> OwnFindings => Findings.Where(finding => finding.Path == path);

    public int Version { get; private set; }

    public bool HasDraft => Stored is { DraftText: not null } or { IsRetired: true };

    public bool IsRetired => Stored?.IsRetired ?? false;

    public bool Dirty => Text != _saved;

    public string? PublishedText => Stored?.PublishedText;

    /// <summary>What has to be decided before the text can go on; null where nothing has.</summary>
    public TextConflict? Conflict =>
        _theirs is not null ? new TextConflict(_saved, Text, _theirs, IsPublished: false)
        : Stored is { IsMoved: true, IsRetired: false } ? new TextConflict(Stored.BaseText ?? "", Text, Stored.PublishedText ?? "", IsPublished: true)
        : null;

    /// <summary>What this desk makes of the document; null where it is as published.</summary>
    public DocumentEdit? Edit => IsRetired && !Dirty ? new DocumentEdit(path, null)
        : Text.Length > 0 && (HasDraft || Text != PublishedText) ? new DocumentEdit(path, Text)
        : null;

    /// <param name="change">The number of the change in which it is to be edited; null for the published text.</param>
    public async Task<Refusal?> LoadAsync(int? change, CancellationToken ct)
    {
        var found = await queries.FindAsync(await viewer(), path, change, ct);
        if (found.Value is not { } stored)
        {
            return found.Refused;
        }

        Stored = stored;
        Change = change;
        Version = stored.DraftVersion;
        Findings = [];
        Text = stored.DraftText ?? stored.PublishedText ?? "";
        _saved = Text;
        _readBase = stored.PublishedHash;
        _theirs = null;
        return null;
    }

    /// <summary>Keeps the text in the change, with or without findings. A conflict is kept too: the text stays, and <see cref="Conflict"/> shows both.</summary>
    /// <param name="title">What a change is called that is opened by it.</param>
    public async Task<Refusal?> SaveAsync(string title, CancellationToken ct)
    {
        // The person may type on while this is being saved: only what was sent counts as saved.
        var sent = Text;
        return await SendAsync(new DocumentSave(Change, path, sent, Version, _readBase, title), sent, ct);
    }

    /// <summary>Takes the document out of the content with the change.</summary>
    public Task<Refusal?> RetireAsync(string title, CancellationToken ct) => SendAsync(new DocumentSave(Change, path, null, Version, _readBase, title), null, ct);

    /// <summary>Replaces the typed text by the stored one.</summary>
    public Task<Refusal?> TakeTheirsAsync(CancellationToken ct) => LoadAsync(Change, ct);

    /// <summary>Saves a text into which both sides of <see cref="Conflict"/> went. Where somebody was faster again, that is a conflict again.</summary>
    public async Task<Refusal?> SettleAsync(string merged, CancellationToken ct)
    {
        var takesBase = Conflict is { IsPublished: true };
        Version = _theirs is null ? Version : _theirVersion;
        Text = merged;
        return await SendAsync(new DocumentSave(Change, path, merged, Version, _readBase) { TakesBase = takesBase }, merged, ct);
    }

    /// <summary>Takes the document out of the change as it is shown here, and shows what is published. A newer text of somebody else is a conflict.</summary>
    public async Task<Refusal?> DiscardAsync(CancellationToken ct)
    {
        if (HasDraft && Change is { } change)
        {
            var result = await saving.DropAsync(await viewer(), change, path, Version, ct);
            if (!result.Ok && result.Refused != Refusal.NotFound)
            {
                return Refuse(result.Refused);
            }
        }

        return await LoadAsync(Change, ct);
    }

    /// <summary>The open changes that hold the document now.</summary>
    internal void Meet(IReadOnlyList<DocumentInChange> changes) => Stored = Stored! with { Changes = changes };

    /// <summary>The change that another document of the same page opened.</summary>
    internal void JoinChange(int change) => Change = change;

    private async Task<Refusal?> SendAsync(DocumentSave save, string? sent, CancellationToken ct)
    {
        var author = await viewer();
        var result = await saving.SaveAsync(author, save, ct);
        if (result.Value is not { } saved)
        {
            return Refuse(result.Refused);
        }

        _theirs = null;
        Change = saved.Change;
        Version = saved.Version;
        Findings = saved.Findings;
        _saved = sent ?? Text;
        Stored = Stored! with
        {
            DraftText = sent,
            IsRetired = sent is null,
            DraftVersion = saved.Version,
            DraftBy = author.Name,
            DraftAt = saved.SavedAt,
            IsMoved = Stored.IsMoved && !save.TakesBase,
        };
        return null;
    }

    private Refusal? Refuse(Refusal? refused)
    {
        if (refused is DraftConflict conflict)
        {
            (_theirs, _theirVersion) = (conflict.Theirs, conflict.Version);
        }

        return refused;
    }
}
