using KnbTraining.Content.Documents;
using KnbTraining.Learning.Exchange.Cases;

namespace KnbTraining.Web.Features.Content.Cases;

/// <summary>Rows that were read from a table, and what to do with those that are there.</summary>
/// <param name="Replaces">True where the rows that are there go.</param>
public sealed record CaseImport(IReadOnlyList<CaseRow> Rows, bool Replaces);

/// <summary>The ids of cases: names that nobody types, by which a change tells which case it changes.</summary>
public static class CaseIds
{
    /// <summary>The next number that is free.</summary>
    public static string Free(IEnumerable<string> taken)
    {
        var known = taken.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(known.Count + 1, known.Count + 1).Select(number => FormattableString.Invariant($"case-{number}")).First(id => !known.Contains(id));
    }

    /// <summary>
    /// The rows of the table afterwards. Where rows are replaced, one that asks what a row asked before stays that row: only what it expects may have changed.
    /// Where rows are added, one that says what a row says already is left out.
    /// </summary>
    public static IReadOnlyList<CaseRow> For(IReadOnlyList<CaseRow> read, IReadOnlyList<CaseRow> before, bool replaces)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(before);
        var taken = before.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var free = replaces ? before.ToList() : [];
        var rows = new List<CaseRow>(read.Count);
        foreach (var row in read)
        {
            if (!replaces && before.Any(one => YamlValue.Same(one.ToYaml(), (row with { Id = one.Id }).ToYaml())))
            {
                continue;
            }

            var same = free.FindIndex(row.AsksAs);
            var id = same < 0 ? Free(taken) : free[same].Id;
            taken.Add(id);
            rows.Add(row with { Id = id });
            if (same >= 0)
            {
                free.RemoveAt(same);
            }
        }

        return replaces ? rows : [.. before, .. rows];
    }
}
