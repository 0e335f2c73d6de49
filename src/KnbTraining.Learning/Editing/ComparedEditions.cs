using System.Globalization;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Editing;

/// <summary>One side of a comparison of rule books.</summary>
/// <param name="Edition">The number of a published edition, or <see cref="Draft"/>.</param>
public sealed record ComparedSide(string Edition, bool IfAdopted)
{
    /// <summary>Stands for the current edition with all open drafts.</summary>
    public const string Draft = "draft";
}

/// <summary>Compares two rule books: of published editions or of the open drafts, in force or as if the plan were adopted.</summary>
public sealed class ComparedEditions(EditingQueries queries, EditionStore editions)
{
    private bool _mayDraft;

    /// <summary>Published editions, newest first.</summary>
    public IReadOnlyList<EditionSummary> History { get; private set; } = [];

    /// <summary>How many documents have a draft.</summary>
    public int Drafts { get; private set; }

    public ComparedSide From { get; private set; } = new("", false);

    public ComparedSide To { get; private set; } = new("", true);

    public Edition? Before { get; private set; }

    public Edition? After { get; private set; }

    /// <summary>Null where a side cannot be read; see <see cref="Unreadable"/>.</summary>
    public Comparison? Comparison { get; private set; }

    /// <summary>The side that does not hold together: drafts with findings, or an edition that this version cannot read. Null where both do.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>Compares what an address names; what it does not name is the current edition, in force against adopted.</summary>
    public async Task LoadAsync(Viewer viewer, ComparedSide? from, ComparedSide? to, DateOnly day, CancellationToken ct)
    {
        var current = (await editions.CurrentAsync(ct)).Number.ToString(CultureInfo.InvariantCulture);
        History = await queries.HistoryAsync(viewer, ct);
        var draft = await queries.WorkingDraftAsync(viewer, ct);
        Drafts = draft.Value?.Drafts ?? 0;
        _mayDraft = draft.Ok;
        From = Known(from, new ComparedSide(current, false));
        To = Known(to, new ComparedSide(current, true));
        Unreadable = null;
        Before = await ReadAsync(From.Edition, draft, ct);
        After = await ReadAsync(To.Edition, draft, ct);
        Comparison = Before is null || After is null
            ? null
            : Comparison.Of(Before.RuleBook, new Law(day, From.IfAdopted), After.RuleBook, new Law(day, To.IfAdopted));
    }

    private ComparedSide Known(ComparedSide? side, ComparedSide otherwise) =>
        side is not null && ((side.Edition == ComparedSide.Draft && _mayDraft) || History.Any(edition => edition.Number.ToString(CultureInfo.InvariantCulture) == side.Edition)) ? side : otherwise;

    private async Task<Edition?> ReadAsync(string edition, Result<WorkingDraft> draft, CancellationToken ct)
    {
        try
        {
            var read = edition == ComparedSide.Draft ? draft.Value?.Edition : (await editions.FindAsync(int.Parse(edition, CultureInfo.InvariantCulture), ct)).Edition;
            Unreadable ??= read is null ? edition : null;
            return read;
        }
        catch (InvalidDataException)
        {
            // An edition of long ago may not hold together for this version of the program: the page says so.
            Unreadable ??= edition;
            return null;
        }
    }
}
