using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace KnbTraining.Learning.Imports.Files;

/// <summary>Reads text with separators (RFC 4180, and what spreadsheets make of it).</summary>
internal static class CsvLines
{
    private const int LinesToGuess = 30;

    private static readonly string[] Separators = [";", ",", "\t"];

    /// <returns>The lines, and the name of the encoding where it was found by the letters.</returns>
    public static (List<TableLine> Lines, string? Encoding) Read(byte[] bytes)
    {
        var (text, encoding) = TextEncoding.Decode(bytes);
        var lines = new TableLines();
        var (separator, stated) = SeparatorOf(text);
        foreach (var (number, cells) in Records(text, separator))
        {
            if (number > 1 || !stated)
            {
                lines.Add(number, cells);
            }
        }

        return (lines.All, encoding);
    }

    // A spreadsheet may say its separator on a line of its own; else the one counts that cuts most rows into the same number of cells.
    private static (string Separator, bool Stated) SeparatorOf(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4
            && Array.IndexOf(Separators, text[4].ToString()) is >= 0 and var stated)
        {
            return (Separators[stated], true);
        }

        return (Separators.MaxBy(separator => Score(text, separator))!, false);
    }

    // A quotation mark that is never closed ends the look: what stood before it counts. By another separator it might be no mark at all.
    private static int Score(string text, string separator)
    {
        List<int> widths = [];
        try
        {
            foreach (var (_, cells) in Records(text, separator).Where(record => record.Cells.Any(cell => cell.Length > 0)).Take(LinesToGuess))
            {
                widths.Add(cells.Length);
            }
        }
        catch (TableFaultException)
        {
        }

        return widths.Where(width => width > 1).GroupBy(width => width).Select(group => group.Key * group.Count()).DefaultIfEmpty(0).Max();
    }

    private static IEnumerable<(int Number, string[] Cells)> Records(string text, string separator)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator,
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            BadDataFound = null,
            MaxFieldSize = TableLimits.LongestCell,
        };
        var hasQuotes = text.Contains('"', StringComparison.Ordinal);
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, configuration);
        while (true)
        {
            var number = parser.RawRow + 1;
            if (!Read(parser, number))
            {
                yield break;
            }

            if (parser.RawRow - number > TableLimits.MostLinesOfRow)
            {
                throw new TableFaultException(TableFault.OpenQuote, number);
            }

            if (hasQuotes && OpenQuoteLine(parser.RawRecord, separator[0]) is { } line)
            {
                throw new TableFaultException(TableFault.OpenQuote, number + line);
            }

            yield return (number, parser.Record ?? []);
        }
    }

    // The line of a cell's first quotation mark that no mark before a separator or a line end closes, although the cell goes on to another line or to the end.
    private static int? OpenQuoteLine(string record, char separator)
    {
        var (line, isStart) = (0, true);
        for (var i = 0; i < record.Length; i++)
        {
            if (record[i] == '"' && isStart)
            {
                var opened = line;
                for (i++; i < record.Length && !(record[i] == '"' && (i + 1 >= record.Length || record[i + 1] != '"')); i++)
                {
                    line += record[i] == '\n' ? 1 : 0;
                    i += record[i] == '"' ? 1 : 0;
                }

                var isClosed = i < record.Length && (i + 1 == record.Length || record[i + 1] == separator || record[i + 1] is '\r' or '\n');
                if (i >= record.Length || (!isClosed && line > opened))
                {
                    return opened;
                }
            }

            isStart = i < record.Length && record[i] == separator;
            line += i < record.Length && record[i] == '\n' ? 1 : 0;
        }

        return null;
    }

    private static bool Read(CsvParser parser, int number)
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw new TableFaultException(TableFault.OpenQuote, number);
        }
    }
}
