using KnbTraining.Learning.Imports.Files;

namespace KnbTraining.Learning.Imports;

/// <summary>The row of a table that says what stands in its columns.</summary>
/// <param name="Index">Its place among the lines of the table, from 0; what stands before it are titles.</param>
public sealed record ImportHeader(int Index, IReadOnlyList<string> Titles)
{
    private const int MostLinesAbove = 20;

    /// <summary>The row in which most titles are known, among the first twenty; where none is, the first with several cells.</summary>
    public static ImportHeader Find(IReadOnlyList<TableLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var best = Enumerable.Range(0, Math.Min(lines.Count, MostLinesAbove))
            .Select(index => (Index: index, Known: Fields(lines[index]).Distinct().Count()))
            .MaxBy(each => each.Known);
        var found = best.Known > 0
            ? best.Index
            : Math.Max(lines.Take(MostLinesAbove).ToList().FindIndex(line => line.Cells.Count(cell => cell.Length > 0) > 1), 0);
        return new ImportHeader(found, lines.Count > 0 ? lines[found].Cells : []);
    }

    /// <summary>The row that holds every title of a mapping; null where there is none.</summary>
    public static ImportHeader? Find(IReadOnlyList<TableLine> lines, ImportMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(mapping);
        return Enumerable.Range(0, Math.Min(lines.Count, MostLinesAbove))
            .Select(index => new ImportHeader(index, lines[index].Cells))
            .FirstOrDefault(header => header.MissingOf(mapping).Count == 0);
    }

    /// <summary>The titles of a mapping that do not stand in this row.</summary>
    public IReadOnlyList<string> MissingOf(ImportMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return [.. mapping.Columns.Values.Where(title => ColumnOf(title) < 0)];
    }

    /// <summary>What the titles say by themselves; of two columns for one field the first counts.</summary>
    public ImportMapping Propose()
    {
        var columns = new Dictionary<ImportField, string>();
        foreach (var title in Titles)
        {
            if (Imports.Titles.Find(title) is { } field)
            {
                columns.TryAdd(field, title);
            }
        }

        return new ImportMapping { Columns = columns };
    }

    /// <summary>As <see cref="Propose()"/>, with what stands between the names of units in the rows below.</summary>
    public ImportMapping Propose(IReadOnlyList<TableLine> lines)
    {
        var mapping = Propose();
        return mapping with { UnitSeparator = UnitPaths.Propose(CellsOf(lines, mapping, ImportField.Unit)) };
    }

    /// <summary>What stands in the column of a field, row after row; nothing where there is no such column.</summary>
    public IEnumerable<string> CellsOf(IReadOnlyList<TableLine> lines, ImportMapping mapping, ImportField field)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(mapping);
        return mapping.Columns.TryGetValue(field, out var title) && ColumnOf(title) is >= 0 and var column
            ? lines.Skip(Index + 1).Select(line => line.At(column)).Where(cell => cell.Length > 0)
            : [];
    }

    /// <returns>Less than 0 where there is no such column.</returns>
    internal int ColumnOf(string title)
    {
        var folded = Imports.Titles.Fold(title);
        for (var column = 0; column < Titles.Count; column++)
        {
            if (Imports.Titles.Fold(Titles[column]) == folded && Titles[column].Length > 0)
            {
                return column;
            }
        }

        return -1;
    }

    private static IEnumerable<ImportField> Fields(TableLine line) => line.Cells.Select(Imports.Titles.Find).OfType<ImportField>();
}
