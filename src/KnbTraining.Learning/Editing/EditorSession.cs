using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Editing;

/// <summary>
/// Everything an editor's page needs: one document, or a lesson's three, with the edition that would come of what is
/// typed. The preview shows that edition; while the text has findings, it shows the last one without.
/// </summary>
public sealed class EditorSession(EditingQueries queries, EditingService service, EditionStore editions, DraftCheck check, Func<ValueTask<Viewer>> viewer, string path)
{
    private NumberedEdition? _current;
    private int _check;
    private string[]? _checkedTexts;
    private IReadOnlyList<Finding> _findings = [];

    public DocumentKind Kind { get; } = DocumentPath.KindOf(path);

    /// <summary>One for each document: a lesson has one a language, in the order of <see cref="Languages.All"/>.</summary>
    public IReadOnlyList<DocumentDesk> Desks { get; } =
        [.. PathsOf(path).Select(document => new DocumentDesk(queries, service, viewer, document))];

    public DocumentDesk First => Desks[0];

    /// <summary>The edition to preview.</summary>
    public Edition? Shown { get; private set; }

    /// <summary>False while the preview lags behind because the text has findings.</summary>
    public bool IsPreviewCurrent { get; private set; } = true;

    public int EditionNumber => _current?.Number ?? 0;

    public bool MayWrite { get; private set; }

    public bool Dirty => Desks.Any(desk => desk.Dirty);

    /// <summary>True where a form made a document longer than one may be.</summary>
    public bool AnyTooLong => Desks.Any(desk => desk.Text.Length > EditingService.LongestText);

    public bool HasDraft => Desks.Any(desk => desk.HasDraft);

    public DocumentDesk? InConflict => Desks.FirstOrDefault(desk => desk.Theirs is not null);

    /// <summary>Findings that the text causes in other documents.</summary>
    public IReadOnlyList<Finding> Elsewhere => [.. Desks.SelectMany(desk => desk.Findings).Where(finding => Desks.All(desk => desk.Path != finding.Path)).Distinct()];

    public int FindingCount => Desks.SelectMany(desk => desk.Findings).Distinct().Count();

    public DocumentDesk Of(string language) => Desks.First(desk => desk.Path.EndsWith($"/{language}.md", StringComparison.Ordinal));

    public async Task<Refusal?> LoadAsync(CancellationToken ct)
    {
        MayWrite = (await viewer()).Is(Role.Editor);
        _current = await editions.CurrentAsync(ct);
        Shown = _current.Edition;
        foreach (var desk in Desks)
        {
            if (await desk.LoadAsync(ct) is { } refused)
            {
                return refused;
            }
        }

        if (HasDraft)
        {
            await CheckAsync(ct);
        }

        return null;
    }

    /// <summary>Compiles what is typed into the published documents. Only the latest of several calls counts.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        var mine = ++_check;
        var texts = Desks.Select(desk => desk.Text).ToArray();
        if (_checkedTexts?.SequenceEqual(texts, StringComparer.Ordinal) == true)
        {
            ShowFindings();
            return;
        }

        var changes = Desks.Zip(texts, (desk, text) => KeyValuePair.Create(desk.Path, text));
        var compilation = await check.CompileAsync(_current!.Edition, changes, ct);
        if (mine != _check)
        {
            return;
        }

        _checkedTexts = texts;
        _findings = compilation.Findings;
        ShowFindings();
        IsPreviewCurrent = compilation.Edition is not null;
        Shown = compilation.Edition ?? Shown;
    }

    /// <summary>Saves what was changed; stops at the first refusal.</summary>
    public async Task<Refusal?> SaveAsync(CancellationToken ct)
    {
        foreach (var desk in Desks.Where(desk => desk.Dirty))
        {
            if (await desk.SaveAsync(ct) is { } refused)
            {
                return refused;
            }
        }

        await CheckAsync(ct);
        return null;
    }

    public async Task<Refusal?> DiscardAsync(CancellationToken ct)
    {
        foreach (var desk in Desks.Where(desk => desk.Dirty || desk.HasDraft))
        {
            if (await desk.DiscardAsync(ct) is { } refused)
            {
                return refused;
            }
        }

        await CheckAsync(ct);
        return null;
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
