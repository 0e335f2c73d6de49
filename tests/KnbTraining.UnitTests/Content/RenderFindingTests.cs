using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What could be read and cannot be shown is found before it is published.</summary>
public sealed class RenderFindingTests
{
    private const string Story = "vignettes/travel-abroad.yaml";
    private const string Statements = "stems/mutated-statement.yaml";
    private const string Question = "questions/institutions-range-of-measures.yaml";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Theory]
    [InlineData("{{ surname }} flew {{ to }}.", "The story names 'surname', which no case has.", "Use one of: name, g, at, from, to, carrier, holder.")]
    [InlineData("{% if post == \"head\" %}He flew{% endif %} {{ to }}.", "The story names 'post', which no case has.", "Use one of: name, g, at, from, to, carrier, holder.")]
    [InlineData("{% if g == \"f\" %}She flew {{ to }}.{% endif %}", "A sentence becomes empty in 'en'.", "Write it anew.")]
    public void A_story_that_names_what_no_case_has_or_says_nothing_of_somebody_is_found(string sentence, string message, string advice) =>
        Shipped.Replacing(Story, "stories:\n", $"stories:\n  - id: extra\n    holders: [current]\n    text:\n      en: '{sentence}'\n      ru: Он уехал.\n      kk: Ол кетті.\n")
            .Finds(Story, $"en: '{sentence}'", message, advice);

    [Fact]
    public void A_case_that_says_nothing_of_one_situation_in_one_language_is_found_where_it_stands()
    {
        const string Empty = "{% if s.holder != \"candidate\" or s.obligation == \"signed\" %}Адам құпияны жариялайды.{% endif %}";
        Shipped.Replacing(Statements, "  case-disclosure:\n", $"  case-disclosure:\n    - en: Somebody tells a secret.\n      ru: Кто-то разглашает тайну.\n      kk: '{Empty}'\n")
            .Finds(Statements, Empty, "The text 'case-disclosure' becomes empty in 'kk'.", "Write it anew.");
    }

    [Fact]
    public void A_sentence_that_says_nothing_of_one_person_with_one_thing_in_one_language_is_found()
    {
        // The last person of the cast with the first destination: whoever walks them side by side never meets these two.
        var cast = ShippedContent.Documents.Find("vignettes/cast.yaml")!;
        var person = YamlEdit.Get(cast, $"people/{Count(cast, "people") - 1}/name/kk");
        var destination = YamlEdit.Get(cast, "destinations/0/to/kk");
        var sentence = $"{{% unless name == \"{person}\" and to == \"{destination}\" %}}Ол кетті.{{% endunless %}}";
        Shipped.Replacing(Story, "stories:\n", $"stories:\n  - id: extra\n    holders: [current]\n    text:\n      en: Somebody left.\n      ru: Он уехал.\n      kk: '{sentence}'\n")
            .Finds(Story, sentence, "A sentence becomes empty in 'kk'.", "Write it anew.");
    }

    [Theory]
    [InlineData("stems/left-open.yaml", "question", "{{ rul }} Что открыто?", "rul", "Use some of: rule.")]
    [InlineData("stems/explanation.yaml", "fact", "{{ dimension }}: {{ valu }}.", "valu", "Use some of: dimension, value.")]
    [InlineData(Statements, "case-disclosure", "{% if s.obligations == \"signed\" %}Подписано.{% else %}Не подписано.{% endif %}", "s.obligations", "Use facts that the situations of this act state.")]
    public void Any_alternative_of_a_wording_that_names_what_it_is_not_given_in_one_language_is_found(string path, string key, string template, string name, string advice)
    {
        // The last of the alternatives: no draw of few items needs it.
        var text = Shipped[path];
        var from = text.IndexOf($"  {key}:\n", StringComparison.Ordinal) + key.Length + 4;
        var to = text.Split('\n').Aggregate((At: 0, End: -1), (seen, line) =>
            (seen.At + line.Length + 1, seen.End < 0 && seen.At >= from && !line.StartsWith("    ", StringComparison.Ordinal) ? seen.At : seen.End)).End;
        to = to < 0 ? text.Length : to;
        Shipped.With(path, text[..to] + $"    - en: Something.\n      ru: '{template}'\n      kk: Бірдеңе.\n" + text[to..])
            .Finds(path, template, $"The text '{key}' names '{name}' in 'ru', which it is not given.", advice);
    }

    [Fact]
    public void Where_the_check_ends_before_everything_was_rendered_it_says_what_was_not_looked_at()
    {
        // Each of many people with each of many destinations, in one sentence: more than one check may render.
        var cast = Shipped["vignettes/cast.yaml"];
        static string Many(string list, Func<int, string> entry) => $"{list}:\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"  - {{ id: extra-{i}, {entry(i)} }}\n"));
        cast = cast.Replace("people:\n", Many("people", i => $"gender: f, name: {{ en: A{i}, ru: A{i}, kk: A{i} }}"), StringComparison.Ordinal)
            .Replace("destinations:\n", Many("destinations", i => $"to: {{ en: to B{i}, ru: to B{i}, kk: to B{i} }}"), StringComparison.Ordinal);
        const string Sentence = "{% if name == to %}X{% endif %}She left.";
        var findings = Shipped.With("vignettes/cast.yaml", cast)
            .Replacing(Story, "stories:\n", $"stories:\n  - id: extra\n    holders: [current]\n    text:\n      en: '{Sentence}'\n      ru: Она уехала.\n      kk: Ол кетті.\n")
            .Compile().Findings;
        var ended = $"The check ended after {ContentLimits.MostRenderings} renderings. Not looked at here: ";
        Assert.Contains(findings, finding => finding.Path == Story && finding.Message.StartsWith(ended, StringComparison.Ordinal) && finding.Message.Contains(Sentence[..30], StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Message.StartsWith(ended, StringComparison.Ordinal) && finding.Message.Contains("verdict.current-holder-without-approval", StringComparison.Ordinal)
            && finding.Path == "rules/travel-approval/current-holder-without-approval.yaml" && finding.Advice.StartsWith("Make fewer alternatives", StringComparison.Ordinal));
    }

    [Fact]
    public void A_question_that_becomes_empty_is_found_with_its_family()
    {
        var documents = Shipped.With("stems/verdict.yaml", WithoutWords(Shipped["stems/verdict.yaml"], "question-in-force"));
        var compilation = documents.Compile();
        Assert.Null(compilation.Edition);
        Assert.Contains(
            compilation.Findings,
            finding => finding.Path == "rules/travel-approval/current-holder-without-approval.yaml"
                && finding.Message == "The question of an item of the family 'verdict.current-holder-without-approval' is empty in 'en'."
                && finding.Advice == "Mend the wordings that the family uses.");
    }

    [Fact]
    public void A_question_longer_than_any_page_shows_is_found_with_its_family()
    {
        var text = Shipped[Question];
        foreach (var (option, letter) in ((string, char)[])[("right", 'a'), ("not right", 'b')])
        {
            text = text.Replace($"      en: {option}\n", $"      en: {new string(letter, ContentLimits.LongestValue)}\n", StringComparison.Ordinal);
        }

        text = text.Replace("stem:\n  en: >-\n", "stem:\n  en: >-\n    " + new string('c', 11_000) + "\n", StringComparison.Ordinal);
        Shipped.With(Question, text).Finds("rules/institutions/nsc-tasks.yaml", null, "An item of the family 'authored.institutions-range-of-measures' has", "Mend the wordings");
    }

    private static int Count(string document, string list) =>
        Enumerable.Range(0, 1_000).TakeWhile(i => YamlEdit.Get(document, $"{list}/{i}/id") is not null).Count();

    /// <summary>All alternatives of a key with a condition that never holds.</summary>
    private static string WithoutWords(string stems, string key)
    {
        var from = stems.IndexOf($"  {key}:\n", StringComparison.Ordinal);
        var to = from + 3 + key.Length;
        while (to < stems.Length && stems[to..].StartsWith("    ", StringComparison.Ordinal))
        {
            to = stems.IndexOf('\n', to) + 1;
        }

        const string Nothing = "'{% if never == \"x\" %}x{% endif %}'";
        return stems[..from] + $"  {key}:\n    - en: {Nothing}\n      ru: {Nothing}\n      kk: {Nothing}\n" + stems[to..];
    }
}
