using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class LessonLengthTests
{
    private const string Lesson = "disclosure-and-loss";
    private const string Path = $"lessons/{Lesson}/en.md";
    private static readonly DateOnly Day = new(2026, 11, 29);

    [Fact]
    public void A_stated_length_may_miss_by_a_minute_and_no_more()
    {
        var text = EditionSample.Edition.Lessons[Lesson]["en"];
        var takes = LessonLength.MinutesOf(EditionSample.Edition, Lesson, Day, "en");
        Assert.Equal(1, LessonLength.Tolerance);
        foreach (var off in new[] { -2, -1, 0, 1, 2 })
        {
            var documents = DocumentSetBuilder.FromShipped().Replacing(Path, $"minutes: {text.Minutes}\n", $"minutes: {takes + off}\n");
            if (Math.Abs(off) <= LessonLength.Tolerance)
            {
                Assert.Empty(documents.Compile().Findings);
            }
            else
            {
                documents.Finds(Path, "minutes:", $"The lesson says that it takes {takes + off} minutes; with everything that it shows it takes about {takes}.", $"Write `minutes: {takes}`");
            }
        }
    }

    [Fact]
    public void Everything_that_a_lesson_shows_is_counted()
    {
        // A part of each kind, as often as makes the difference longer than a minute.
        foreach (var (part, times) in new[]
        {
            (":::rule meeting-foreigners-open\n:::\n", 6), (":::term carrier\n:::\n", 20), (":::map disclosure\n:::\n", 3), (":::picture who-does-what\n:::\n", 4),
            (":::question verdict.current-holder-disclosure\n:::\n", 2), (":::practice\n" + string.Concat(Enumerable.Repeat("Ask before you act. ", 60)) + "\n:::\n", 1),
            (":::case holder=current obligation=signed act=disclosure\nShe told him.\n:::\n", 4), (string.Concat(Enumerable.Repeat("Words to read. ", 80)) + "\n", 1),
        })
        {
            var text = $"---\ntitle: T\nsummary: S\nminutes: 1\ntranslation: draft\n---\n{string.Concat(Enumerable.Repeat($"\n{part}", times))}";
            var edition = EditionCompiler.Recompile(EditionSample.Documents.With(Languages.All.Select(language => KeyValuePair.Create($"lessons/short/{language}.md", text)))).Edition;
            Assert.True(edition is not null && LessonLength.MinutesOf(edition, "short", Day, "en") >= 2, part);
        }
    }
}
