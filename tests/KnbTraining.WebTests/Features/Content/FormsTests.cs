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

    /// <summary>One change of each field, by the key of the document that it concerns.</summary>
    public static TheoryData<string> Changes => [.. OneChange.Keys];

    private static Dictionary<string, (string Key, Action<RuleForm> Make)> OneChange { get; } = new(StringComparer.Ordinal)
    {
        ["a title"] = ("title", form => form.Title["kk"] = "Жаңа атау: бүгін"),
        ["a statement"] = ("statement", form => form.Statement["ru"] = form.Statement["ru"] + " И ещё одно предложение, чтобы строка стала длиннее."),
        ["a translation"] = ("translation", form => form.Translation["ru"] = "reviewed"),
        ["the status"] = ("status", form => form.Status = form.Status == "proposed" ? "in-force" : "proposed"),
        ["the first day"] = ("since", form => form.Since = new DateOnly(2027, 1, 1)),
        ["the last day"] = ("until", form => form.Until = new DateOnly(2028, 1, 1)),
        ["the review"] = ("review-by", form => form.ReviewBy = new DateOnly(2029, 12, 31)),
        ["the rows"] = ("rows", form => form.Rows = "R-98, R-99"),
        ["another condition"] = ("when", form => form.Demand("capacity", ["head"], Dimensions)),
        ["two values of a condition"] = ("when", form => form.Demand("holder", ["current", "candidate"], Dimensions)),
        ["no condition"] = ("when", form => form.When.Clear()),
        ["the liability"] = ("then", form => form.Liability = form.Liability == "criminal" ? "administrative" : "criminal"),
        ["the duties"] = ("then", form => form.Duties = ["sign-written-obligation", "keep-entrusted-information"]),
        ["what it comes before"] = ("overrides", form => form.Overrides = [.. form.Overrides, "clearance-defined"]),
        ["another pair"] = ("pairs", form => { form.AddPair(); form.Pairs[^1].Of = "nsc"; form.Pairs[^1].Text["en"] = "a task: new"; }),
        ["another basis"] = ("basis", form => form.Basis.Add(new BasisForm { Instrument = "cao", Article = "504", Part = "2", Purpose = "reach", Source = "liability-report", Paragraph = 8 })),
        ["a basis less"] = ("basis", form => form.Basis.RemoveAll(basis => basis == form.Basis[0])),
        ["a paragraph more"] = ("sources", form => form.Sources[0].Paragraphs = [.. form.Sources[0].Paragraphs, "15"]),
        ["another source"] = ("sources", form => form.Sources.Add(new CitationForm { Source = "decree-article", Paragraphs = ["5"], Facts = ["F-004"] })),
        ["the facts of the key"] = ("keys-on", form => form.KeysOn = ["F-001"]),
        ["the audience"] = ("audience", form => form.Audience = form.Audience is ["head"] ? ["current"] : ["head"]),
        ["another settled point"] = ("stated", form => { form.AddPoint(form.Stated); form.Stated[^1].Text["en"] = "the day on which it counts"; form.Stated[^1].Names = "liability"; }),
        ["a settled point less"] = ("stated", form => form.Stated.RemoveAll(point => point == form.Stated[0])),
        ["the words of an open point"] = ("left-open", form => form.LeftOpen.ForEach(point => point.Text["kk"] = "басқа мәтін")),
        ["the facts of an open point"] = ("left-open", form => form.LeftOpen.ForEach(point => point.KeysOn = ["F-001", "F-002"])),
    };

    private static string[] Dimensions => [.. EditionSample.Edition.RuleBook.Vocabulary.Dimensions.Select(dimension => dimension.Id)];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_one_field_of_a_rule_changes_the_lines_of_that_field_and_no_other(string change)
    {
        var (key, make) = OneChange[change];
        var changed = 0;
        foreach (var (path, text) in EditionSample.Documents.Under("rules"))
        {
            var form = RuleForm.Parse(text);
            make(form);
            var written = form.ToDocument(text);
            Assert.Equivalent(form, RuleForm.Parse(written), strict: true);
            var (before, after) = (Blocks(text), Blocks(written));
            Assert.Equal(before.Where(block => block.Key != key), after.Where(block => block.Key != key));
            changed += written == text ? 0 : 1;
            Assert.True(Kept(before.GetValueOrDefault(key, ""), after.GetValueOrDefault(key, "")), $"{path} {change}:\n{after.GetValueOrDefault(key)}");
        }

        Assert.NotEqual(0, changed);
    }

    [Fact]
    public void A_rule_of_another_kind_loses_what_such_a_rule_cannot_have()
    {
        var form = RuleForm.Parse(EditionSample.Documents.Find(Rule)!);
        form.Become("open");
        Assert.Equal(("not-covered", true), (form.Liability, form.Fires));
        form.Become("duty");
        Assert.Equal("", form.Liability);
        Assert.NotEmpty(form.When);
        form.Become("competence");
        Assert.Empty(form.When);
        Assert.Empty(form.Duties);
        Assert.False(form.Fires);
    }

    // Of a list or a mapping that is added to or taken from, every line that stays says what it said: comments and quotes included.
    private static bool Kept(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        return old.Length < 4 || now.Length < 4 || now.Count(line => old.Contains(line)) >= Math.Min(old.Length, now.Length) / 2;
    }

    /// <summary>The text of each key at the top of a document, by key.</summary>
    private static Dictionary<string, string> Blocks(string text)
    {
        var blocks = new Dictionary<string, string>(StringComparer.Ordinal);
        var key = "";
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            key = line.Length > 0 && char.IsLetter(line[0]) ? line[..line.IndexOf(':', StringComparison.Ordinal)] : key;
            blocks[key] = blocks.TryGetValue(key, out var known) ? $"{known}\n{line}" : line;
        }

        return blocks;
    }
}
