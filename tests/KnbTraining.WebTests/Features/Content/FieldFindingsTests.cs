using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content.Editing;

namespace KnbTraining.WebTests.Features.Content;

public sealed class FieldFindingsTests
{
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
    private const string Question = "questions/travel-former-two-halves.yaml";

    [Fact]
    public void A_finding_in_a_folded_text_stands_at_its_language()
    {
        // Latin letters within a Cyrillic word, in the second line of the folded block.
        var text = RuleText.Replace("ранее имевшее допуск", "ранее имевшее дoпycк", StringComparison.Ordinal);
        var findings = FieldFindings.ForYaml(text, Check(Rule, text), RuleForm.Parse(text).Shown);
        Assert.NotEmpty(findings.At("statement/ru"));
        Assert.Empty(findings.At("statement/kk"));
        Assert.Empty(findings.Rest);
    }

    [Fact]
    public void A_missing_language_stands_at_the_field_that_is_missing()
    {
        var lines = EditionSample.Documents.Find(Question)!.Split('\n');
        var from = Array.FindIndex(lines, line => line.StartsWith("stem:", StringComparison.Ordinal)) + 1;
        var to = Array.FindIndex(lines, line => line.StartsWith("  ru:", StringComparison.Ordinal));
        var text = string.Join('\n', lines.Where((_, i) => i < from || i >= to));
        var form = QuestionForm.Parse(text);
        var findings = FieldFindings.ForYaml(text, Check(Question, text), form.Fields);
        Assert.Contains(findings.At("stem/en"), finding => finding.Message.Contains("'en'", StringComparison.Ordinal));
        Assert.Empty(findings.At("stem/ru"));
    }

    [Fact]
    public void A_finding_of_a_field_that_the_form_does_not_show_stays_in_the_list_with_its_line()
    {
        var text = RuleText + "colour: red\n";
        var findings = FieldFindings.ForYaml(text, Check(Rule, text), RuleForm.Parse(text).Shown);
        var finding = Assert.Single(findings.Rest);
        Assert.Equal(text.Split('\n').Length - 1, finding.Line);
    }

    [Fact]
    public void A_document_that_cannot_be_read_has_all_its_findings_in_the_list()
    {
        const string Broken = "id: x\nstatement: { en: \"open\n";
        var findings = FieldFindings.ForYaml(Broken, [new Finding(Rule, 2, "This is not valid YAML.", "Check quotes.")], RuleForm.Parse(Broken).Shown);
        Assert.Single(findings.Rest);
        Assert.Equal(1, findings.Count);
    }

    [Fact]
    public void A_value_that_shares_its_line_with_others_is_named_by_what_holds_them()
    {
        var outline = DocumentOutline.Of("id: a\ntranslation: { en: reviewed, ru: draft }\noptions:\n  - id: a\n    text:\n      en: >-\n        one\n        two\n  - id: b\n");
        Assert.Equal("id", outline.PathAt(1));
        Assert.Equal("translation", outline.PathAt(2));
        Assert.Equal("options/0/id", outline.PathAt(4));
        Assert.Equal("options/0/text/en", outline.PathAt(8));
        Assert.Equal("options/1/id", outline.PathAt(9));
        Assert.Null(outline.PathAt(40));
    }

    [Fact]
    public void Lines_of_a_lesson_lead_to_its_fields()
    {
        var lines = new LessonLines("---\ntitle: \"A\"\nsummary: \"B\"\nminutes: 5\ntranslation: draft\n---\n\n## Heading\ntext\n");
        Assert.Null(lines.PathAt(1));
        Assert.Equal("title", lines.PathAt(2));
        Assert.Equal("minutes", lines.PathAt(4));
        Assert.Equal(LessonLines.Body, lines.PathAt(8));
        Assert.Equal(7, lines.Above);
    }

    private static string RuleText => EditionSample.Documents.Find(Rule)!;

    private static IEnumerable<Finding> Check(string path, string text) =>
        EditionCompiler.Compile(EditionSample.Documents.With([new(path, text)])).Findings.Where(finding => finding.Path == path);
}
