using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class CourseTextTests
{
    private const string Path = "courses/working-with-state-secrets.yaml";
    private const string Named = "acknowledgements:\n  - non-disclosure-reminder\n  - travel-reminder\n";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void Each_shipped_course_names_the_texts_of_those_whom_it_is_for() =>
        Assert.Equal(
            [
                "after-access: non-disclosure-reminder travel-reminder", "before-access: before-signing-reminder", "for-heads: heads-reminder",
                "working-with-state-secrets: non-disclosure-reminder travel-reminder",
            ],
            ShippedContent.Edition.Courses.Values
                .Where(course => course.Acknowledgements.Count > 0)
                .Select(course => $"{course.Id}: {string.Join(' ', course.Acknowledgements)}")
                .Order(StringComparer.Ordinal));

    [Fact]
    public void A_course_that_names_no_text_reads_as_courses_did_before_they_could() =>
        Assert.Empty(Shipped.Replacing(Path, Named, "").CompileOrThrow().Courses["working-with-state-secrets"].Acknowledgements);

    [Theory]
    [InlineData("  - travel-reminder", "  - dancing", "  - dancing", "The text 'dancing' does not exist.", "Name a document under acknowledgements/, or remove it.")]
    [InlineData("  - travel-reminder", "  - non-disclosure-reminder", "  - non-disclosure-reminder", "The text 'non-disclosure-reminder' is named twice.", "Name it once.")]
    [InlineData("audience: [current, head]", "audience: [candidate]", "  - travel-reminder", "The text 'travel-reminder' addresses nobody whom the course addresses.", "Name a text for some of: candidate.")]
    public void What_is_wrong_is_found_at_its_line(string passage, string by, string line, string message, string advice) =>
        Shipped.Replacing(Path, passage, by).Finds(Path, line, message, advice);

    [Theory]
    [InlineData("[head]")]
    [InlineData("[everyone]")]
    public void Heads_and_everyone_may_be_holders_so_their_course_may_name_a_text_for_holders(string audience) =>
        Assert.Equal(2, Shipped.Replacing(Path, "audience: [current, head]", $"audience: {audience}").CompileOrThrow().Courses["working-with-state-secrets"].Acknowledgements.Count);

    [Fact]
    public void An_edition_published_while_texts_named_their_course_is_still_read_and_such_a_text_stands_alone()
    {
        var before = Shipped
            .Replacing(Path, Named, "")
            .Replacing("acknowledgements/travel-reminder.yaml", "sources: [liability-report]", "sources: [liability-report]\ncourse: working-with-state-secrets")
            .Build();
        Assert.Null(EditionCompiler.Compile(before).Edition);
        var read = EditionCompiler.Recompile(before).Edition;
        Assert.NotNull(read);
        Assert.Empty(read.Courses["working-with-state-secrets"].Acknowledgements);
    }
}
