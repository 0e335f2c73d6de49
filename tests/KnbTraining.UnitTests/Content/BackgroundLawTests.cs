using KnbTraining.Content.Items;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What dated copies of the law say is shown wherever there is some, and no key denies it in the name of the law.</summary>
public sealed class BackgroundLawTests
{
    private const int Variants = 60;

    private static readonly Dictionary<string, string> OfThisCourse = new(StringComparer.Ordinal) { ["en"] = "sources of this course", ["ru"] = "этого курса", ["kk"] = "осы курстың дереккөз" };

    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal) { ["en"] = "sources", ["ru"] = "источник", ["kk"] = "дереккөз" };

    private static ItemBank Items => ShippedContent.Items;

    [Fact]
    public void No_item_denies_in_the_name_of_the_law_what_the_law_itself_may_provide()
    {
        var tried = 0;
        foreach (var item in Items.Families.SelectMany(family => Enumerable.Range(0, family.IsAuthored ? 1 : Variants).Select(i => Items.Create(family.Id, unchecked((uint)i * 2654435761u)))))
        {
            if (!item.Options.Any(option => option.Claim.Parts.Any(part => part.Key is "liability" or "changes" or "rule")) || !item.Situations.Any(situation => IsLeftOut(situation, item.Law)))
            {
                continue;
            }

            tried++;
            foreach (var language in OfThisCourse.Keys)
            {
                var text = Items.Render(item, language);
                Assert.True($"{text.Case} {text.Question}".Contains(OfThisCourse[language], StringComparison.OrdinalIgnoreCase), $"{item.Id} in {language}: {text.Question}");
                Assert.All(
                    text.Options.Concat(text.Choices).Where(option => option.Id is "not-covered" or "planned" or "in-force"),
                    option => Assert.True(option.Text.Contains(Sources[language], StringComparison.OrdinalIgnoreCase), $"{item.Id} in {language}: {option.Text}"));
            }
        }

        Assert.True(tried > 500, $"Only {tried} items are about what the sources leave out.");
    }

    // An informed officer knows part 2 of article 504: "administrative, in force" must not be wrong for such a breach.
    [Fact]
    public void What_the_law_may_provide_is_never_called_not_covered()
    {
        var asked = Items.Families.Where(family => family.Generator == "standing")
            .SelectMany(family => Enumerable.Range(0, 300).Select(i => Items.Create(family.Id, unchecked((uint)i * 2654435761u))))
            .Where(item => item.Options.Single(option => option.Correct).Id == "not-covered")
            .ToArray();
        Assert.Contains(asked, item => item.Situations[0]["act"] == "regime-breach");
        Assert.All(asked, item => Assert.DoesNotContain((string)item.Options[0].Claim.Parts.Single(part => part.Key == "liability").Value, Provided(item.Situations[0])));
    }

    [Theory]
    [InlineData("verdict", "verdict.single-regime-breach-open")]
    [InlineData("contrast", "contrast.disclosure-without-obligation-open")]
    [InlineData("who-is-liable", "who-is-liable.current-holder-carrier-loss")]
    [InlineData("standing", "standing.single-regime-breach-open")]
    [InlineData("verdict-table", "verdict-table.single-regime-breach-open")]
    public void A_family_that_denies_such_a_liability_without_speaking_of_these_sources_is_found(string generator, string family)
    {
        var path = $"stems/{generator}.yaml";
        var documents = DocumentSetBuilder.FromShipped();
        documents.With(path, documents[path].Replace("sources of this course", "sources", StringComparison.Ordinal));
        Finds(documents, family, $"The item family '{family}' denies in 'en' a liability that the legal background provides.");
    }

    [Fact]
    public void An_answer_that_denies_such_a_liability_without_speaking_of_the_sources_is_found() => Finds(
        DocumentSetBuilder.FromShipped().Replacing("stems/standing.yaml", "\"Not covered by the sources\"", "\"Not covered\""),
        "standing.single-regime-breach-open",
        "The answer 'Not covered' of the item family 'standing.single-regime-breach-open' does not say that it speaks of the sources.");

    [Fact]
    public void An_entry_is_about_something_that_exists()
    {
        const string Path = "background.yaml";
        var shipped = DocumentSetBuilder.FromShipped;
        shipped().Replacing(Path, "rules: [clearance-defined]", "rules: [ghost]").Finds(Path, "id: clearance-meaning-law", "'clearance-meaning-law' names a rule that does not exist.", "Name existing rules.");
        shipped().Replacing(Path, "    rules: [clearance-defined]\n", "").Finds(Path, "id: clearance-meaning-law", "'clearance-meaning-law' is about nothing.", "Say which situations");
        shipped().Replacing(Path, "    rules: [clearance-defined]\n", "    rules: [clearance-defined]\n    liability: criminal\n")
            .Finds(Path, "id: clearance-meaning-law", "'clearance-meaning-law' names a liability and no situation.", "Add `when`.");
        shipped().Replacing(Path, "    rules: [clearance-defined]\n", "    rules: [clearance-defined]\n    liability: not-covered\n")
            .Finds(Path, "liability: not-covered", "'not-covered' is not known for 'liability'.", "Use one of: criminal, administrative.");
    }

    [Fact]
    public void Every_rule_with_background_shows_it_on_its_card_and_in_its_explanations()
    {
        foreach (var rule in ShippedContent.Edition.Rules.Keys.Where(id => id is not ("meeting-foreigners-open" or "former-holder-with-approval-open")))
        {
            Assert.NotEmpty(Items.ForRule(rule, "en").BackgroundNotes);
        }

        foreach (var family in Items.Families.Where(family => family.Generator is "left-open" or "contrast" or "body-task" or "term-meaning" or "who-is-liable" or "authored"))
        {
            Assert.NotEmpty(Items.Explain(Items.Create(family.Id, 3), [], "en").BackgroundNotes);
        }
    }

    [Theory]
    [InlineData("obligation-outlives-clearance", "paragraph 3")]
    [InlineData("clearance-defined", "permit")]
    [InlineData("former-holder-without-approval", "parts 3 to 5")]
    [InlineData("current-holder-without-approval", "parts 3 to 5")]
    [InlineData("public-without-clearance-open", "parts 3 to 5")]
    [InlineData("technical-protection-breach-open", "part 2")]
    [InlineData("obligation-binds-holder", "written obligation")]
    public void The_background_of_a_rule_tells_what_qualifies_it(string rule, string passage) =>
        Assert.Contains(Items.ForRule(rule, "en").BackgroundNotes, note => note.Contains(passage, StringComparison.Ordinal));

    private static void Finds(DocumentSetBuilder documents, string family, string message) =>
        documents.Finds(ShippedContent.Edition.Rules[family[(family.IndexOf('.', StringComparison.Ordinal) + 1)..]].Path, null, message, "Let its stems ask for “the sources of this course”");

    private static bool IsLeftOut(Situation situation, Law law)
    {
        var provided = Provided(situation);
        return provided.Length > 0 && !provided.Contains(LiabilityOf(ShippedContent.Edition.RuleBook.Evaluate(situation, law).Liability));
    }

    private static string[] Provided(Situation situation) =>
        [.. ShippedContent.Edition.Background
            .Where(entry => entry.Liability is not null && entry.When.All(condition => situation[condition.Dimension] is { } value && condition.Values.Contains(value)))
            .Select(entry => LiabilityOf(entry.Liability!.Value))];

    private static string LiabilityOf(Liability liability) => KnbTraining.Content.Reference.LiabilityIds.Of(liability);
}
