using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class LessonTermsTests
{
    private const string Lesson = "what-state-secrets-are";
    private const string Path = $"lessons/{Lesson}/en.md";

    [Fact]
    public void The_boxes_come_first_in_reading_order() =>
        Assert.Equal(["state-secret", "official-secret", "carrier"], LessonTerms.Of(ShippedContent.Edition, Lesson).Take(3));

    [Theory]
    [InlineData("She asks the MCI.", "mci")]
    [InlineData("Travel restrictions are written down.", "travel-restriction")]
    [InlineData("The *systematic breach* was seen.", "systematic-breach")]
    [InlineData("A candidate for clearance waits.", "candidate")]
    public void A_term_that_the_English_text_names_belongs_to_the_lesson(string sentence, string term)
    {
        Assert.DoesNotContain(term, LessonTerms.Of(ShippedContent.Edition, Lesson));
        Assert.Contains(term, LessonTerms.Of(With(sentence), Lesson));
    }

    [Fact]
    public void The_longest_name_takes_its_words()
    {
        // "clearance of citizens" is a term of its own; the words must not count for "clearance" too.
        var lesson = ShippedContent.Edition.Lessons.Keys.First(id => !LessonTerms.Of(ShippedContent.Edition, id).Contains("clearance"));
        var edition = DocumentSetBuilder.FromShipped().Appending($"lessons/{lesson}/en.md", "\nThis is the clearance of citizens.\n").CompileOrThrow();
        Assert.Contains("clearance-of-citizens", LessonTerms.Of(edition, lesson));
        Assert.DoesNotContain("clearance", LessonTerms.Of(edition, lesson));
    }

    [Fact]
    public void The_plural_of_the_kind_is_the_umbrella_term()
    {
        var lesson = ShippedContent.Edition.Lessons.Keys.First(id => !LessonTerms.Of(ShippedContent.Edition, id).Intersect(["state-secret", "state-secrets"]).Any());
        var edition = DocumentSetBuilder.FromShipped().Appending($"lessons/{lesson}/en.md", "\nThese are state secrets.\n").CompileOrThrow();
        Assert.Contains("state-secrets", LessonTerms.Of(edition, lesson));
        Assert.DoesNotContain("state-secret", LessonTerms.Of(edition, lesson));
    }

    private static KnbTraining.Content.Editions.Edition With(string sentence) =>
        DocumentSetBuilder.FromShipped().Appending(Path, $"\n{sentence}\n").CompileOrThrow();
}
