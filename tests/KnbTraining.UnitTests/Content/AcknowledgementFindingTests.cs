using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class AcknowledgementFindingTests
{
    private const string Path = "acknowledgements/travel-reminder.yaml";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void The_shipped_texts_are_complete_and_rest_on_rules()
    {
        Assert.True(ShippedContent.Edition.Acknowledgements.Count >= 2);
        Assert.All(ShippedContent.Edition.Acknowledgements.Values, document =>
        {
            Assert.NotEmpty(document.Rules);
            Assert.All(Languages.All, language => Assert.Contains("<h2", document[language].Html, StringComparison.Ordinal));
            Assert.Equal(Languages.All.Count, Languages.All.Select(language => document[language].Hash).Distinct().Count());
        });
    }

    [Fact]
    public void A_text_that_lacks_a_language_is_found() =>
        Shipped.Replacing(Path, "  kk: Шетелге шығу туралы еске салуды оқып шықтым\n", "").Finds(Path, "  en: I have read the reminder", "'phrase' has no text in 'kk'.", "every language is complete");

    [Theory]
    [InlineData("version: 1", "version: 0", "version:", "'version' is '0'.", "Give a whole number from 1 to 9999.")]
    [InlineData("reading-seconds: 40", "reading-seconds: 9", "reading-seconds:", "'reading-seconds' is '9'.", "Give a whole number from 10 to 1800.")]
    [InlineData("reading-seconds: 40", "reading-seconds: 1801", "reading-seconds:", "'reading-seconds' is '1801'.", "Give a whole number from 10 to 1800.")]
    [InlineData("renewal-months: 12", "renewal-months: 121", "renewal-months:", "'renewal-months' is '121'.", "Give a whole number from 1 to 120.")]
    [InlineData("audience: [current, former]", "audience: [pilots]", "pilots", "The audience 'pilots' is not known.", "Use some of: current, former, candidate, head, everyone.")]
    [InlineData("audience: [current, former]", "audience: []", "audience:", "The audience is empty.", "Use some of: current, former, candidate, head, everyone.")]
    [InlineData("  - head-approves-travel", "  - head-forbids-travel", "head-forbids-travel", "The rule 'head-forbids-travel' does not exist.", "Name an existing rule.")]
    [InlineData("sources: [liability-report]", "sources: [rumour]", "rumour", "The source 'rumour' does not exist.", "Use an id of sources.yaml.")]
    [InlineData("sources: [liability-report]", "sources: [liability-report]\ncourse: after-access", "course:", "belongs to the course 'after-access'; courses name their texts.", "write `acknowledgements: [travel-reminder]` in courses/after-access.yaml")]
    [InlineData("  en: I have read the reminder about travel abroad", "  en: \"...\"", "  en: \"...\"", "The phrase in 'en' has no words.", "Ask for one short sentence.")]
    [InlineData("id: travel-reminder", "id: other", "id:", "The document says it is 'other', but lies at " + Path, "Move it to acknowledgements/other.yaml or change the id.")]
    [InlineData("sources: [liability-report]", "sources: [liability-report]\nauthor: nobody", "author:", "The key 'author' is not known here.", "reading-seconds")]
    public void What_is_wrong_is_found_at_its_line(string passage, string by, string line, string message, string advice) =>
        Shipped.Replacing(Path, passage, by).Finds(Path, line, message, advice);

    [Fact]
    public void A_phrase_that_nobody_could_type_is_found() =>
        Shipped.Replacing(Path, "I have read the reminder about travel abroad", new string('a', 121)).Finds(Path, "  en: aaa", "The phrase in 'en' is longer than one line of 120 characters.", "Ask for one short sentence");

    [Fact]
    public void A_text_in_a_deeper_folder_is_found() =>
        Shipped.Moving(Path, "acknowledgements/deeper/travel-reminder.yaml").Finds("acknowledgements/deeper/travel-reminder.yaml", null, "Nothing reads this document.", "Move it");

    [Fact]
    public void A_text_without_rules_and_sources_is_found()
    {
        var set = Shipped;
        var text = set[Path];
        var from = text.IndexOf("rules:", StringComparison.Ordinal);
        set.With(Path, text[..from] + text[text.IndexOf("title:", StringComparison.Ordinal)..]).Finds(Path, "id:", "The text rests on nothing.", "under `rules` or `sources`");
    }

    [Theory]
    [InlineData("  - Whether private trips", "  - If private trips")]
    [InlineData("  ru: \"Напоминание: выезд", "  ru: \"Памятка: выезд")]
    [InlineData("  kk: Шетелге шығу туралы еске салуды оқып шықтым", "  kk: Шетелге шығу тәртібін білемін")]
    public void A_change_of_what_people_read_or_type_under_the_published_version_is_refused(string passage, string by)
    {
        var changed = Shipped.Replacing(Path, passage.TrimStart(), by.TrimStart());
        Assert.NotNull(EditionCompiler.Compile(changed.Build()).Edition);
        var finding = Assert.Single(EditionCompiler.Compile(changed.Build(), ShippedContent.Edition).Findings);
        Assert.Equal((Path, 3), (finding.Path, finding.Line));
        Assert.Contains("the version is still 1", finding.Message, StringComparison.Ordinal);
        Assert.Contains("Write version 2", finding.Advice, StringComparison.Ordinal);
        Assert.NotNull(EditionCompiler.Compile(changed.Replacing(Path, "version: 1", "version: 2").Build(), ShippedContent.Edition).Edition);
    }

    [Fact]
    public void What_nobody_reads_may_change_without_a_new_version() =>
        Assert.NotNull(EditionCompiler.Compile(Shipped.Replacing(Path, "reading-seconds: 40", "reading-seconds: 60").Build(), ShippedContent.Edition).Edition);

    [Fact]
    public void A_version_never_falls()
    {
        var published = Shipped.Replacing(Path, "version: 1", "version: 3").CompileOrThrow();
        var finding = Assert.Single(EditionCompiler.Compile(Shipped.Build(), published).Findings);
        Assert.Contains("Version 1 comes after the published version 3.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_markup_in_a_text_is_shown_and_not_run()
    {
        var edition = Shipped.Replacing(Path, "This page reminds you", "<script>alert(1)</script> [out](https://example.test) This page reminds you").CompileOrThrow();
        var html = edition.Acknowledgements["travel-reminder"]["en"].Html;
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("example.test", html, StringComparison.Ordinal);
    }

    [Fact]
    public void One_document_alone_reads_as_it_does_in_its_edition()
    {
        var alone = AcknowledgementDocument.Parse(Path, Shipped[Path])!;
        Assert.All(Languages.All, language => Assert.Equal(ShippedContent.Edition.Acknowledgements["travel-reminder"][language].Hash, alone[language].Hash));
        Assert.Null(AcknowledgementDocument.Parse(Path, "id: travel-reminder\n"));
    }
}
