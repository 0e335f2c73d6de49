using System.Text;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Web.Security;

/// <summary>A table as a file to download, in one of the two kinds that every report has.</summary>
internal static class TableDownload
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";

    /// <summary>The kinds, in the order in which pages offer them.</summary>
    public static IReadOnlyList<string> Formats { get; } = [Csv, Xlsx];

    public static bool Knows(string format) => format is Csv or Xlsx;

    /// <param name="name">Of the file, without its ending.</param>
    public static IResult File(Table table, string format, string name) => format == Xlsx
        ? Results.File(XlsxFile.Write(table), XlsxFile.MediaType, $"{name}.{format}")
        : Results.File(Encoding.UTF8.GetBytes(CsvFile.Write(table)), CsvFile.MediaType, $"{name}.{format}");
}
