using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class LessonRowsTests
{
    private static IEnumerable<string> Lessons => EditionSample.Edition.Lessons.Keys;

    [Fact]
    public void Each_part_of_each_shipped_lesson_stands_in_one_row_in_its_order_and_live_parts_stand_together()
    {
        foreach (var lesson in Lessons)
        {
            var texts = Texts(lesson);
            var rows = LessonRows.Of(texts);
            foreach (var (language, parts) in texts)
            {
                Assert.Equal(parts, rows.Select(row => row[language]).OfType<LessonPart>());
            }

            Assert.All(
                rows.Where(row => row.Parts.Values.Any(part => part.LivePart is not null)),
                row => Assert.Single(Languages.All.Select(language => row[language]?.LivePart).Distinct()));
        }
    }

    [Fact]
    public void A_paragraph_that_one_language_lacks_leaves_an_empty_place_and_moves_no_other()
    {
        KeyValuePair<string, IReadOnlyList<LessonPart>> Text(string language, string body) => KeyValuePair.Create(language, LessonParts.OfBody(body));
        var rows = LessonRows.Of([
            Text("en", "## One\n\nA.\n\nB.\n\n:::term clearance\n:::\n\nC."),
            Text("ru", "## Один\n\nА.\n\n:::term clearance\n:::\n\nВ."),
            Text("kk", "Алды.\n\n## Бір\n\nА.\n\nӘ.\n\n:::term clearance\n:::\n\nВ.")]);
        string[] Shown(string language) => [.. rows.Select(row => row[language]?.Text.Split('\n')[0] ?? "-")];
        Assert.Equal(["-", "## One", "A.", "B.", ":::term clearance", "C."], Shown("en"));
        Assert.Equal(["-", "## Один", "А.", "-", ":::term clearance", "В."], Shown("ru"));
        Assert.Equal(["Алды.", "## Бір", "А.", "Ә.", ":::term clearance", "В."], Shown("kk"));
    }

    private static KeyValuePair<string, IReadOnlyList<LessonPart>>[] Texts(string lesson) =>
        [.. Languages.All.Select(language => KeyValuePair.Create(language, LessonParts.Of(EditionSample.Documents.Find($"lessons/{lesson}/{language}.md")!)))];
}
