using System.Diagnostics;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What is too large or too deep is a finding with its line: never a crash, never minutes of work.</summary>
public sealed class ContentLimitTests
{
    private const string Lesson = "lessons/what-is-planned/en.md";

    private static readonly string[] HostileTemplates =
    [
        "{{ " + new string('(', 7_000) + "1" + new string(')', 7_000) + " }}",
        "{{ " + new string('(', 150) + "1" + new string(')', 150) + " }}",
        "{% for i in (1..2000000000) %}x{% endfor %}",
        "{% assign a = 'xxxxxxxx' %}{{ a }}",
        "{{ name | append: name | append: name }}",
        "{% capture a %}{{ a }}{{ a }}{% endcapture %}",
        "{{ name[name[name[0]]] }}",
        "{% case g %}{% when 'f' %}{% endcase %}",
        "{% raw %}{{{% endraw %}",
        "{% include 'x' %}",
        "{{ 'a}}b' }}",
        "{{ \"{{\" }}",
        "{% comment %}{% for %}{% endcomment %}",
        "{% tablerow i in (1..9) %}{% endtablerow %}",
        "{% liquid assign a = 1 %}",
        "{{ name | replace: 'a', 'aaaaaaaaaa' }}",
        string.Concat(Enumerable.Repeat("{% if g %}", ContentLimits.DeepestCondition + 1)) + string.Concat(Enumerable.Repeat("{% endif %}", ContentLimits.DeepestCondition + 1)),
        string.Concat(Enumerable.Repeat("{% unless g %}", ContentLimits.DeepestCondition + 1)) + string.Concat(Enumerable.Repeat("{% endunless %}", ContentLimits.DeepestCondition + 1)),
        string.Concat(Enumerable.Repeat("{{ g }}", ContentLimits.MostTags + 1)),
        "{{ g" + new string(' ', ContentLimits.LongestTag) + "}}",
        new string('x', ContentLimits.LongestTemplate + 1),
    ];

    private static readonly string[] KindTemplates =
    [
        "plain",
        "{ braces } and 100 %",
        "{{name}} {{- g | pick: \"he\", 'she' -}} {{ s.holder }}",
        "{{ name | capitalize }} {{ \"x\" | upcase }}",
        "{% if s.holder == \"current\" and many %}a{% elsif n >= 2 or undated != '' %}b{% else %}c{% endif %}{%- unless many -%}d{% endunless %}",
        string.Concat(Enumerable.Repeat("{% if g %}", ContentLimits.DeepestCondition)) + string.Concat(Enumerable.Repeat("{% endif %}", ContentLimits.DeepestCondition)),
        string.Concat(Enumerable.Repeat("{% if g %}a{% endif %}{% unless g %}b{% endunless %}", ContentLimits.DeepestCondition + 1)),
        string.Concat(Enumerable.Repeat("{{ g }}", ContentLimits.MostTags)),
        "{{ g" + new string(' ', ContentLimits.LongestTag - 2) + "}}",
        new string('x', ContentLimits.LongestTemplate),
    ];

    private static readonly (string Name, string Text)[] HostileMarkdown =
    [
        ("wide table", Table(columns: 4_000, rows: 2)),
        ("one column too many", Table(ContentLimits.MostColumns + 1, rows: 2)),
        ("long table", Table(2, rows: ContentLimits.MostBlockLines)),
        ("deep quote", new string('>', 5_000) + " x"),
        ("one quote too deep", string.Concat(Enumerable.Repeat("> ", ContentLimits.DeepestMarkdown + 1)) + "x"),
        ("deep list", string.Concat(Enumerable.Repeat("- ", 3_000)) + "x"),
        ("list with numbers of two digits", string.Concat(Enumerable.Repeat("10. ", ContentLimits.DeepestMarkdown + 1)) + "x"),
        ("list with brackets", string.Concat(Enumerable.Repeat("1) ", ContentLimits.DeepestMarkdown + 1)) + "x"),
        ("one column of indentation too many", new string(' ', ContentLimits.WidestIndent + 1) + "x"),
        ("indentation by tabs", new string('\t', (ContentLimits.WidestIndent / 4) + 1) + "x"),
        ("list by indentation", string.Join('\n', Enumerable.Range(0, 200).Select(depth => new string(' ', depth * 2) + "- x"))),
        ("open brackets", new string('[', 5_000)),
        ("nested links", string.Concat(Enumerable.Repeat("[", 600)) + "x" + string.Concat(Enumerable.Repeat("](a)", 600))),
        ("emphasis", string.Concat(Enumerable.Repeat("*a ", 2_000))),
        ("emphasis of two kinds", string.Concat(Enumerable.Repeat("*_", 2_000))),
        ("backticks", string.Join(' ', Enumerable.Range(1, 200).Select(length => new string('`', length)))),
        ("autolinks", string.Concat(Enumerable.Repeat("<", 5_000))),
        ("headings of one name", string.Concat(Enumerable.Repeat("# a\n\n", ContentLimits.MostHeadings + 1))),
        ("underlined headings", string.Concat(Enumerable.Repeat("a\n---\n\n", ContentLimits.MostHeadings + 1))),
        ("one long block", string.Concat(Enumerable.Repeat("word ", ContentLimits.LongestBlock / 5)) + "more"),
        ("long text", string.Concat(Enumerable.Repeat("word\n\n", ContentLimits.LongestMarkdown / 6 + 1))),
    ];

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void Templates_with_anything_but_placeholders_and_conditions_are_found_with_their_line() => Each.Of(HostileTemplates, template =>
    {
        var text = new LiquidText(Localized.Of("x", "x", template));
        Assert.StartsWith("The template cannot be read: (kk) ", text.Errors()?.ToString(), StringComparison.Ordinal);
        Assert.Equal(template, text.Render(Languages.Kazakh, new Dictionary<string, object>(StringComparer.Ordinal)));
        if (!template.Contains('"', StringComparison.Ordinal))
        {
            Shipped.Replacing("vignettes/travel-abroad.yaml", "stories:\n", $"stories:\n  - id: hostile\n    holders: [current]\n    text: {{ en: \"{template}\", ru: р, kk: қ }}\n")
                .Finds("vignettes/travel-abroad.yaml", "text: { en:", "The template cannot be read: (en)", "Nothing but placeholders, `pick` and conditions may stand there.");
        }
    });

    [Fact]
    public void Templates_up_to_the_limits_are_read() =>
        Each.Of(KindTemplates, template => Assert.Null(new LiquidText(Localized.Of("x", "x", template)).Errors()));

    [Fact]
    public void Markdown_that_costs_more_than_its_length_shows_is_found_with_its_line_and_shown_as_typed() => Each.Of(HostileMarkdown, hostile =>
    {
        var clock = Stopwatch.StartNew();
        var html = SafeMarkdown.ToHtml(hostile.Text);
        Assert.NotNull(SafeMarkdown.Fault(hostile.Text));
        Assert.StartsWith("<p>", html, StringComparison.Ordinal);
        Assert.Equal(hostile.Text, System.Net.WebUtility.HtmlDecode(html)[3..^4]);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    });

    [Fact]
    public void A_lesson_and_a_text_to_confirm_with_such_Markdown_have_a_finding()
    {
        var table = Table(columns: 400, rows: 20);
        Shipped.Appending(Lesson, "\n" + table).Finds(Lesson, "|0|1|2|3|", "The table has more than", "Write it more simply, or split it.");
        var acknowledgement = Shipped.Build().Find("acknowledgements/travel-reminder.yaml")!;
        var changed = YamlEdit.Set(acknowledgement, [new("text/ru", new string('>', 40) + " текст")]);
        Shipped.With("acknowledgements/travel-reminder.yaml", changed)
            .Finds("acknowledgements/travel-reminder.yaml", "  ru: |", "Quotes and lists stand in each other", "Write it more simply, or split it.");
    }

    [Fact]
    public void Markdown_up_to_the_limits_is_read() => Each.Of(
        new[]
        {
            Table(ContentLimits.MostColumns, rows: 30),
            string.Concat(Enumerable.Repeat("> ", ContentLimits.DeepestMarkdown)) + "x",
            string.Concat(Enumerable.Repeat("# a\n\n", ContentLimits.MostHeadings)),
            string.Concat(Enumerable.Repeat("- item\n\n", 1_000)),
            "---\n\n***\n\n| a |\n",
            string.Concat(Enumerable.Repeat("word\n\n", ContentLimits.LongestMarkdown / 6)),
            new string(' ', ContentLimits.WidestIndent) + "x",
            new string('x', ContentLimits.LongestBlock - 1),
            string.Join('\n', Enumerable.Repeat("a", ContentLimits.MostBlockLines)),
            string.Concat(Enumerable.Repeat("a*", ContentLimits.MostMarks)),
        },
        text => Assert.Null(SafeMarkdown.Fault(text)));

    [Fact]
    public void Yaml_that_is_too_large_or_too_deep_is_found()
    {
        const string Rule = "rules/liability/current-holder-disclosure.yaml";
        var text = Shipped.Build().Find(Rule)!;
        (string Text, string Message)[] hostile =
        [
            (text + "# " + new string('x', ContentLimits.LongestDocument), $"{ContentLimits.LongestDocument} are allowed"),
            (text + "deep: " + new string('[', 100_000), "nested too deeply"),
            (text + "deep: " + string.Concat(Enumerable.Repeat("{a: ", 30_000)), "nested too deeply"),
            (text + "deep:\n" + string.Concat(Enumerable.Repeat("- ", 100_000)), "nested too deeply"),
            (text + "wide: [" + string.Concat(Enumerable.Repeat("a, ", ContentLimits.MostEntries + 1)) + "]", "entries"),
            (text + "wide:\n" + string.Concat(Enumerable.Range(0, ContentLimits.MostEntries + 1).Select(i => $"  k{i}: 1\n")), "entries"),
            (text + "long: " + new string('x', ContentLimits.LongestValue + 1), $"{ContentLimits.LongestValue} are allowed"),
            (text + "a: &a [x]\nb: *a", "Anchors"),
            (text + "a: \"\\0\"", "U+0000"),
            (text + "a: \"\\u202E\"", "U+202E"),
            (text + "id: again", "stands here twice"),
        ];
        Each.Of(hostile, one =>
        {
            var compilation = Shipped.With(Rule, one.Text).Compile();
            Assert.Contains(compilation.Findings, finding => finding.Path == Rule && finding.Message.Contains(one.Message, StringComparison.Ordinal));
            Assert.Null(EditionCompiler.Recompile(Shipped.With(Rule, one.Text).Build()).Edition);
            Assert.Null(EditionCompiler.Sketch(Shipped.With(Rule, one.Text).Build()).Edition);

            // What the editors' pages ask of a text while it is being typed.
            _ = YamlEdit.Paths(one.Text);
            _ = DocumentOutline.Of(one.Text).PathAt(3);
        });
    }

    [Fact]
    public void Yaml_up_to_the_limits_is_read()
    {
        // A value in as many lists as may stand in each other: the document itself is the first level.
        static string Nested(int lists) => "deep: " + new string('[', lists) + "x" + new string(']', lists) + "\n";
        Assert.NotEmpty(YamlEdit.Paths(Nested(ContentLimits.DeepestYaml - 1)));
        Assert.Empty(YamlEdit.Paths(Nested(ContentLimits.DeepestYaml)));

        const string Rule = "rules/liability/current-holder-disclosure.yaml";
        var text = Shipped.Build().Find(Rule)! + "# ";
        string[] kind = [text + new string('x', ContentLimits.LongestDocument - text.Length), text + "\nlong: " + new string('x', ContentLimits.LongestValue)];
        Each.Of(kind, one => Assert.DoesNotContain(Shipped.With(Rule, one).Compile().Findings, finding => finding.Message.Contains("are allowed", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_outline_of_a_deep_or_an_unclosed_document_is_empty()
    {
        Assert.Null(DocumentOutline.Of(new string('[', 100_000)).PathAt(1));
        Assert.Null(DocumentOutline.Of("a: {b: [c").PathAt(1));
        Assert.Equal("a/b", DocumentOutline.Of("a:\n  b: c\n").PathAt(2));
    }

    [Fact]
    public void Too_many_documents_are_found() => Assert.Contains(
        EditionCompiler.Compile(Shipped.Build().With(Enumerable.Range(0, ContentLimits.MostDocuments).Select(i => KeyValuePair.Create($"rules/x/r{i}.yaml", "id: x")))).Findings,
        finding => finding.Message.Contains($"{ContentLimits.MostDocuments} are allowed", StringComparison.Ordinal));

    [Fact]
    public void A_vocabulary_that_spans_too_many_situations_is_found_before_they_are_listed()
    {
        var extra = string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"  - id: extra-{i}\n    label: {{ en: Extra, ru: Факт, kk: Дерек }}\n    values:\n      - {{ id: a, label: {{ en: A, ru: А, kk: Ә }} }}\n      - {{ id: b, label: {{ en: B, ru: Б, kk: Б }} }}\n"));
        var text = Shipped.Build().Find("vocabulary.yaml")!;
        var at = text.IndexOf("liabilities:", StringComparison.Ordinal);
        Shipped.With("vocabulary.yaml", text[..at] + extra + text[at..])
            .Finds("vocabulary.yaml", "dimensions:", "The facts can be combined in more than", "Mend the list of dimensions.");
    }

    [Fact]
    public void A_check_stops_at_its_limit_of_findings_and_cuts_long_messages()
    {
        var words = "# " + new string('я', 5_000) + "z\n" + string.Join('\n', Enumerable.Range(0, 3_000).Select(i => $"# wоrd{i}"));
        var findings = Shipped.Appending("glossary.yaml", "\n" + words).Compile().Findings;
        Assert.InRange(findings.Count, 100, ContentLimits.MostFindings);
        Assert.All(findings, finding => Assert.InRange(finding.Message.Length, 1, ContentLimits.LongestQuote + 100));
    }

    [Fact]
    public void What_ships_stays_five_times_below_the_limits()
    {
        var documents = Shipped.Build();
        Assert.InRange(documents.Paths.Count, 1, ContentLimits.MostDocuments / 5);
        Assert.All(documents.All, document => Assert.InRange(document.Value.Length, 1, ContentLimits.LongestDocument / 5));
    }

    private static string Table(int columns, int rows)
    {
        var row = "|" + string.Concat(Enumerable.Range(0, columns).Select(column => $"{column}|"));
        return row + "\n|" + string.Concat(Enumerable.Repeat("-|", columns)) + "\n" + string.Concat(Enumerable.Repeat("|x\n", rows));
    }
}
