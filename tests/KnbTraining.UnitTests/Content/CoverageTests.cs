using KnbTraining.Content.Editions;
using KnbTraining.Content.Editions.Coverage;
using KnbTraining.Content.Reference;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class CoverageTests
{
    private static readonly DateOnly Day = new(2026, 1, 15);

    private static CoverageMatrix Shipped => CoverageMatrix.Of(ShippedContent.Edition, Day);

    [Fact]
    public void Every_one_of_the_47_core_facts_has_a_rule_a_lesson_and_an_item_family()
    {
        var core = Shipped.Rows.Where(row => row.Fact.IsCore).ToArray();
        Assert.Equal(47, core.Length);
        Assert.All(core, row =>
        {
            Assert.NotEmpty(row.Rules);
            Assert.NotEmpty(row.Lessons);
            Assert.Equal(row.Fact.Keyable == Keyable.Taught, row.Families.Count == 0);
            Assert.False(row.IsHole);
        });
    }

    [Fact]
    public void The_matrix_knows_every_fact_and_cites_no_fact_that_may_not_be_keyed()
    {
        Assert.Equal(ShippedContent.Edition.Facts.Keys.Order(StringComparer.Ordinal), Shipped.Rows.Select(row => row.Fact.Id));
        Assert.All(Shipped.Rows.Where(row => row.Fact.Keyable == Keyable.No), row => Assert.Empty(row.Rules.Concat(row.Lessons).Concat(row.Families)));
    }

    [Fact]
    public void Rules_lessons_and_families_of_a_fact_are_those_that_the_documents_name()
    {
        var row = Row(Shipped, "F-104");
        Assert.Equal(["former-holder-without-approval"], row.Rules);
        Assert.Contains("travel-after-clearance", row.Lessons);
        Assert.Contains("verdict.former-holder-without-approval", row.Families);
        Assert.DoesNotContain("verdict.former-holder-without-approval-planned", row.Families);
    }

    [Fact]
    public void A_fact_is_taught_by_a_case_that_its_rule_decides_and_by_a_map_of_its_act()
    {
        var documents = DocumentSetBuilder.FromShipped();
        foreach (var path in documents.Build().Paths.Where(path => path.StartsWith("lessons/", StringComparison.Ordinal)).ToArray())
        {
            // Every card becomes that of another rule, so that only cases and maps are left to teach.
            documents.With(path, System.Text.RegularExpressions.Regex.Replace(
                documents[path], "^:::rule .*$", ":::rule clearance-defined", System.Text.RegularExpressions.RegexOptions.Multiline | System.Text.RegularExpressions.RegexOptions.NonBacktracking));
        }

        var matrix = CoverageMatrix.Of(EditionCompiler.Recompile(documents.Build()).Edition!, Day);
        Assert.Contains("after-access-ends", Row(matrix, "F-098").Lessons);
        Assert.Contains(Row(matrix, "F-110").Lessons, lesson => ShippedContent.Edition.Lessons[lesson]["en"].Blocks.OfType<KnbTraining.Content.Lessons.MapBlock>().Any(map => map.Act == "travel-abroad"));
        Assert.Empty(Row(matrix, "F-017").Lessons);
    }

    [Fact]
    public void An_authored_question_asks_the_facts_that_its_key_turns_on_and_no_other_of_its_rules()
    {
        var asked = Shipped.Rows.Where(row => row.Families.Contains("authored.planned-which-draft", StringComparer.Ordinal)).Select(row => row.Fact.Id);
        Assert.Equal(["F-108"], asked);
        Assert.Contains("F-110", ShippedContent.Edition.Rules["former-holder-without-approval-planned"].Sources.SelectMany(citation => citation.Facts));
    }

    // They stood among the wrong answers, or beside what was asked.
    [Theory]
    [InlineData("F-021", "authored.access-of-senior-staff")]
    [InlineData("F-081", "authored.planned-not-yet-tightened")]
    [InlineData("F-083", "authored.planned-purpose-of-protection")]
    [InlineData("F-091", "authored.who-accepts-the-obligation")]
    [InlineData("F-108", "authored.planned-which-draft")]
    [InlineData("F-109", "authored.planned-reason-for-former-holders")]
    [InlineData("F-114", "authored.planned-separate-parts")]
    [InlineData("F-119", "authored.state-secrets-limit")]
    public void A_fact_is_asked_only_where_a_key_turns_on_it(string fact, string family) =>
        Assert.Equal([family], Row(Shipped, fact).Families);

    [Fact]
    public void What_a_rule_settles_is_not_asked_by_a_question_about_what_it_leaves_open()
    {
        Assert.Contains("left-open.current-holder-disclosure", Row(Shipped, "F-101").Families);
        Assert.DoesNotContain("left-open.current-holder-disclosure", Row(Shipped, "F-096").Families);
    }

    [Fact]
    public void An_opinion_is_taught_and_never_keyed()
    {
        var opinion = Row(Shipped, "F-107");
        Assert.NotEmpty(opinion.Lessons);
        Assert.Empty(opinion.Families);
        Assert.Empty(opinion.Missing);
    }

    [Fact]
    public void The_draft_law_that_carries_the_plan_is_named_in_lessons()
    {
        Dictionary<string, string> words = new(StringComparer.Ordinal) { ["en"] = "draft law", ["ru"] = "законопроект", ["kk"] = "заң жобасы" };
        foreach (var (language, word) in words)
        {
            foreach (var lesson in new[] { "what-is-planned", "travel-after-clearance" })
            {
                Assert.Contains(word, ShippedContent.Documents.Find($"lessons/{lesson}/{language}.md"), StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public void What_counts_only_later_is_asked_only_then()
    {
        var edition = DocumentSetBuilder.FromShipped()
            .Replacing("rules/travel-approval/current-holder-with-approval.yaml", "since: null", "since: 2031-01-01")
            .Without("cases/travel-abroad.yaml")
            .CompileOrThrow();
        Assert.DoesNotContain("verdict.current-holder-with-approval", Row(CoverageMatrix.Of(edition, Day), "F-095").Families);
        Assert.Contains("verdict.current-holder-with-approval", Row(CoverageMatrix.Of(edition, new DateOnly(2031, 1, 1)), "F-095").Families);
    }

    [Fact]
    public void Exported_it_is_one_line_a_fact_with_what_is_missing_last()
    {
        var fact = new SourceFact("F-001", "some-source", [2, 3], Keyable.Dated, "core");
        var csv = CsvFile.Write(CoverageExport.Of("en", [new FactCoverage(fact, ["a", "b"], [], ["x.a"]), new FactCoverage(fact with { Id = "F-002", Use = "background", Keyable = Keyable.No }, [], [], [])]), withMark: false);
        Assert.Equal(
            "fact,use,keyable,source,paragraphs,rules,lessons,families,missing\r\nF-001,core,dated,some-source,2 3,a b,,x.a,lesson\r\nF-002,background,no,some-source,2 3,,,,\r\n",
            csv);
    }

    [Fact]
    public void No_id_breaks_a_line_of_the_export_or_passes_for_a_formula()
    {
        var fact = new SourceFact("=1+1", "a,\"b\"\n", [1], Keyable.Yes, "core");
        var csv = CsvFile.Write(CoverageExport.Of("en", [new FactCoverage(fact, [], [], [])]), withMark: false);
        Assert.EndsWith("\r\n'=1+1,core,yes,\"a,\"\"b\"\"\n\",1,,,,rule lesson family\r\n", csv, StringComparison.Ordinal);
    }

    private static FactCoverage Row(CoverageMatrix matrix, string fact) => matrix.Rows.Single(row => row.Fact.Id == fact);
}
