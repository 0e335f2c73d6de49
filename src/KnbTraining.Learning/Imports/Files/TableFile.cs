namespace KnbTraining.Learning.Imports.Files;

/// <summary>
/// Reads a table as personnel systems write it: text with separators (UTF-8, UTF-16 or a Cyrillic encoding of one byte; semicolon, comma or tab) or a workbook (XLSX). What
/// kind it is, the bytes say and not the name.
/// </summary>
public static class TableFile
{
    /// <summary>Reads at most <see cref="TableLimits.MostBytes"/> of a stream.</summary>
    public static async Task<TableReading> ReadAsync(Stream stream, CancellationToken ct)
    {
        var bytes = await BytesAsync(stream, ct);
        return bytes is null ? new TableReading([], new TableProblem(TableFault.TooLarge)) : Read(bytes);
    }

    /// <returns>Null where there are more than <see cref="TableLimits.MostBytes"/>.</returns>
    public static async Task<byte[]?> BytesAsync(Stream stream, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            if (kept.Length + read > TableLimits.MostBytes)
            {
                return null;
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    public static TableReading Read(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        try
        {
            var (lines, encoding) = bytes.Length > TableLimits.MostBytes ? throw new TableFaultException(TableFault.TooLarge)
                : bytes is [(byte)'P', (byte)'K', 3, 4, ..] ? (WorkbookLines.Read(bytes), null)
                : bytes is [0xD0, 0xCF, 0x11, 0xE0, ..] ? throw new TableFaultException(TableFault.OldOrProtectedWorkbook)
                : CsvLines.Read(bytes);
            return lines.Count == 0 ? new TableReading([], new TableProblem(TableFault.Empty)) : new TableReading(lines) { Encoding = encoding };
        }
        catch (TableFaultException fault)
        {
            return new TableReading([], fault.Problem);
        }
    }
}

/// <summary>Gathers the rows of a file and holds them against <see cref="TableLimits"/>.</summary>
internal sealed class TableLines
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private long _characters;

    public List<TableLine> All { get; } = [];

    /// <summary>Adds a row, unless nothing stands in it. Empty cells at its end are left out: they are trailing separators.</summary>
    public void Add(int number, IReadOnlyList<string> cells)
    {
        var cleaned = new List<string>(cells.Count);
        foreach (var cell in cells)
        {
            if (cell.Length > TableLimits.LongestCell)
            {
                throw new TableFaultException(TableFault.CellTooLong, number);
            }

            cleaned.Add(Kept(CellText.Clean(cell)));
        }

        while (cleaned.Count > 0 && cleaned[^1].Length == 0)
        {
            cleaned.RemoveAt(cleaned.Count - 1);
        }

        if (cleaned.Count == 0)
        {
            return;
        }

        if (cleaned.Count > TableLimits.MostColumns)
        {
            throw new TableFaultException(TableFault.TooManyColumns, number);
        }

        All.Add(new TableLine(number, cleaned));
        if (All.Count > TableLimits.MostRows || _characters > TableLimits.MostCharacters)
        {
            throw new TableFaultException(All.Count > TableLimits.MostRows ? TableFault.TooManyRows : TableFault.TooLarge, number);
        }
    }

    // Names of units and words for standing come again in every row: one string for all of them.
    private string Kept(string text)
    {
        if (text.Length is 0 or > 60)
        {
            _characters += text.Length;
            return text;
        }

        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }

        _characters += text.Length;
        if (_known.Count < 10_000)
        {
            _known.Add(text, text);
        }

        return text;
    }
}
