using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class LessonFindingTests
{
    private const string Lesson = "lessons/travel-and-approval/en.md";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_lesson_with_other_live_parts_than_the_English_one_is_found() =>
        Shipped.Replacing("lessons/travel-and-approval/kk.md", ":::rule head-approves-travel\n:::\n", "")
            .Finds("lessons/travel-and-approval/kk.md", null, "The live parts differ from those of en.md.", "the same directives in the same order");

    [Fact]
    public void A_case_with_other_facts_than_the_English_one_is_found() =>
        Shipped.Replacing("lessons/travel-and-approval/ru.md", ":::case holder=current act=travel-abroad approval=absent", ":::case holder=current act=travel-abroad approval=given")
            .Finds("lessons/travel-and-approval/ru.md", null, "The live parts differ from those of en.md.", "the same directives in the same order");

    [Fact]
    public void A_case_that_leaves_out_a_fact_which_its_explanation_shows_is_found() =>
        Shipped.Replacing("lessons/what-ends-and-what-stays/en.md", ":::case holder=former obligation=signed act=carrier-loss", ":::case holder=former act=carrier-loss")
            .Replacing("lessons/what-ends-and-what-stays/ru.md", ":::case holder=former obligation=signed act=carrier-loss", ":::case holder=former act=carrier-loss")
            .Replacing("lessons/what-ends-and-what-stays/kk.md", ":::case holder=former obligation=signed act=carrier-loss", ":::case holder=former act=carrier-loss")
            .Finds(
                "lessons/what-ends-and-what-stays/en.md",
                ":::case holder=former act=carrier-loss",
                "The case does not say 'obligation', and its explanation would show 'obligation=signed'.",
                "Name the fact in the directive, and tell it in the story.");

    [Fact]
    public void A_lesson_that_lacks_a_language_is_found() => Assert.Contains(
        Shipped.Without("lessons/travel-and-approval/kk.md").Compile().Findings,
        finding => finding.Path == "lessons/travel-and-approval/kk.md" && finding.Line == 1 && finding.Message.Contains("has no text in 'kk'", StringComparison.Ordinal));

    [Fact]
    public void An_unclosed_directive_at_the_end_is_found() =>
        Shipped.Appending(Lesson, "\n:::map travel-abroad\n").Finds(Lesson, ":::map", "The directive is not closed.", "End it with a line that holds only :::");

    [Fact]
    public void An_unclosed_directive_before_another_is_found_and_swallows_nothing() =>
        Shipped.Replacing(Lesson, ":::rule approval-before-travel\n:::\n", ":::rule approval-before-travel\n")
            .Finds(Lesson, ":::rule approval-before-travel", "The directive is not closed.", "End it with a line that holds only :::");

    [Theory]
    [InlineData("video intro")]
    [InlineData("rule")]
    [InlineData("rule one two")]
    [InlineData("")]
    public void An_unknown_directive_is_found(string head) =>
        Shipped.With(Lesson, "---\ntitle: t\nsummary: s\nminutes: 1\ntranslation: draft\n---\n\n" + $":::{head}\n:::\n").Finds(
            Lesson,
            ":::",
            $"The directive '{head}' is not known.",
            "Use rule <id>, case <dimension=value …>");

    [Fact]
    public void Text_inside_a_directive_that_shows_none_is_found() =>
        Shipped.Replacing(Lesson, ":::rule approval-before-travel\n", ":::rule approval-before-travel\nThis would be lost.\n")
            .Finds(Lesson, ":::rule approval-before-travel", "The directive 'rule approval-before-travel' shows no text of its own.", "Put the text before or after it.");

    [Theory]
    [InlineData("holder=current act=disclosure approval=given", "'approval' does not apply here")]
    [InlineData("holder=president act=disclosure", "'holder=president'")]
    [InlineData("weather=rain", "'weather=rain'")]
    [InlineData("holder=current holder=former act=disclosure", "'holder' stands twice")]
    public void A_case_that_cannot_be_is_found(string facts, string message) =>
        Shipped.Replacing(Lesson, ":::case holder=current act=travel-abroad approval=absent", $":::case {facts}")
            .Finds(Lesson, ":::case", message, "Use facts of the vocabulary that can stand together.");

    [Fact]
    public void A_fact_without_a_value_is_found() =>
        Shipped.Replacing(Lesson, ":::case holder=current act=travel-abroad approval=absent", ":::case holder")
            .Finds(Lesson, ":::case", "'holder' is no fact.", "Write dimension=value.");

    [Fact]
    public void A_law_that_does_not_exist_is_found_instead_of_being_read_as_the_law_in_force() =>
        Shipped.Replacing(Lesson, "approval=absent", "approval=absent law=adopted")
            .Finds(Lesson, ":::case", "There is no law 'adopted'.", "Write law=in-force or law=if-adopted.");

    [Fact]
    public void A_map_of_an_act_that_does_not_exist_is_found() =>
        Shipped.Appending(Lesson, "\n:::map dancing\n:::\n").Finds(Lesson, ":::map", "There is no act 'dancing'.", "Use a value of the dimension act.");

    [Fact]
    public void A_lesson_without_front_matter_is_found() =>
        Shipped.With(Lesson, "Only text.\n").Finds(Lesson, null, "The lesson has no front matter.", "Begin with ---");

    [Fact]
    public void A_front_matter_that_lacks_a_title_is_found() =>
        Shipped.Replacing(Lesson, "title: Travel abroad and approval\n", "").Finds(Lesson, "summary:", "'title' is missing.", "Add it.");

    [Fact]
    public void An_unknown_key_of_the_front_matter_is_found_at_its_line() =>
        Shipped.Replacing(Lesson, "minutes: 7\n", "minutes: 7\nauthor: nobody\n").Finds(Lesson, "author:", "The key 'author' is not known here.", "minutes, review-by, summary, title, translation");

    [Theory]
    [InlineData("lessons/intro.md")]
    [InlineData("lessons/travel-and-approval/de.md")]
    [InlineData("lessons/travel-and-approval/en.txt")]
    [InlineData("lessons/travel-and-approval/deeper/en.md")]
    public void A_lesson_in_the_wrong_place_is_found(string path) =>
        Shipped.With(path, Shipped[Lesson]).Finds(path, null, "This is not the place of a lesson.", "Lessons lie at lessons/<id>/: en.md ru.md kk.md");
}
