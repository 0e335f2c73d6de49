using System.Globalization;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Editing;

/// <summary>One side of a comparison of rule books.</summary>
/// <param name="Edition">The number of a published edition, or <see cref="OfChange"/>.</param>
public sealed record ComparedSide(string Edition, bool IfAdopted)
{
    private const string Change = "change-";

    /// <summary>The number of the change that is put into the current edition; null for a published edition.</summary>
    public int? ChangeNumber =>
        Edition.StartsWith(Change, StringComparison.Ordinal)
        && int.TryParse(Edition.AsSpan(Change.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Stands for the current edition with a change put in.</summary>
    public static string OfChange(int number) => string.Create(CultureInfo.InvariantCulture, $"{Change}{number}");
}

/// <summary>Compares two rule books: of published editions or of open changes, in force or as if the plan were adopted.</summary>
public sealed class ComparedEditions(EditingQueries queries, ChangeQueries changes, EditionStore editions)
{

    /// <summary>Published editions, newest first.</summary>
    public IReadOnlyList<EditionSummary> History { get; private set; } = [];

    /// <summary>Changes that are not over, the one that was touched last first.</summary>
    public IReadOnlyList<ChangeRow> Changes { get; private set; } = [];

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
        Changes = await changes.OpenAsync(viewer, ct);
        From = Known(from, new ComparedSide(current, false));
        To = Known(to, new ComparedSide(current, true));
        Unreadable = null;
        Before = await ReadAsync(viewer, From, ct);
        After = await ReadAsync(viewer, To, ct);
        Comparison = Before is null || After is null
            ? null
            : Comparison.Of(Before.RuleBook, new Law(day, From.IfAdopted), After.RuleBook, new Law(day, To.IfAdopted));
    }

    private ComparedSide Known(ComparedSide? side, ComparedSide otherwise) =>
        side is not null && (Changes.Any(change => change.Number == side.ChangeNumber) || History.Any(edition => edition.Number.ToString(CultureInfo.InvariantCulture) == side.Edition)) ? side : otherwise;

    private async Task<Edition?> ReadAsync(Viewer viewer, ComparedSide side, CancellationToken ct)
    {
        try
        {
            var read = side.ChangeNumber is { } change
                ? (await queries.WorkingDraftAsync(viewer, change, ct)).Value?.Edition
                : (await editions.FindAsync(int.Parse(side.Edition, CultureInfo.InvariantCulture), ct)).Edition;
            Unreadable ??= read is null ? side.Edition : null;
            return read;
        }
        catch (InvalidDataException)
        {
            // An edition of long ago may not hold together for this version of the program: the page says so.
            Unreadable ??= side.Edition;
            return null;
        }
    }
}
