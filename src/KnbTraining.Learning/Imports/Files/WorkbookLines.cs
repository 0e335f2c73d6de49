using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace KnbTraining.Learning.Imports.Files;

/// <summary>
/// Reads the first visible sheet of a workbook, cell by cell and without a model of it in memory. A number is read as the sheet shows it: with the
/// leading zeros of its format; dates become <c>yyyy-MM-dd</c>. A merged cell counts in every place that it covers.
/// </summary>
internal static class WorkbookLines
{
    private const int MostMergedPlaces = 1_000_000;

    public static List<TableLine> Read(byte[] bytes)
    {
        CheckSize(bytes);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var document = SpreadsheetDocument.Open(stream, isEditable: false);
            var book = document.WorkbookPart ?? throw new TableFaultException(TableFault.BrokenWorkbook);
            var sheet = book.Workbook?.Descendants<Sheet>().FirstOrDefault(one => one.State is null || one.State.Value == SheetStateValues.Visible);
            if (sheet?.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart part)
            {
                throw new TableFaultException(TableFault.BrokenWorkbook);
            }

            var formats = new CellFormats(book.WorkbookStylesPart?.Stylesheet, book.Workbook?.WorkbookProperties?.Date1904?.Value ?? false);
            return Read(part, SharedTexts(book.SharedStringTablePart), formats);
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or XmlException or InvalidDataException or FileFormatException
            or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException or IOException)
        {
            throw new TableFaultException(TableFault.BrokenWorkbook);
        }
    }

    // Everything is unpacked once and only counted: what a packed file says of its own size proves nothing.
    private static void CheckSize(byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var (buffer, total) = (new byte[81_920], 0L);
            foreach (var entry in archive.Entries)
            {
                var isLarge = entry.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase)
                    || entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase)
                    || entry.FullName.StartsWith("xl/media/", StringComparison.OrdinalIgnoreCase);
                using var stream = entry.Open();
                var own = 0L;
                for (int read; (read = stream.Read(buffer)) > 0;)
                {
                    (own, total) = (own + read, total + read);
                    if (total > TableLimits.MostUnpackedBytes || (!isLarge && own > TableLimits.MostSmallPartBytes))
                    {
                        throw new TableFaultException(TableFault.TooLarge);
                    }
                }

                CheckDepth(entry);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException)
        {
            throw new TableFaultException(TableFault.BrokenWorkbook);
        }
    }

    // What reads the parts goes down element by element on the stack: deeper ones than any workbook has would end the whole process.
    private static void CheckDepth(ZipArchiveEntry entry)
    {
        if (!entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false });
        while (reader.Read())
        {
            if (reader.Depth > TableLimits.MostDepth)
            {
                throw new TableFaultException(TableFault.BrokenWorkbook);
            }
        }
    }

    private static List<string> SharedTexts(SharedStringTablePart? part)
    {
        var texts = new List<string>();
        if (part is null)
        {
            return texts;
        }

        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement && reader.LoadCurrentElement() is SharedStringItem item)
            {
                texts.Add(item.Text?.Text ?? string.Concat(item.Elements<Run>().Select(run => run.Text?.Text)));
            }
        }

        return texts;
    }

    private static List<TableLine> Read(WorksheetPart part, List<string> shared, CellFormats formats)
    {
        var rows = new List<(int Number, List<string> Cells)>();
        var merged = new List<string>();
        using var reader = OpenXmlReader.Create(part);
        var (cells, number) = (new List<string>(), 0);
        while (reader.Read())
        {
            if (!reader.IsStartElement)
            {
                continue;
            }

            if (reader.ElementType == typeof(Row))
            {
                number = Number(reader, "r") ?? number + 1;
                cells = [];
                rows.Add((number, cells));
                if (rows.Count > TableLimits.MostRows * 2)
                {
                    throw new TableFaultException(TableFault.TooManyRows, number);
                }
            }
            else if (reader.ElementType == typeof(Cell) && reader.LoadCurrentElement() is Cell cell)
            {
                Put(cells, cell.CellReference?.Value is { } place ? ColumnOf(place) : cells.Count, TextOf(cell, shared, formats), number);
            }
            else if (reader.ElementType == typeof(MergeCell) && reader.LoadCurrentElement() is MergeCell { Reference.Value: { } range })
            {
                merged.Add(range);
            }
        }

        Spread(rows, merged);
        var lines = new TableLines();
        rows.ForEach(row => lines.Add(row.Number, row.Cells));
        return lines.All;
    }

    private static void Put(List<string> cells, int column, string text, int number)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (column >= TableLimits.MostColumns)
        {
            throw new TableFaultException(TableFault.TooManyColumns, number);
        }

        while (cells.Count <= column)
        {
            cells.Add("");
        }

        cells[column] = text;
    }

    private static string TextOf(Cell cell, List<string> shared, CellFormats formats)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        return type == CellValues.SharedString
                ? int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : ""
            : type == CellValues.InlineString
                ? cell.InlineString?.Text?.Text ?? string.Concat(cell.InlineString?.Elements<Run>().Select(run => run.Text?.Text) ?? [])
            : type == CellValues.Date ? value.Split('T')[0]
            : type is null || type == CellValues.Number ? formats.Show(value, cell.StyleIndex?.Value)
            : value;
    }

    // A title over three columns is the title of each, and a unit over ten rows is the unit of each.
    private static void Spread(List<(int Number, List<string> Cells)> rows, List<string> merged)
    {
        var byNumber = new Dictionary<int, List<string>>();
        rows.ForEach(row => byNumber[row.Number] = row.Cells);
        var (places, lastRow) = (0L, rows.Count == 0 ? 0 : rows.Max(row => row.Number));
        foreach (var range in merged)
        {
            if (range.Split(':') is not [var first, var last] || RowOf(first) is not { } top || RowOf(last) is not { } bottom
                || !byNumber.TryGetValue(top, out var from))
            {
                continue;
            }

            var (left, right) = (ColumnOf(first), Math.Min(ColumnOf(last), TableLimits.MostColumns - 1));
            bottom = Math.Min(bottom, lastRow);
            if (right < left || bottom < top)
            {
                continue;
            }

            var text = left < from.Count ? from[left] : "";
            places += (bottom - top + 1L) * (right - left + 1);
            if (text.Length == 0 || places > MostMergedPlaces)
            {
                continue;
            }

            for (var row = top; row <= bottom; row++)
            {
                for (var column = left; column <= right && byNumber.TryGetValue(row, out var cells); column++)
                {
                    Put(cells, column, text, row);
                }
            }
        }
    }

    private static int? Number(OpenXmlReader reader, string attribute) =>
        reader.Attributes.FirstOrDefault(one => one.LocalName == attribute).Value is { } text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? RowOf(string place) =>
        int.TryParse(place.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;

    // A is 0, Z is 25, AA is 26.
    private static int ColumnOf(string place)
    {
        var column = 0;
        foreach (var letter in place.SkipWhile(sign => sign == '$').TakeWhile(char.IsAsciiLetterUpper))
        {
            column = Math.Min((column * 26) + letter - 'A' + 1, 100_000);
        }

        return Math.Max(column - 1, 0);
    }
}
