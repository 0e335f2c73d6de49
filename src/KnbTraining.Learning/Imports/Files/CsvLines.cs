using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace KnbTraining.Learning.Imports.Files;

/// <summary>Reads text with separators (RFC 4180, and what spreadsheets make of it).</summary>
internal static class CsvLines
{
    private const int LinesToGuess = 30;

    private static readonly string[] Separators = [";", ",", "\t"];

    public static List<TableLine> Read(byte[] bytes)
    {
        var text = TextEncoding.Decode(bytes);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new TableFaultException(TableFault.NoText);
        }

        var lines = new TableLines();
        var (separator, stated) = SeparatorOf(text);
        foreach (var (number, cells) in Records(text, separator))
        {
            if (number > 1 || !stated)
            {
                lines.Add(number, cells);
            }
        }

        return lines.All;
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

    private static int Score(string text, string separator)
    {
        try
        {
            return Records(text, separator)
                .Where(record => record.Cells.Any(cell => cell.Length > 0))
                .Take(LinesToGuess)
                .GroupBy(record => record.Cells.Length)
                .Where(group => group.Key > 1)
                .Select(group => group.Key * group.Count())
                .DefaultIfEmpty(0)
                .Max();
        }
        catch (TableFaultException)
        {
            return -1;
        }
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
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, configuration);
        while (true)
        {
            var number = parser.RawRow + 1;
            if (!Read(parser, number))
            {
                yield break;
            }

            var several = parser.RawRow - number >= 1;
            if (several && (parser.RawRow - number > TableLimits.MostLinesOfRow || parser.RawRecord.Count(sign => sign == '"') % 2 == 1))
            {
                throw new TableFaultException(TableFault.OpenQuote, number);
            }

            yield return (number, parser.Record ?? []);
        }
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
