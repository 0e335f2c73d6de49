namespace KnbTraining.Learning.Imports;

/// <summary>Whether a list names units by their names alone, or by a path: names from above to below with a separator between them.</summary>
public static class UnitPaths
{
    /// <summary>What can stand between the names of a path.</summary>
    public static IReadOnlyList<string> Separators { get; } = ["/", "\\", ">", "→", "|"];

    private const int MostLooked = 2_000;

    /// <summary>
    /// What a list seems to write between the names. A slash stands in names too: it parts them where it always has blanks round it, or where what stands before it
    /// is a cell of its own or comes again before other names.
    /// </summary>
    /// <param name="cells">What stands in the column of units.</param>
    /// <returns>Null where each cell seems to be one name.</returns>
    public static string? Propose(IEnumerable<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var units = cells.Where(cell => cell.Length > 0).Take(MostLooked * 20).Distinct(StringComparer.Ordinal).Take(MostLooked).ToArray();
        return Separators
            .Select(separator => (Separator: separator, Count: units.Count(unit => Split(unit, separator).Length > 1)))
            .Where(one => one.Count > 0 && IsPath(units, one.Separator))
            .OrderByDescending(one => one.Count)
            .Select(one => one.Separator)
            .FirstOrDefault();
    }

    /// <summary>The names of a path from above to below; one name where there is no separator.</summary>
    public static string[] Split(string unit, string? separator)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return separator is null ? [unit.Trim()] : unit.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The first unit of a list with a separator in its name or its path; null where there is none.</summary>
    public static string? Example(IEnumerable<string> cells, string? separator)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return cells.FirstOrDefault(cell => separator is null ? Separators.Any(one => Split(cell, one).Length > 1) : Split(cell, separator).Length > 1);
    }

    private static bool IsPath(string[] units, string separator)
    {
        if (separator != "/")
        {
            return true;
        }

        string[] parted = [.. units.Where(unit => Split(unit, separator).Length > 1)];
        if (parted.All(unit => Split(unit, " / ").Length == Split(unit, separator).Length))
        {
            return true;
        }

        var alone = units.Except(parted).Select(Titles.Fold).ToHashSet(StringComparer.Ordinal);
        var firsts = parted.Select(unit => Titles.Fold(Split(unit, separator)[0])).ToArray();
        var often = firsts.GroupBy(first => first).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        return firsts.Count(first => alone.Contains(first) || often.Contains(first)) * 2 > firsts.Length;
    }
}
