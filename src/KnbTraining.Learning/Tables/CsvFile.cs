using System.Buffers;
using System.Globalization;
using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Tables;

/// <summary>
/// The one writer of CSV: RFC 4180 with CRLF, quotes where they are needed, and a byte order mark, by which spreadsheets know
/// UTF-8. Separator and decimal sign are those that a spreadsheet set to the language expects; days are written as 2026-03-31.
/// </summary>
public static class CsvFile
{
    public const string MediaType = "text/csv; charset=utf-8";

    private static readonly CultureInfo DecimalComma = CultureInfo.GetCultureInfo("ru-RU");

    // A spreadsheet takes a cell that starts like this for a formula; full-width signs count as well.
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    // Both separators are quoted, so that a file opened under another language still has its cells together.
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\";,\t\r\n");

    /// <param name="withMark">False where another program reads the text, not a spreadsheet.</param>
    public static string Write(Table table, bool withMark = true)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (separator, numbers) = Languages.Known(table.Language) == Languages.English ? (',', CultureInfo.InvariantCulture) : (';', DecimalComma);
        var text = new StringBuilder(withMark ? "\uFEFF" : "");
        foreach (var row in table.Rows.Prepend(table.Headings))
        {
            text.AppendJoin(separator, row.Select(cell => Cell(cell, numbers))).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Cell(object? value, CultureInfo numbers) => value switch
    {
        null => "",
        int number => number.ToString(CultureInfo.InvariantCulture),
        double share => share.ToString("0.000", numbers),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Quote(Guard(value.ToString() ?? "")),
    };

    private static string Guard(string text) =>
        text.TrimStart(' ', '\u00A0', '\uFEFF') is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal) ? "'" + text : text;

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(Quoted) < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
