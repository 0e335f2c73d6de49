using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using KnbTraining.Learning.Tables;
using Microsoft.VisualBasic.FileIO;

namespace KnbTraining.UnitTests.Learning.Tables;

public sealed class TableFileTests
{
    private static readonly DateOnly Day = new(2026, 3, 31);

    /// <summary>Cells of text that spreadsheets like to take for something else, and how a CSV has them.</summary>
    private static readonly (string Text, string InCsv)[] Texts =
    [
        ("00123", "00123"),
        ("1e5", "1e5"),
        ("TRUE", "TRUE"),
        ("2026-03-31", "2026-03-31"),
        ("=1+1", "'=1+1"),
        ("+7 701", "'+7 701"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\u00A0=1+1", "'\u00A0=1+1"),
        ("＝1", "'＝1"),
        ("a;b,c", "a;b,c"),
        ("say \"so\"", "say \"so\""),
        ("two\nlines", "two\nlines"),
        ("Өтегенов <Нұрлан> & Ко", "Өтегенов <Нұрлан> & Ко"),
        ("' quoted", "' quoted"),
    ];

    [Theory]
    [InlineData("en", ",", "0.125")]
    [InlineData("ru", ";", "0,125")]
    [InlineData("kk", ";", "0,125")]
    public void A_csv_reads_back_as_it_was_in_the_way_of_its_language(string language, string separator, string share)
    {
        var bytes = Encoding.UTF8.GetBytes(CsvFile.Write(Sample(language)));
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.DoesNotContain("sep=", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        using var reader = new TextFieldParser(new MemoryStream(bytes), Encoding.UTF8) { TrimWhiteSpace = false, HasFieldsEnclosedInQuotes = true };
        reader.SetDelimiters(separator);
        Assert.Equal([HeadingIn(language), "Day", "Count", "Share", "None"], reader.ReadFields()!);
        foreach (var (_, inCsv) in Texts)
        {
            Assert.Equal([inCsv, "2026-03-31", "1200", share, ""], reader.ReadFields()!.Select(field => field.ReplaceLineEndings("\n")));
        }

        Assert.True(reader.EndOfData);
    }

    [Fact]
    public void A_workbook_has_text_as_text_numbers_as_numbers_and_days_as_days()
    {
        var (cells, formats) = ReadSheet(XlsxFile.Write(Sample("kk")));
        Assert.Equal([HeadingIn("kk"), "Day", "Count", "Share", "None"], cells[0].Select(cell => cell.Value));
        var oleDay = Day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < Texts.Length; i++)
        {
            var row = cells[i + 1];
            Assert.Equal((Texts[i].Text, "str"), (row[0].Value, row[0].Type));
            Assert.Equal((oleDay, "n"), (row[1].Value, row[1].Type));
            Assert.Equal(("1200", "n"), (row[2].Value, row[2].Type));
            Assert.Equal(("0.125", "n"), (row[3].Value, row[3].Type));
            Assert.Equal("", row[4].Value);
            Assert.Equal("yyyy-mm-dd", formats[row[1].Style]);
        }
    }

    [Fact]
    public void A_report_without_rows_still_has_its_headings_in_both_files()
    {
        var empty = Sample("en") with { Rows = [] };
        Assert.Equal("\uFEFFName,Day,Count,Share,None\r\n", CsvFile.Write(empty));
        Assert.Equal(["Name", "Day", "Count", "Share", "None"], Assert.Single(ReadSheet(XlsxFile.Write(empty)).Cells).Select(cell => cell.Value));
    }

    [Fact]
    public void A_title_that_no_sheet_may_have_is_shortened() =>
        Assert.NotEmpty(ReadSheet(XlsxFile.Write(Sample("en") with { Title = "[Reports]: who/what? " + new string('x', 60) })).Cells);

    private static Table Sample(string language) => Table.Of(
        language,
        HeadingIn(language),
        Texts,
        new TableColumn<(string Text, string InCsv)>(HeadingIn(language), row => row.Text),
        new("Day", _ => Day),
        new("Count", _ => 1200),
        new("Share", _ => 0.125),
        new("None", _ => null));

    private static string HeadingIn(string language) => language switch
    {
        "kk" => "Аты-жөні",
        "ru" => "Имя",
        _ => "Name",
    };

    /// <summary>Reads the XML of the file itself, so that the library which wrote it proves nothing.</summary>
    private static (List<List<(string Value, string Type, int Style)>> Cells, string?[] Formats) ReadSheet(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        var sheet = Load("xl/worksheets/sheet1.xml");
        var ns = sheet.Root!.Name.Namespace;
        var cells = sheet.Descendants(ns + "row").Select(row => row.Elements(ns + "c").Select(cell => (
            cell.Element(ns + "v")?.Value.ReplaceLineEndings("\n") ?? "",
            cell.Attribute("t")?.Value ?? "n",
            int.Parse(cell.Attribute("s")?.Value ?? "0", CultureInfo.InvariantCulture))).ToList()).ToList();
        Assert.Empty(sheet.Descendants(ns + "f"));
        var styles = Load("xl/styles.xml");
        var codes = styles.Descendants(ns + "numFmt").ToDictionary(format => format.Attribute("numFmtId")!.Value, format => format.Attribute("formatCode")!.Value);
        var formats = styles.Descendants(ns + "cellXfs").Single().Elements(ns + "xf").Select(style => codes.GetValueOrDefault(style.Attribute("numFmtId")!.Value)).ToArray();
        Assert.InRange(Load("xl/workbook.xml").Descendants(ns + "sheet").Single().Attribute("name")!.Value.Length, 1, 31);
        return (cells, formats);

        XDocument Load(string name)
        {
            using var stream = archive.GetEntry(name)!.Open();
            return XDocument.Load(stream);
        }
    }
}
