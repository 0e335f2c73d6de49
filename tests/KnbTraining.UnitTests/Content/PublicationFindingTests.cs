using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What must hold before documents are published: nothing of the core is missing, and statements say whose word they give.</summary>
public sealed class PublicationFindingTests
{
    private const string Dated = "rules/travel-approval/current-holder-without-approval.yaml";
    private const string Attributed = "rules/institutions/protection-unit-tasks.yaml";
    private const string Planned = "rules/travel-approval/former-holder-without-approval-planned.yaml";
    private const string Open = "rules/non-disclosure/meeting-foreigners-open.yaml";
    private const string Wording = "wording.yaml";

    private static readonly string[] AllLanguages = [.. Languages.All];

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_core_fact_that_no_rule_cites_is_found() =>
        Shipped.Replacing("rules/definitions/clearance-defined.yaml", "facts: [F-122, F-123]", "facts: [F-123]")
            .Finds("facts.yaml", "F-122", "The core fact 'F-122' is cited by no rule.", "Cite it in the rule that rests on it");

    [Fact]
    public void A_core_fact_that_no_lesson_teaches_is_found_with_the_rules_to_show()
    {
        // Taken out of every lesson, in each language: cards and the questions about it stay away.
        var documents = Shipped;
        foreach (var path in documents.Build().Paths.Where(path => path.StartsWith("lessons/", StringComparison.Ordinal)).ToArray())
        {
            documents.With(path, documents[path].Replace(":::rule clearance-defined", ":::rule state-secrets-and-kinds", StringComparison.Ordinal));
        }

        documents.Finds("facts.yaml", "F-122", "The core fact 'F-122' is taught by no lesson.", "with a :::rule, :::case or :::map: clearance-defined.");
    }

    [Fact]
    public void A_core_fact_that_no_family_asks_is_found()
    {
        // A duty without points and basis is shown in lessons and asked by nothing; its fact becomes part of the core.
        const string Rule = "rules/non-disclosure/extra.yaml";
        var like = Shipped.CopyOfRule("rules/non-disclosure/written-obligation-before-clearance.yaml", "extra");
        var text = like[..like.IndexOf("stated:", StringComparison.Ordinal)]
            .Replace("then: { duties: [sign-written-obligation] }", "then: { duties: [] }", StringComparison.Ordinal)
            .Replace("basis:\n  - { instrument: law-state-secrets, article: \"29\", for: duty, named-by: { source: liability-report, paragraph: 7 } }\n", "basis: []\n", StringComparison.Ordinal)
            .Replace("paragraphs: [7]", "paragraphs: [3]", StringComparison.Ordinal)
            .Replace("facts: [F-088, F-089, F-090, F-091, F-092]", "facts: [F-084]", StringComparison.Ordinal)
            .Replace("keys-on: [F-088, F-089, F-090]", "keys-on: [F-084]", StringComparison.Ordinal);
        var documents = Shipped.With(Rule, text);
        foreach (var language in AllLanguages)
        {
            var statement = language switch { "en" => "The sources say something.", "ru" => "Источники что-то говорят.", _ => "Дереккөздер бірдеңе айтады." };
            documents.With(Rule, Stating(documents[Rule], language, statement)).Appending($"lessons/written-obligation/{language}.md", "\n:::rule extra\n:::\n");
        }

        Assert.Empty(documents.Compile().Findings);
        var background = documents["facts.yaml"].Split('\n').Single(line => line.Contains("F-084", StringComparison.Ordinal));
        documents.Replacing("facts.yaml", background, background.Replace("use: background", "use: core", StringComparison.Ordinal))
            .Finds("facts.yaml", "F-084", "The core fact 'F-084' is asked by no item family.", "or write a question that cites it: extra.");
    }

    [Theory]
    [InlineData("en", "A current holder of clearance faces administrative liability.")]
    [InlineData("ru", "Лицо, имеющее допуск, несёт административную ответственность.")]
    [InlineData("kk", "Рұқсат етілген адам әкімшілік жауаптылыққа тартылады.")]
    public void A_dated_fact_that_a_statement_does_not_attribute_is_found_in_its_language(string language, string statement) =>
        Shipped.With(Dated, Stating(Shipped[Dated], language, statement))
            .Finds(Dated, statement, $"The statement in '{language}' rests on the dated fact 'F-093' and does not say whose word it is.", "the phrases stand in wording.yaml");

    [Theory]
    [InlineData("en", "A holder faces liability. According to the NSC's answer, it is administrative.")]
    [InlineData("ru", "Лицо несёт ответственность. Согласно ответу КНБ, она административная.")]
    [InlineData("kk", "Адам жауаптылыққа тартылады. ҰҚК жауабы бойынша, ол әкімшілік жауаптылық.")]
    public void A_first_sentence_that_only_the_second_attributes_is_found_in_its_language(string language, string statement) =>
        Shipped.With(Dated, Stating(Shipped[Dated], language, statement))
            .Finds(Dated, statement, $"The first sentence in '{language}' rests on the dated fact 'F-093' and does not say whose word it is.", "the phrases stand in wording.yaml");

    [Fact]
    public void For_a_dated_fact_it_is_not_enough_to_speak_of_the_sources() =>
        Shipped.With(Dated, Stating(Shipped[Dated], "en", "The sources say that a holder faces liability."))
            .Finds(Dated, "The sources say", "The statement in 'en' rests on the dated fact 'F-093'", "Attribute it: “according to the NSC's answer” or");

    [Theory]
    [InlineData("en", "The units have three tasks.")]
    [InlineData("ru", "У подразделений три задачи.")]
    [InlineData("kk", "Бөлімшелердің үш міндеті бар.")]
    public void An_attributed_fact_that_a_statement_does_not_attribute_is_found_in_its_language(string language, string statement) =>
        Shipped.With(Attributed, Stating(Shipped[Attributed], language, statement))
            .Finds(Attributed, statement, $"The statement in '{language}' rests on the attributed fact 'F-017'", "the phrases stand in wording.yaml");

    [Theory]
    [InlineData("en", "The sources say that the units have three tasks.")]
    [InlineData("ru", "По словам автора статьи об Указе № 579, у подразделений три задачи.")]
    [InlineData("kk", "Дереккөздер бойынша, бөлімшелердің үш міндеті бар.")]
    public void For_an_attributed_fact_it_is_enough_to_speak_of_the_sources(string language, string statement) =>
        Assert.Empty(Shipped.With(Attributed, Stating(Shipped[Attributed], language, statement)).Compile().Findings);

    [Theory]
    [InlineData("en", "A former holder faces administrative liability for travelling without approval.")]
    [InlineData("ru", "Лицо, ранее имевшее допуск, несёт ответственность за несогласованный выезд.")]
    [InlineData("kk", "Бұрын рұқсат етілген адам келісімсіз шыққаны үшін жауаптылыққа тартылады.")]
    public void A_proposal_phrased_as_law_is_found_in_its_language(string language, string statement) =>
        Shipped.With(Planned, Stating(Shipped[Planned], language, statement))
            .Finds(Planned, statement, $"The statement in '{language}' gives a proposal as if it were law.", "Say that it is planned: ");

    [Fact]
    public void A_silence_that_rests_on_a_fact_that_may_not_be_keyed_is_found() =>
        Shipped.Replacing(Open, "facts: [F-085]", "facts: [F-085, F-086]")
            .Finds(Open, "F-086", "The fact 'F-086' may not be keyed, and questions about this rule would cite it.", "Rest the silence on another fact");

    [Fact]
    public void A_source_without_phrases_is_found_as_soon_as_a_rule_rests_on_it()
    {
        var text = Shipped[Wording];
        var from = text.IndexOf("  - source: decree-article", StringComparison.Ordinal);
        var to = text.IndexOf("# A statement that rests on an attributed", StringComparison.Ordinal);
        Shipped.With(Wording, text[..from] + "\n" + text[to..])
            .Finds(Wording, null, "No phrase attributes a statement to 'decree-article'", "Add the source under `attributions`");
    }

    [Fact]
    public void Phrases_of_a_source_that_does_not_exist_are_found() =>
        Shipped.Replacing(Wording, "source: decree-article", "source: rumour")
            .Finds(Wording, "source: rumour", "The source 'rumour' does not exist.", "Use an id of sources.yaml.");

    [Fact]
    public void A_language_without_phrases_is_found() =>
        Shipped.Replacing(Wording, "  kk: [\"дереккөз\"]", "  kk: []")
            .Finds(Wording, "  kk: []", "'sources-at-large' has no phrase in 'kk'.", "Write at least one.");

    [Fact]
    public void A_use_that_does_not_exist_is_found_because_a_core_fact_could_get_lost_by_it() =>
        Shipped.Replacing("facts.yaml", "keyable: \"attributed\", use: core", "keyable: \"attributed\", use: cor")
            .Finds("facts.yaml", "use: cor ", "'cor' is not known for 'use'.", "Use one of: core, institutional, background.");

    [Fact]
    public void What_was_published_before_a_demand_was_made_is_read_as_it_was()
    {
        var documents = Shipped.Without(Wording).Replacing("rules/definitions/clearance-defined.yaml", "facts: [F-122, F-123]", "facts: [F-123]");
        Assert.Null(documents.Compile().Edition);
        documents.Finds(Wording, null, "The document is missing.", "Put it back.");
        var recompiled = EditionCompiler.Recompile(documents.Build());
        Assert.Empty(recompiled.Findings);
        Assert.NotNull(recompiled.Edition);
    }

    [Fact]
    public void A_sketch_shows_the_rules_although_a_course_asks_what_can_no_longer_be_asked()
    {
        var documents = Shipped.Replacing("courses/working-with-state-secrets.yaml", "- verdict.current-holder-with-approval", "- verdict.ghost");
        Assert.Null(EditionCompiler.Recompile(documents.Build()).Edition);
        var sketch = EditionCompiler.Sketch(documents.Build());
        Assert.Empty(sketch.Findings);
        Assert.Equal(ShippedContent.Edition.RuleBook.Rules.Count, sketch.Edition!.RuleBook.Rules.Count);
        Assert.NotEmpty(EditionCompiler.Sketch(Shipped.Without("rules/definitions/clearance-defined.yaml").Build()).Findings);
    }

    [Fact]
    public void Documents_that_do_not_hold_together_are_not_read_even_if_they_were_published()
    {
        var recompiled = EditionCompiler.Recompile(Shipped.Without("rules/definitions/clearance-defined.yaml").Build());
        Assert.Null(recompiled.Edition);
        Assert.NotEmpty(recompiled.Findings);
    }

    /// <summary>A rule with another statement in one language.</summary>
    private static string Stating(string rule, string language, string statement)
    {
        var lines = rule.Split('\n').ToList();
        var from = lines.FindIndex(lines.IndexOf("statement:"), line => line.StartsWith($"  {language}:", StringComparison.Ordinal));
        var to = lines.FindIndex(from + 1, line => !line.StartsWith("    ", StringComparison.Ordinal));
        lines.RemoveRange(from, (to < 0 ? lines.Count : to) - from);
        lines.Insert(from, $"  {language}: {statement}");
        return string.Join('\n', lines);
    }
}
