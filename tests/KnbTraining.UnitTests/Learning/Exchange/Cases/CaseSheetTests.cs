using System.Globalization;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Exchange.Cases;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Tables;
using KnbTraining.Rules;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Exchange.Cases;

public sealed class CaseSheetTests
{
    private static Edition Edition => EditionSample.Edition;

    [Fact]
    public void Every_shipped_table_comes_back_as_it_left_in_each_language_as_csv_and_as_workbook()
    {
        foreach (var cases in Edition.LawCases.Values)
        {
            var sheet = new CaseSheet(Edition, cases.Act);
            CaseRow[] rows = [.. cases.Cases.Select(CaseRow.Of), Full(cases.Act)];
            foreach (var language in Languages.All)
            {
                var table = sheet.Write(rows, language);
                foreach (var file in new[] { Encoding.UTF8.GetBytes(CsvFile.Write(table)), XlsxFile.Write(table) })
                {
                    // Read on a page in another language than it was written in.
                    var read = new CaseSheetReader(sheet, "en").Read(TableFile.Read(file));
                    Assert.Empty(read.Faults);
                    Assert.Equal(rows.Select(Told), read.Rows.Select(Told));
                }
            }
        }
    }

    [Fact]
    public void A_row_becomes_the_case_of_a_document_and_is_read_from_it()
    {
        var row = Full("travel-abroad") with { Id = "case-1" };
        var document = YamlEdit.Put("id: a\ncases: []\n", "cases", YamlValue.Of([row.ToYaml()]));
        Assert.Equal(Told(row), Told(Assert.Single(CaseRow.In(document))));
        Assert.Equal(row.Expected, row.ToCase()!.Expected);
        Assert.Null((row with { Expected = null }).ToCase());
        Assert.Null((row with { AsOf = null }).ToCase());
        Assert.NotNull((row with { AsOf = null, IfAdopted = true }).ToCase());
        Assert.Empty(CaseRow.In("cases: [unfinished"));
    }

    [Fact]
    public void Titles_and_values_are_known_in_all_languages_at_once_and_by_their_ids_and_encodings_are_recognised()
    {
        const string Text = "Рұқсат ету;Approval of the trip;Право на день;expected\nпрекращён;absent;31.03.2026;none-administrative\n;любое;2026-03-31;В источниках не освещено\n";
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
        {
            var read = Read("travel-abroad", TableFile.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]));
            Assert.Empty(read.Faults);
            Assert.Equal(
                ["approval=absent,holder=former 2026-03-31 NoneAdministrative", " 2026-03-31 NotCovered"],
                read.Rows.Select(row => $"{string.Join(',', row.Facts.Select(fact => $"{fact.Key}={fact.Value}").Order(StringComparer.Ordinal))} {row.AsOf:yyyy-MM-dd} {row.Expected}"));
        }

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string Russian = "Допуск;Право на день;Ожидается;Примечание\nпрекращён;31.03.2026;Уголовная ответственность;Проверено по тексту закона и по разъяснению\n";
        var old = Read("disclosure", TableFile.Read(Encoding.GetEncoding(1251).GetBytes(Russian)));
        Assert.Equal(("former", Liability.Criminal, "windows-1251"), (old.Rows[0].Facts["holder"], old.Rows[0].Expected, old.Encoding));

        // A table that is written here in Russian or Kazakh comes back out of each old encoding, and says out of which.
        foreach (var (language, encoding, name) in new[] { ("ru", 1251, "windows-1251"), ("ru", 20866, "KOI8-R"), ("ru", 866, "CP866"), ("ru", 28595, "ISO 8859-5") })
        {
            var short_ = CaseSheet.Heading(CaseColumn.Expected, language) + ";" + CaseSheet.Heading(CaseColumn.AsOf, language) + "\n" + Edition.Words.Liabilities[Liability.Criminal][language] + ";2026-03-31\n";
            var read = new CaseSheetReader(new CaseSheet(Edition, "disclosure"), language).Read(TableFile.Read(Encoding.GetEncoding(encoding).GetBytes(short_)));
            Assert.Equal(("", name, 1), (string.Join(',', read.Faults), read.Encoding, read.Rows.Count));
        }
    }

    [Fact]
    public void Rows_without_titles_stand_as_the_table_has_them_where_they_may()
    {
        const string Pasted = "held now\tany\tany\tmissing\t2026-01-01\tin force\tAdministrative liability\n";
        var table = TableFile.Read(Encoding.UTF8.GetBytes(Pasted));
        var row = Assert.Single(new CaseSheetReader(new CaseSheet(Edition, "travel-abroad"), "en").Read(table, withoutTitles: true).Rows);
        Assert.Equal(("current", "absent", Liability.Administrative), (row.Facts["holder"], row.Facts["approval"], row.Expected));
        Assert.NotEmpty(Read("travel-abroad", table).Faults);
    }

    [Fact]
    public void Whatever_is_wrong_is_told_with_row_and_column_and_nothing_is_taken()
    {
        (string Text, string Fault)[] wrong =
        [
            ("Clearance;Colour;Expected\na;b;c", "1 Colour UnknownColumn Colour"),
            ("Clearance;Допуск;Expected\na;b;c", "1 Допуск RepeatedColumn Допуск"),
            ("Approval of the trip;Expected\na;b", "1 Approval of the trip OtherAct Approval of the trip"),
            ("Clearance;Law as of\na;b", "1 Expected MissingColumn "),
            ("Clearance;Expected\n", "  NoRows "),
            ("Clearance;Law as of;Expected\nheld now;1.1.2026;Criminal liability\nheld;2026-02-30;Prison", "3 Clearance UnknownValue held|3 Law as of NoDay 2026-02-30|3 Expected UnknownValue Prison"),
            ("Clearance;Law as of;Expected\nheld now;;\n", "2 Expected Missing |2 Law as of Missing "),
            ("Law;Expected\nif adopted;criminal\nsoon;criminal", "3 Law UnknownValue soon|3 Law as of Missing "),
            ("Law as of;Expected;Decided by;Duties that hold;Facts of the sources\n1.1.2026;criminal;No rule;Pay; F-096 F-999\n", "2 Decided by UnknownValue No rule|2 Duties that hold UnknownValue Pay|2 Facts of the sources UnknownValue F-999"),
            ($"Law as of;Expected;Note\n1.1.2026;criminal;{new string('x', LawCase.LongestNote + 1)}", $"2 Note TooLong {new string('x', 40)}…"),
            ("Law as of;Expected\n" + string.Concat(Enumerable.Repeat("1.1.2026;criminal\n", LawCases.MostCases + 1)), "  TooManyRows "),
        ];
        Assert.All(wrong, one =>
        {
            var read = Read("disclosure", TableFile.Read(Encoding.UTF8.GetBytes(one.Text)));
            Assert.Equal(one.Fault, string.Join('|', read.Faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault.Line} {fault.Column} {fault.Fault} {fault.Value}"))));
            Assert.Empty(read.Rows);
            Assert.False(read.Ok);
        });
        Assert.Equal(Enum.GetValues<CaseFault>().Length, wrong.SelectMany(one => one.Fault.Split('|')).SelectMany(fault => fault.Split(' ').Intersect(Enum.GetNames<CaseFault>())).Distinct().Count());
        Assert.Equal(TableFault.Empty, Read("disclosure", TableFile.Read([])).Problem!.Fault);
    }

    private static CaseSheetReading Read(string act, TableReading table) => new CaseSheetReader(new CaseSheet(Edition, act), "en").Read(table);

    // A row with everything that a row can have.
    private static CaseRow Full(string act)
    {
        var axes = new CaseSheet(Edition, act).Axes;
        return new CaseRow(
            "",
            axes.ToDictionary(axis => axis.Id, axis => axis.Values[^1], StringComparer.Ordinal),
            new DateOnly(2024, 2, 29),
            false,
            Liability.NoneStated,
            [.. Edition.Words.Duties.Keys.Take(2)],
            Edition.Rules.Keys.First(),
            "=1+1; \"quoted\", қазақша",
            ["F-096", "F-101"]);
    }

    private static string Told(CaseRow row) => string.Join(
        '|',
        string.Join(',', row.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key}={fact.Value}")),
        row.AsOf?.ToString("O", CultureInfo.InvariantCulture),
        row.IfAdopted,
        row.Expected,
        string.Join(',', row.Duties),
        row.Rule,
        row.Note,
        string.Join(',', row.Sources));
}
