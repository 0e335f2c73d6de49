using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Editing;

/// <summary>
/// Everything an editor's page needs: one document, or a lesson's three, in a change, with the edition that would come of the whole change
/// as it is typed. The preview shows that edition; while there are findings, it shows the last one without.
/// </summary>
public sealed class EditorSession(
    EditingQueries queries, ChangeQueries changes, DocumentSaving saving, EditionStore editions, DraftCheck check, StaleLooks looks, CommentService comments,
    Func<ValueTask<Viewer>> viewer, string path)
{
    private NumberedEdition? _current;
    private int _check;
    private string[]? _checkedTexts;
    private IReadOnlyList<Finding> _findings = [];
    private IReadOnlyList<DocumentEdit> _others = [];
    private IReadOnlySet<string> _looked = new HashSet<string>();
    private (string[] Texts, IReadOnlySet<string> Looked, IReadOnlyList<StaleText> Found)? _stale;

    public DocumentKind Kind { get; } = DocumentPath.KindOf(path);

    /// <summary>One for each document: a lesson has one a language, in the order of <see cref="Languages.All"/>.</summary>
    public IReadOnlyList<DocumentDesk> Desks { get; } =
        [.. PathsOf(path).Select(document => new DocumentDesk(queries, saving, viewer, document))];

    public DocumentDesk First => Desks[0];

    /// <summary>The number of the change in which it is edited; null where the first save opens one.</summary>
    public int? Change => First.Change;

    /// <summary>The change as it was when the page was opened or saved last; null where there is none yet.</summary>
    public ChangeRow? Row { get; private set; }

    /// <summary>The changes that can be chosen to save into.</summary>
    public IReadOnlyList<ChangeRow> Open { get; private set; } = [];

    /// <summary>The edition to preview.</summary>
    public Edition? Shown { get; private set; }

    /// <summary>False while the preview lags behind because the text has findings.</summary>
    public bool IsPreviewCurrent { get; private set; } = true;

    /// <summary>The edition that people see: what is typed is held against it.</summary>
    public Edition? Published => _current?.Edition;

    /// <summary>All documents as they are typed, with the rest of the change. Nothing of them was checked.</summary>
    public DocumentSet Typed => DraftCheck.Apply(_current!.Edition.Documents, Edits);

    public int EditionNumber => _current?.Number ?? 0;

    /// <summary>True for an editor, unless the change is over.</summary>
    public bool MayWrite { get; private set; }

    public bool Dirty => Desks.Any(desk => desk.Dirty);

    /// <summary>True where a form made a document longer than one may be.</summary>
    public bool AnyTooLong => Desks.Any(desk => desk.Text.Length > DocumentSaving.LongestText);

    public bool HasDraft => Desks.Any(desk => desk.HasDraft);

    public DocumentDesk? InConflict => Desks.FirstOrDefault(desk => desk.Conflict is not null);

    /// <summary>Findings in other documents.</summary>
    public IReadOnlyList<Finding> Elsewhere => [.. Desks.SelectMany(desk => desk.Findings).Where(finding => Desks.All(desk => desk.Path != finding.Path)).Distinct()];

    /// <summary>What people said about the documents of the page in the change; nothing where there is none yet.</summary>
    public IReadOnlyList<ChangeCommentView> Comments { get; private set; } = [];

    /// <summary>
    /// Texts of the page that say what is published while another language says something new, as they are typed; without those that somebody has looked at.
    /// </summary>
    public IReadOnlyList<StaleText> Stale
    {
        get
        {
            string[] texts = [.. Desks.Select(desk => desk.Text)];
            if (_stale is not { } known || known.Looked != _looked || !known.Texts.SequenceEqual(texts, StringComparer.Ordinal))
            {
                var published = new DocumentSet(Desks.Where(desk => desk.PublishedText is not null).Select(desk => KeyValuePair.Create(desk.Path, desk.PublishedText!)));
                var typed = new DocumentSet(Desks.Where(desk => desk.Text.Length > 0 && !desk.IsRetired).Select(desk => KeyValuePair.Create(desk.Path, desk.Text)));
                known = (texts, _looked, StaleText.Without(StaleText.Of(published, typed), _looked));
                _stale = known;
            }

            return known.Found;
        }
    }

    public int FindingCount => Desks.SelectMany(desk => desk.Findings).Distinct().Count();

    public DocumentDesk Of(string language) => Desks.First(desk => desk.Path.EndsWith($"/{language}.md", StringComparison.Ordinal));

    /// <param name="change">The number of the change; null for the published text, or the change that alone holds the document.</param>
    public async Task<Refusal?> LoadAsync(int? change, CancellationToken ct)
    {
        var editor = await viewer();
        _current = await editions.CurrentAsync(ct);
        Shown = _current.Edition;
        Open = await changes.OpenAsync(editor, ct);
        var found = await queries.FindAsync(editor, path, change, ct);
        change ??= found.Value?.Changes is [var only] ? only.Change : null;
        foreach (var desk in Desks)
        {
            if (await desk.LoadAsync(change, ct) is { } refused)
            {
                return refused;
            }
        }

        await ReadRowAsync(ct);
        MayWrite = editor.Is(Role.Editor) && Row?.IsOpen != false;
        if (HasDraft || _others.Count > 0)
        {
            await CheckAsync(ct);
        }

        return null;
    }

    /// <summary>Compiles what is typed, with the rest of the change, into the published documents. Only the latest of several calls counts.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        var mine = ++_check;
        string[] texts = [.. Desks.Select(desk => desk.Edit is { Text: null } ? "" : desk.Text)];
        if (_checkedTexts?.SequenceEqual(texts, StringComparer.Ordinal) == true)
        {
            ShowFindings();
            return;
        }

        var compilation = await check.CompileAsync(_current!.Edition, Edits, ct);
        if (mine != _check)
        {
            return;
        }

        _checkedTexts = texts;
        _findings = compilation.Findings;
        ShowFindings();
        IsPreviewCurrent = compilation.Shown is not null;
        Shown = compilation.Shown ?? Shown;
    }

    /// <summary>Saves what was typed into another change than the one that was shown.</summary>
    /// <param name="change">Its number; null to open a new one.</param>
    /// <param name="title">What a new one is called.</param>
    /// <returns>
    /// Refused with <see cref="DraftConflict"/> where that change holds another text of the document, and with <see cref="HeldElsewhere"/> where
    /// a new one would be opened beside one that the person has not been told of.
    /// </returns>
    public async Task<Refusal?> SaveIntoAsync(int? change, string title, CancellationToken ct)
    {
        if (change is null && await FindNewHolderAsync(ct) is { } holder)
        {
            return new HeldElsewhere(holder);
        }

        Join(change);
        return await SaveAsync(title, ct);
    }

    /// <summary>Something that the document uses was saved into a change from its page: that change is where the document is edited from now on.</summary>
    public async Task TakeUpAsync(int change, CancellationToken ct)
    {
        Join(change);
        await ReadRowAsync(ct);
        await CheckAsync(ct);
    }

    /// <summary>Saves what was changed; stops at the first refusal.</summary>
    /// <param name="title">What a change is called that is opened by it.</param>
    public Task<Refusal?> SaveAsync(string title, CancellationToken ct) => EachAsync(Desks.Where(desk => desk.Dirty), desk => desk.SaveAsync(title, ct), ct);

    /// <summary>Takes the document, of a lesson all three, out of the content with the change.</summary>
    /// <param name="title">What a change is called that is opened by it.</param>
    /// <param name="change">The change to do it in, where none is open on the page; null to open a new one.</param>
    public Task<Refusal?> RetireAsync(int? change, string title, CancellationToken ct)
    {
        Join(Change ?? change);
        return EachAsync(Desks.Where(desk => desk.PublishedText is not null), desk => desk.RetireAsync(title, ct), ct);
    }

    /// <summary>Keeps what was typed, and says that texts still hold in one language though another says something new.</summary>
    /// <param name="marks">See <see cref="StaleText.Marks"/>.</param>
    /// <param name="title">What a change is called that is opened by it.</param>
    public async Task<Refusal?> LookAsync(string language, IReadOnlyCollection<string> marks, string title, CancellationToken ct)
    {
        if (Dirty && await SaveAsync(title, ct) is { } refused)
        {
            return refused;
        }

        if (Change is not { } change)
        {
            return Refusal.Conflict;
        }

        var done = await looks.LookAsync(await viewer(), change, language, marks, ct);
        await ReadRowAsync(ct);
        await CheckAsync(ct);
        return done.Refused;
    }

    /// <summary>Says something about a place in a document of the page; the change must be there.</summary>
    public async Task<Result<Done>> CommentAsync(CommentPlace place, string text, Guid? answers, CancellationToken ct)
    {
        if (Change is not { } change)
        {
            return Refusal.NotFound;
        }

        var said = await comments.CommentAsync(await viewer(), change, place, text, answers, ct);
        await ReadRowAsync(ct);
        return said;
    }

    /// <summary>Says that what a comment asked for is done.</summary>
    public async Task<Refusal?> SettleAsync(Guid comment, CancellationToken ct)
    {
        if (Change is not { } change)
        {
            return Refusal.NotFound;
        }

        var settled = await comments.SettleAsync(await viewer(), change, comment, ct);
        await ReadRowAsync(ct);
        return settled.Refused;
    }

    /// <summary>Takes the document out of the change.</summary>
    public Task<Refusal?> DiscardAsync(CancellationToken ct) => EachAsync(Desks.Where(desk => desk.Dirty || desk.HasDraft), desk => desk.DiscardAsync(ct), ct);

    /// <summary>Says that the viewer is at this document, and tells who else is.</summary>
    public async Task<IReadOnlyList<string>> MeetAsync(CancellationToken ct) => await changes.MeetAsync(await viewer(), path, Change ?? 0, ct);

    /// <summary>Keeps what the change holds as a revision: the page is left.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        if (!MayWrite)
        {
            return;
        }

        var editor = await viewer();
        await changes.PartAsync(editor, path, ct);
        if (Change is { } change && HasDraft)
        {
            await saving.ReviseAsync(editor, change, ct);
        }
    }

    private IEnumerable<DocumentEdit> Edits => [.. _others, .. Desks.Select(desk => desk.Edit).OfType<DocumentEdit>()];

    private async Task<Refusal?> EachAsync(IEnumerable<DocumentDesk> desks, Func<DocumentDesk, Task<Refusal?>> act, CancellationToken ct)
    {
        Refusal? refused = null;
        foreach (var desk in desks.ToArray())
        {
            refused = await act(desk);
            if (refused is not null)
            {
                break;
            }

            Join(desk.Change);
        }

        await ReadRowAsync(ct);
        await CheckAsync(ct);
        return refused;
    }

    /// <summary>The number of a change that took the document up since the page was read; from now on the page knows of it.</summary>
    private async Task<int?> FindNewHolderAsync(CancellationToken ct)
    {
        int? found = null;
        var editor = await viewer();
        foreach (var desk in Desks)
        {
            var now = (await queries.FindAsync(editor, desk.Path, null, ct)).Value?.Changes ?? [];
            found ??= now.FirstOrDefault(one => desk.Stored!.Changes.All(known => known.Change != one.Change))?.Change;
            desk.Meet(now);
        }

        Open = await changes.OpenAsync(editor, ct);
        return found;
    }

    private void Join(int? change)
    {
        foreach (var desk in Desks.Where(_ => change is not null))
        {
            desk.JoinChange(change!.Value);
        }
    }

    private async Task ReadRowAsync(CancellationToken ct)
    {
        if (Change is not { } change)
        {
            (Row, _others, _looked, Comments) = (null, [], new HashSet<string>(), []);
            return;
        }

        var found = await changes.FindAsync(await viewer(), change, ct);
        Row = found.Value?.Row;
        _looked = found.Value?.Looked ?? new HashSet<string>();
        Comments = [.. (found.Value?.Comments ?? []).Where(comment => Desks.Any(desk => desk.Path == comment.Place.Path))];
        _others = [.. (found.Value?.Edits ?? []).Where(edit => Desks.All(desk => desk.Path != edit.Path))];
        _checkedTexts = null;
    }

    private void ShowFindings()
    {
        foreach (var desk in Desks)
        {
            desk.Findings = _findings;
        }
    }

    private static IEnumerable<string> PathsOf(string path) =>
        path.Split('/') is ["lessons", var lesson, ..] ? Languages.All.Select(language => $"lessons/{lesson}/{language}.md") : [path];
}
