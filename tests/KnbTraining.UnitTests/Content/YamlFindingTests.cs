using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>Damage to YAML itself: each is found with its file, its line and what to do.</summary>
public sealed class YamlFindingTests
{
    private const string Rule = "rules/travel-approval/current-holder-without-approval.yaml";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void The_shipped_content_has_no_findings() => Assert.Empty(Shipped.Compile().Findings);

    [Fact]
    public void An_anchor_bomb_is_refused_at_its_first_anchor()
    {
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Join('\n', "bcdefghi".Select(c => $"{c}: &{c} [{string.Join(", ", Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]")) + "\n";
        Shipped.With("sources.yaml", "translation: { en: draft, ru: draft, kk: draft }\n" + bomb)
            .Finds("sources.yaml", "a: &a", "Anchors (&name) are not allowed.", "Write it out");
    }

    [Fact]
    public void An_alias_is_refused() =>
        Shipped.Replacing(Rule, "audience: [current, head]", "audience: *people")
            .Finds(Rule, "audience:", "Aliases (*name) are not allowed.", "Write it out");

    [Theory]
    [InlineData("!!python/object:os.system x")]
    [InlineData("!secret x")]
    [InlineData("!!binary aGVsbG8=")]
    public void A_tag_is_refused(string value) =>
        Shipped.Replacing(Rule, "kind: liability", $"kind: {value}")
            .Finds(Rule, "kind:", "Tags (!name) are not allowed.", "Write it out");

    [Fact]
    public void A_duplicate_key_is_found() =>
        Shipped.Replacing(Rule, "status: in-force", "status: in-force\nkind: duty")
            .Finds(Rule, "kind: duty", "The key 'kind' stands here twice.", "Keep one of them.");

    [Fact]
    public void An_unknown_key_is_found_and_the_known_ones_are_named() =>
        Shipped.Replacing(Rule, "status: in-force", "status: in-force\nfine: 100")
            .Finds(Rule, "fine: 100", "The key 'fine' is not known here.", "Remove it or use one of: audience, basis, family,");

    [Fact]
    public void An_unknown_key_inside_a_text_is_found() =>
        Shipped.Replacing("vocabulary.yaml", "      kk: Рұқсат ету", "      kk: Рұқсат ету\n      de: Freigabe")
            .Finds("vocabulary.yaml", "de: Freigabe", "The key 'de' is not known here.", "en, kk, ru");

    [Fact]
    public void A_missing_language_is_found() =>
        Shipped.Replacing(Rule, "      kk: айыппұлдың мөлшері\n", "")
            .Finds(Rule, "en: the amount of the fine", "'text' has no text in 'kk'.", "every language is complete");

    [Theory]
    [InlineData("\"\"")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"   \"")]
    public void An_empty_text_is_found(string nothing)
    {
        var documents = Shipped.Replacing(Rule, "ru: размер штрафа", $"ru: {nothing}");
        var finding = documents.Compile().Findings.Single();
        Assert.Equal(Rule, finding.Path);
        Assert.Contains(finding.Message, (string[])["'text' has no text in 'ru'.", "'ru' is empty."]);
        Assert.Contains(finding.Advice, (string[])["Write it: every language is complete, always.", "Fill it in."]);
        Assert.InRange(documents[Rule].Split('\n')[finding.Line - 1], "      ", "      s");
    }

    [Fact]
    public void A_missing_key_is_found() =>
        Shipped.Replacing(Rule, "kind: liability\n", "").Finds(Rule, null, "'kind' is missing.", "Add it.");

    [Fact]
    public void A_value_outside_its_list_is_found() =>
        Shipped.Replacing(Rule, "status: in-force", "status: planned")
            .Finds(Rule, "status: planned", "'planned' is not known for 'status'.", "Use one of: in-force, proposed.");

    [Fact]
    public void A_text_where_a_map_belongs_is_found() =>
        Shipped.Replacing(Rule, "when: { holder: current, act: travel-abroad, approval: absent }", "when: always")
            .Finds(Rule, "when: always", "'when' must hold key: value pairs.", "Indent them below it");

    [Fact]
    public void A_text_where_a_list_belongs_is_found() =>
        Shipped.Replacing("glossary.yaml", "terms:\n", "terms: none\nmore:\n")
            .Finds("glossary.yaml", "terms: none", "'terms' must be a list.", "Write one entry a line");

    [Fact]
    public void A_number_that_is_none_is_found() =>
        Shipped.Replacing("courses/working-with-state-secrets.yaml", "pass: 80", "pass: 101")
            .Finds("courses/working-with-state-secrets.yaml", "pass: 101", "'pass' is '101'.", "Give a whole number from 0 to 100.");

    [Theory]
    [InlineData("2027-02-30")]
    [InlineData("2027-13-01")]
    [InlineData("31.03.2027")]
    [InlineData("2027-3-31")]
    public void A_date_that_does_not_exist_or_is_written_otherwise_is_found(string date) =>
        Shipped.Replacing(Rule, "review-by: 2027-03-31", $"review-by: {date}")
            .Finds(Rule, "review-by:", $"'{date}' is not a date.", "Write it as year-month-day");

    [Theory]
    [InlineData("2027-03-01")]
    [InlineData("2027-02-28")]
    public void An_end_on_or_before_the_first_day_is_found(string until) =>
        Shipped.Replacing(Rule, "since: null\nuntil: null", $"since: 2027-03-01\nuntil: {until}")
            .Finds(Rule, "until:", "The rule would end before it begins.", "put it after `since`");

    [Fact]
    public void A_word_of_two_alphabets_is_found() =>
        Shipped.Replacing(Rule, "kk: жауаптылықтың түрі", "kk: жауаптылықтың түрi")
            .Finds(Rule, "түрi", "The word 'түрi' mixes Latin and Cyrillic letters.", "Type it again in one alphabet.");

    [Fact]
    public void Words_of_one_alphabet_beside_each_other_are_no_mixture()
    {
        var documents = Shipped.Replacing(Rule, "ru: размер штрафа", "ru: \"размер штрафа\\nпо CAO-504 и ISO\\nили иначе\"");
        Assert.Empty(documents.Compile().Findings);
    }

    [Theory]
    [InlineData("audience: [current, head]", "audience: [current, head", "A list or map in brackets is not closed")]
    [InlineData("kind: liability", "kind: \"liability", "A quotation mark is not closed")]
    [InlineData("kind: liability", "kind: \"liab\\ility\"", "In quotation marks a backslash stands")]
    [InlineData("kind: liability", "kind: a: b", "A text holds a colon")]
    [InlineData("kind: liability", "kind: @liability", "A value begins with a sign that needs quotation marks")]
    [InlineData("kind: liability", "kind liability", "The indentation does not fit the lines above")]
    [InlineData("  - id: article", "\t- id: article", "A tab stands where only blanks may stand.")]
    [InlineData("kind: liability", "kind: &", "A value begins with &, * or !")]
    [InlineData("kind: liability", "kind: >x\n  liability", "After > or | only a line end may stand")]
    public void Broken_YAML_is_told_in_plain_words_and_never_in_those_of_the_parser(string text, string broken, string said)
    {
        var compilation = Shipped.Replacing(Rule, text, broken).Compile();
        Assert.Null(compilation.Edition);
        var finding = compilation.Findings.First(finding => finding.Path == Rule);
        Assert.StartsWith(said, finding.Message, StringComparison.Ordinal);
        Assert.Equal("Check indentation, quotes and colons near this line.", finding.Advice);
    }

    [Theory]
    [InlineData(26)]
    [InlineData(2_000)]
    public void Nesting_that_is_too_deep_is_refused_and_stops_nothing(int depth)
    {
        var text = Shipped[Rule] + "deep: " + new string('[', depth) + new string(']', depth) + "\n";
        Shipped.With(Rule, text).Finds(Rule, "deep:", "The document is nested too deeply.", "Write it out");
        Assert.Empty(YamlEdit.Paths(text));
        Assert.Null(YamlEdit.Get(text, "id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a remark\n")]
    public void An_empty_document_is_found(string text) =>
        Shipped.With(Rule, text).Finds(Rule, null, "The document is empty.", "Fill it in or delete the file.");

    [Fact]
    public void A_document_that_is_no_mapping_is_found() =>
        Shipped.With(Rule, "- a\n- b\n").Finds(Rule, null, "does not start with a mapping", "Begin with `key: value` lines.");

    [Fact]
    public void A_second_document_in_one_file_is_found_because_nothing_would_read_it() =>
        Shipped.Appending(Rule, "---\nid: hidden\n").Finds(Rule, "---", "A second document begins here.", "Put it into a file of its own.");

    [Fact]
    public void A_document_that_must_exist_and_does_not_is_found() => Assert.Contains(
        Shipped.Without("glossary.yaml").Compile().Findings,
        finding => finding is { Path: "glossary.yaml", Line: 1, Message: "The document is missing.", Advice: "Put it back." });

    [Theory]
    [InlineData("notes.yaml")]
    [InlineData("rules/notes.txt")]
    [InlineData("questions/old.yaml.bak")]
    [InlineData("stems/deeper/verdict.yaml")]
    [InlineData("vignettes/deeper/travel-abroad.yaml")]
    public void A_document_that_nothing_reads_is_found(string path) =>
        Shipped.With(path, Shipped["stems/verdict.yaml"]).Finds(path, null, "Nothing reads this document.", "Move it to the folder of its kind or delete it.");

    [Fact]
    public void A_rule_in_the_folder_of_another_family_is_found() =>
        Shipped.Moving(Rule, "rules/liability/current-holder-without-approval.yaml").Finds(
            "rules/liability/current-holder-without-approval.yaml",
            "id: current-holder-without-approval",
            "of family 'travel-approval', but lies at rules/liability/current-holder-without-approval.yaml",
            "Move it to rules/travel-approval/current-holder-without-approval.yaml or change the id.");

    [Fact]
    public void A_rule_whose_id_is_not_its_file_name_is_found() =>
        Shipped.Replacing(Rule, "id: current-holder-without-approval", "id: current-holder-unapproved")
            .Finds(Rule, "id: current-holder-unapproved", "The document says it is 'current-holder-unapproved'", "or change the id");

    [Theory]
    [InlineData("courses/working-with-state-secrets.yaml", "id: working-with-state-secrets")]
    [InlineData("questions/planned-higher-fines.yaml", "id: planned-higher-fines")]
    public void A_course_or_question_whose_id_is_not_its_file_name_is_found(string path, string id) =>
        Shipped.Replacing(path, id, "id: another-id").Finds(path, "id: another-id", "The document says it is 'another-id', but lies at", "Move it to");

    [Theory]
    [InlineData("Upper-Case")]
    [InlineData("with space")]
    [InlineData("-dash")]
    [InlineData("точка")]
    public void An_id_of_other_letters_is_found(string id) =>
        Shipped.Replacing(Rule, "  - id: article", $"  - id: {id}").Finds(Rule, $"- id: {id}", $"'{id}' is not an id.", "Use lower-case letters, digits and hyphens.");

    [Fact]
    public void All_findings_come_at_once_in_the_order_of_path_and_line()
    {
        var findings = Shipped
            .Replacing(Rule, "status: in-force", "status: planned")
            .Replacing(Rule, "kk: айыппұлдың мөлшері", "kk: \"\"")
            .Replacing(Rule, "kk: жауаптылықтың түрі", "kk: жауаптылықтың түрi")
            .Replacing("glossary.yaml", "terms:\n", "remark: x\nterms:\n")
            .With("courses/working-with-state-secrets.yaml", "id: [")
            .Compile().Findings;

        Assert.Equal(5, findings.Count);
        Assert.Equal(findings.OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line), findings);
        Assert.Equal(["courses/working-with-state-secrets.yaml", "glossary.yaml", Rule, Rule, Rule], findings.Select(finding => finding.Path));
    }

    [Fact]
    public void A_finding_reads_as_path_line_message_and_advice() =>
        Assert.Equal("a/b.yaml(7): It is wrong. Mend it.", new Finding("a/b.yaml", 7, "It is wrong.", "Mend it.").ToString());

    [Fact]
    public void Damage_of_any_kind_gives_findings_or_an_edition_and_never_an_error()
    {
        string[] damage = ["", "\"", "'", "[", "{", ":", "\t", "&a", "*a", "!x", "---\n", "- ", "null", "| ", ">-\n", "{{", "%}", "\u0000", "id", "\n", "0", "ә"];
        var random = new KnbTraining.Content.Items.StableRandom(20260115);
        var paths = ShippedContent.Documents.Paths.ToArray();
        for (var i = 0; i < 48; i++)
        {
            var documents = Shipped;
            for (var wounds = 1 + random.Below(3); wounds > 0; wounds--)
            {
                var path = random.Pick(paths);
                var text = documents[path];
                var at = random.Below(text.Length);
                documents.With(path, text[..at] + random.Pick(damage) + text[Math.Min(text.Length, at + random.Below(12))..]);
            }

            var compilation = documents.Compile();
            Assert.Equal(compilation.Edition is null, compilation.Findings.Count > 0);
            Assert.All(compilation.Findings, finding => Assert.True(finding.Line >= 1 && finding.Message.Length > 0 && finding.Advice.Length > 0, finding.ToString()));
        }
    }
}
