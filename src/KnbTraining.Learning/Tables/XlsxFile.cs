using System.Data;
using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace KnbTraining.Learning.Tables;

/// <summary>
/// Writes a table as a workbook with one sheet. Text stays text, whatever it looks like: no number loses its zeros and no formula
/// runs. Numbers are numbers and days are days, which the spreadsheet shows in its own way.
/// </summary>
public static class XlsxFile
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int LongestSheetName = 31;

    // None of these may stand in the name of a sheet.
    private const string NotInSheetNames = "[]:*?/\\'";

    public static byte[] Write(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var data = new DataTable { Locale = CultureInfo.InvariantCulture };
        var types = table.Headings.Select((_, column) => TypeOf(table, column)).ToArray();
        for (var i = 0; i < types.Length; i++)
        {
            data.Columns.Add(table.Headings[i], types[i]);
        }

        foreach (var row in table.Rows)
        {
            data.Rows.Add([.. row.Select(Cell)]);
        }

        using var file = new MemoryStream();
        file.SaveAs(data, sheetName: SheetName(table.Title), configuration: new OpenXmlConfiguration
        {
            AutoFilter = false,
            DynamicColumns = [.. table.Headings.Select((heading, i) => new DynamicExcelColumn(heading) { Width = WidthOf(table, i), Format = FormatOf(types[i]) })],
        });
        return file.ToArray();
    }

    // A column has one type: what its first cell with a value has.
    private static Type TypeOf(Table table, int column) => table.Rows.Select(row => row[column]).FirstOrDefault(cell => cell is not null) switch
    {
        int => typeof(int),
        double => typeof(double),
        DateOnly => typeof(DateTime),
        _ => typeof(string),
    };

    private static string? FormatOf(Type type) =>
        type == typeof(DateTime) ? "yyyy-mm-dd"
        : type == typeof(double) ? "0.000"
        : null;

    private static object Cell(object? value) => value switch
    {
        null => DBNull.Value,
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        _ => value,
    };

    private static double WidthOf(Table table, int column) =>
        Math.Clamp(table.Rows.Take(200).Select(row => row[column]?.ToString()?.Length ?? 0).Append(table.Headings[column].Length).Max() + 2, 8, 60);

    private static string SheetName(string title)
    {
        var name = string.Concat(title.Where(sign => !NotInSheetNames.Contains(sign, StringComparison.Ordinal)));
        return name.Length > LongestSheetName ? name[..LongestSheetName] : name;
    }
}
