using System.Globalization;
using System.Text;

namespace KnbTraining.Learning.Reports;

/// <summary>Writes RFC 4180: commas, CRLF, quotes where they are needed. Starts with a byte order mark, for spreadsheets.</summary>
internal sealed class CsvText
{
    // A spreadsheet takes a cell that starts like this for a formula; full-width signs count as well.
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    private readonly StringBuilder _text = new("\uFEFF");

    public CsvText Line(params ReadOnlySpan<object?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            _text.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        }

        _text.Append("\r\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    private static string Cell(object? value) => value switch
    {
        null => "",
        int number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Quote(Guard(value.ToString() ?? "")),
    };

    private static string Guard(string text) =>
        text.TrimStart(' ') is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal) ? "'" + text : text;

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
