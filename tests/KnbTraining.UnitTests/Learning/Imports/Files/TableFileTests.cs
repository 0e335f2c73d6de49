using System.IO.Compression;
using System.Text;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Imports.Files;

public sealed class TableFileTests
{
    private static readonly Encoding Cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    [Fact]
    public void One_table_is_read_the_same_from_every_encoding_and_with_every_separator()
    {
        const string Text = "Табельный номер;ФИО;Примечание\r\n00042;Ёлкина Анна;\"первая строка\r\nвторая; «х»\"\r\n";
        (int, string)[] expected = [(1, "Табельный номер|ФИО|Примечание"), (2, "00042|Ёлкина Анна|первая строка вторая; «х»")];
        Encoding[] encodings =
        [
            new UTF8Encoding(true), new UTF8Encoding(false), Cyrillic, new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
            new UnicodeEncoding(false, false), new UnicodeEncoding(true, false),
        ];
        foreach (var encoding in encodings)
        {
            Assert.Equal(expected, Read([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]));
        }

        // Kazakh letters have no place in windows-1251.
        Assert.Equal([(1, "Аты|Бөлім"), (2, "Әсел Қ.|Мұрағат")], Read("Аты,Бөлім\nӘсел Қ.,Мұрағат"));
        Assert.Equal([(1, "a|b;c"), (2, "1|2,5")], Read("a\tb;c\n1\t2,5\n"));
        Assert.Equal([(1, "a|b"), (2, "Иванов, Иван|1")], Read("a;b\nИванов, Иван;1\n"));
        Assert.Equal([(2, "a|b;c;d"), (3, "1|2;3;4")], Read("sep=,\na,b;c;d\n1,2;3;4\n"));
    }

    [Fact]
    public void Encodings_of_one_byte_are_recognised_by_their_letters_and_what_is_not_plain_is_refused()
    {
        const string Text = "Табельный номер;ФИО\r\n1;Щукин Олег Юрьевич\r\n2;ЁЛКИНА АННА\r\n";
        foreach (var (page, name) in new[] { (1251, "windows-1251"), (20866, "KOI8-R"), (866, "CP866"), (28595, "ISO 8859-5"), (10007, "Mac Cyrillic") })
        {
            var reading = TableFile.Read(CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(Text));
            Assert.Equal((name, "Щукин Олег Юрьевич", "ЁЛКИНА АННА"), (reading.Encoding, reading.Lines[1].At(1), reading.Lines[2].At(1)));
        }

        // The Kazakh standard puts Kazakh letters where windows-1251 has others; where only Ukrainian ones could be meant, nobody can tell.
        var kazakh = TableFile.Read(Cyrillic.GetBytes("Аты;Бґлім\nЈсел Ќайратќызы;Мўраєат\n"));
        Assert.Equal(("KZ-1048", "Әсел Қайратқызы|Мұрағат"), (kazakh.Encoding, string.Join('|', kazakh.Lines[1].Cells)));
        Assert.Equal(new TableProblem(TableFault.UnknownEncoding), Problem(Cyrillic.GetBytes("ФИО;Отдел\nЄвген Їжак;Архив\n")));
        Assert.Equal(new TableProblem(TableFault.UnknownEncoding), Problem(Encoding.Latin1.GetBytes("Name;Unit\nJörg Müller;Büro\n")));
        Assert.Equal([(1, "№|Name"), (2, "1|Kim")], Read(Cyrillic.GetBytes("№;Name\n1;Kim\n")));
        Assert.Null(TableFile.Read(Encoding.UTF8.GetBytes(Text)).Encoding);
    }

    [Fact]
    public void A_null_character_is_named_with_its_line_and_does_not_make_another_encoding_of_the_file()
    {
        Assert.Equal(new TableProblem(TableFault.NullCharacters, 2), Problem("Таб;ФИО\n1;Ким\0Олег\n"u8));
        Assert.Equal(new TableProblem(TableFault.NullCharacters, 3), Problem("a;b\n1;2\n3;\04\n5;6\n7;8\n9;0\n"u8));
        Assert.Equal(new TableProblem(TableFault.NoText), Problem([0xD2, 0xE0, 0, 0xE1, (byte)'\n']));
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_is_named_by_the_line_on_which_it_is_opened()
    {
        foreach (var (text, line) in new[]
        {
            ("Таб;ФИО;Отдел\n1;\"Ким Олег;Архив\n2;Ли Анна;Юг\n", 2),
            ("Таб;ФИО;Отдел\n1;Ким Олег;Архив\n2;\"Ли Анна;Юг\n", 3),
            ("Таб;ФИО;Отдел\n1;Ким Олег;Архив\n2;Ли Анна;\"Юг", 3),
            ("Таб;ФИО;Отдел\n1;\"Ким Олег;Архив\n2;\"Ли Анна\";Юг\n3;Цой Яна;Юг\n", 2),
            ("Таб;ФИО;Отдел\n1;\"Ким Олег;Архив\n2;\"Ли Анна;Юг\n3;Цой Яна;Юг\n", 2),
            ("Таб;ФИО;Отдел\n1;\"строка\nвторая\";\"Архив\n2;Ли Анна;Юг\n", 3),
            ("Таб;\"ФИО;Отдел\n1;Ким Олег;Архив\n", 1),
        })
        {
            Assert.Equal(new TableProblem(TableFault.OpenQuote, line), Problem(Encoding.UTF8.GetBytes(text)));
        }

        Assert.Equal([(1, "a|b"), (2, "ТОО \"Ромашка\"|x")], Read("a;b\nТОО \"Ромашка\";x\n"));
        Assert.Equal([(1, "a|b"), (2, "ТОО \"Ромашка\"|x y")], Read("a;b\n\"ТОО \"\"Ромашка\"\"\";\"x\ny\"\n"));
    }

    [Fact]
    public void Blank_lines_trailing_separators_and_marks_of_spreadsheets_are_no_data_and_numbers_of_lines_stay_true()
    {
        var lines = Read("a;b;c;;;\r\n\r\n;;;\r\n\"x\r\ny\";=\"007\";'0042;;\r\n \u00A0;\u200B;\r\nТОО \"Ромашка\";  два   слова ;\u00ADз\r\n");
        Assert.Equal([(1, "a|b|c"), (4, "x y|007|0042"), (7, "ТОО \"Ромашка\"|два слова|з")], lines);
    }

    [Fact]
    public void A_workbook_shows_leading_zeros_dates_shared_and_inline_texts_and_merged_cells()
    {
        var rows = """
            <row r="1"><c r="A1" t="inlineStr"><is><t>№</t></is></c><c r="B1" t="s"><v>0</v></c></row>
            <row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><r><t>И</t></r><r><t>мя</t></r></is></c></row>
            <row r="4"><c r="A4" s="1"><v>42</v></c><c r="B4" t="str"><v>Ким</v></c><c r="D4" s="4"><v>46085</v></c><c r="E4" s="3"><v>46085.5</v></c></row>
            <row r="5"><c r="A5" s="2"><v>1234567</v></c><c r="B5"><v>990101300123</v></c><c r="C5"><v>1.5</v></c><c r="D5"><v>46085</v></c><c r="E5" t="e"><v>#N/A</v></c></row>
            <row><c><v>7</v></c><c t="b"><v>1</v></c></row>
            """;
        var book = Workbook.Of(
            rows,
            """<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>""",
            ["000000", "0000\\-00000", "[$-419]dd\\.mm\\.yyyy;@"],
            ["<t>ФИО</t>", "<r><t>Фами</t></r><r><t>лия</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>"]);
        Assert.Equal(
            [
                (1, "№|ФИО|ФИО"), (2, "№|Фамилия|Имя"), (4, "000042|Ким||2026-03-04|2026-03-04"), (5, "0012-34567|990101300123|1.5|46085|#N/A"), (6, "7|1"),
            ],
            Read(book));

        Assert.Equal([(1, "2030-03-05")], Read(Workbook.Of("<row><c s=\"1\"><v>46085</v></c></row>", formats: ["yyyy-mm-dd"], from1904: true)));
    }

    [Fact]
    public void What_cannot_be_a_table_or_is_too_large_is_said_with_its_line_and_reads_nothing()
    {
        Assert.Equal(new TableProblem(TableFault.Empty), Problem(""u8));
        Assert.Equal(new TableProblem(TableFault.Empty), Problem(" \n;;\n"u8));
        Assert.Equal(new TableProblem(TableFault.OldOrProtectedWorkbook), Problem([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]));
        Assert.Equal(new TableProblem(TableFault.NoText), Problem([0x89, 0x50, 0x4E, 0x47, 0x0D, 0, 0, 0, 0, 13]));
        Assert.Equal(new TableProblem(TableFault.BrokenWorkbook), Problem([(byte)'P', (byte)'K', 3, 4, 1, 2, 3]));
        Assert.Equal(new TableProblem(TableFault.OpenQuote, 2), Problem("a;b\n\"open;b\n1;2\n"u8));
        Assert.Equal(new TableProblem(TableFault.OpenQuote, 2), Problem(Encoding.UTF8.GetBytes($"a;b\n\"open;b\n{string.Concat(Enumerable.Repeat("1;2\n", 2000))}")));
        Assert.Equal(new TableProblem(TableFault.TooManyColumns, 2), Problem(Encoding.UTF8.GetBytes("a;b\n" + string.Join(';', Enumerable.Repeat("1", 201)))));
        Assert.Equal(new TableProblem(TableFault.TooManyRows, 200_001), Problem(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1\n", 200_001)))));
        Assert.Equal(new TableProblem(TableFault.TooLarge), Problem(new byte[TableLimits.MostBytes + 1]));
        Assert.Equal(new TableProblem(TableFault.TooManyColumns, 1), Problem(Workbook.Of("<row><c r=\"XFD1\"><v>1</v></c></row>")));
        Assert.Equal(new TableProblem(TableFault.CellTooLong, 1), Problem(Workbook.Of($"<row><c t=\"str\"><v>{new string('x', 4_001)}</v></c></row>")));
        Assert.Equal(new TableProblem(TableFault.BrokenWorkbook), Problem(Workbook.Of("<row><c></row>")));
        var entity = Workbook.Of("<row><c t=\"str\"><v>&a;</v></c></row>", before: "<!DOCTYPE worksheet [<!ENTITY a \"b\">]>");
        Assert.Equal(new TableProblem(TableFault.BrokenWorkbook), Problem(entity));
    }

    [Fact]
    public void Elements_nested_deeper_than_programs_write_them_and_merged_cells_without_an_end_are_no_trap()
    {
        const int Deep = 100_000;
        var nested = string.Concat(Enumerable.Repeat("<x>", Deep)) + string.Concat(Enumerable.Repeat("</x>", Deep));
        Assert.Equal(new TableProblem(TableFault.BrokenWorkbook), Problem(Workbook.Of($"<row><c t=\"inlineStr\"><is>{nested}</is></c></row>")));
        Assert.Equal(new TableProblem(TableFault.BrokenWorkbook), Problem(Workbook.Of("<row/>", shared: [nested])));

        const string Rows = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row><row r=\"2\"><c r=\"C2\" t=\"str\"><v>b</v></c></row>";
        string[] merges = ["C2:A2147483647", "A2147483647:C2", "A1:A2147483647"];
        var lines = Read(Workbook.Of(Rows, $"<mergeCells>{string.Concat(merges.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>"));
        Assert.Equal([(1, "a"), (2, "a||b")], lines);
    }

    [Fact]
    public void A_packed_file_that_unpacks_to_far_more_than_it_is_ends_at_the_limit()
    {
        using var kept = new MemoryStream();
        using (var archive = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = archive.CreateEntry("xl/styles.xml", CompressionLevel.Fastest).Open();
            var blank = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
            for (var i = 0; i < 17; i++)
            {
                stream.Write(blank);
            }
        }

        Assert.True(kept.Length < 1 << 20);
        Assert.Equal(new TableProblem(TableFault.TooLarge), Problem(kept.ToArray()));
    }

    [Fact]
    public async Task A_stream_is_read_to_the_limit_and_no_further()
    {
        using var large = new MemoryStream(new byte[TableLimits.MostBytes + 1]);
        Assert.Equal(new TableProblem(TableFault.TooLarge), (await TableFile.ReadAsync(large, TestContext.Current.CancellationToken)).Problem);
    }

    private static (int, string)[] Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static (int, string)[] Read(byte[] bytes)
    {
        var reading = TableFile.Read(bytes);
        Assert.Null(reading.Problem);
        return [.. reading.Lines.Select(line => (line.Number, string.Join('|', line.Cells)))];
    }

    private static TableProblem? Problem(ReadOnlySpan<byte> bytes)
    {
        var reading = TableFile.Read(bytes.ToArray());
        Assert.Empty(reading.Lines);
        return reading.Problem;
    }
}
