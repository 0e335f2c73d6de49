using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content.Editing;

namespace KnbTraining.WebTests.Features.Content;

public sealed class FormsTests
{
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";

    public static TheoryData<string> Questions => [.. EditionSample.Documents.Under("questions").Select(document => document.Key)];

    public static TheoryData<string> Rules => [.. EditionSample.Documents.Under("rules").Select(document => document.Key)];

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_that_nobody_changed_stays_the_same_to_the_letter(string path)
    {
        var text = EditionSample.Documents.Find(path)!;
        Assert.Equal(text, QuestionForm.Parse(text).ToDocument(text));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_that_nobody_changed_stays_the_same_to_the_letter(string path)
    {
        var text = EditionSample.Documents.Find(path)!;
        Assert.Equal(text, RuleForm.Parse(text).ToDocument(text));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_written_anew_reads_as_the_same_question(string path)
    {
        var before = QuestionForm.Parse(EditionSample.Documents.Find(path)!);
        var after = QuestionForm.Parse(before.Write());
        Assert.Equivalent(before, after, strict: true);
        Assert.Empty(EditionCompiler.Compile(EditionSample.Documents.With([new(path, before.Write())])).Findings);
    }

    [Fact]
    public void Another_right_answer_moves_the_mark_and_drops_its_misconception()
    {
        const string Path = "questions/travel-former-two-halves.yaml";
        var original = EditionSample.Documents.Find(Path)!;
        var form = QuestionForm.Parse(original);
        form.MarkCorrect(form.Options[1]);
        form.Options[0].Misconception = "liability-denied";
        var read = QuestionForm.Parse(form.ToDocument(original));
        Assert.Equal([false, true, false, false], read.Options.Select(option => option.Correct));
        Assert.Null(read.Options[1].Misconception);
        Assert.Equal("liability-denied", read.Options[0].Misconception);
    }

    [Fact]
    public void A_new_question_is_a_document_whose_gaps_the_check_names_at_its_fields()
    {
        const string Path = "questions/a-new-one.yaml";
        var text = QuestionForm.Create("a-new-one", "former-holder-without-approval", []).Write();
        var form = QuestionForm.Parse(text);
        var compilation = EditionCompiler.Compile(EditionSample.Documents.With([new(Path, text)]));
        var findings = FieldFindings.ForYaml(text, compilation.Findings.Where(finding => finding.Path == Path), form.Fields);
        Assert.Null(compilation.Edition);
        Assert.NotEmpty(findings.At("stem/kk"));
        Assert.NotEmpty(findings.At("options/0/text/ru"));
        Assert.Empty(findings.Rest);
    }

    [Fact]
    public void A_title_a_statement_with_quotes_and_a_review_day_go_into_the_rule_and_nothing_else_changes()
    {
        var original = EditionSample.Documents.Find(Rule)!;
        var form = RuleForm.Parse(original);
        form.Statement["en"] = "According to the NSC's answer: \"no\".";
        form.ReviewBy = new DateOnly(2028, 2, 29);
        Assert.All(form.Title.Values, title => Assert.InRange(title.Length, 1, RuleDocument.LongestTitle));
        form.Title["kk"] = "Жаңа атау: бүгін";
        var changed = form.ToDocument(original);
        Assert.Equal("According to the NSC's answer: \"no\".", YamlEdit.Get(changed, "statement/en"));
        Assert.Equal("Жаңа атау: бүгін", YamlEdit.Get(changed, "title/kk"));
        Assert.Equal("2028-02-29", YamlEdit.Get(changed, "review-by"));
        Assert.Equal(YamlEdit.Paths(original), YamlEdit.Paths(changed));
        Assert.NotNull(EditionCompiler.Compile(EditionSample.Documents.With([new(Rule, changed)])).Edition);
    }
}
