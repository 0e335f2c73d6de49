using KnbTraining.Content.Documents;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content;

public sealed class LessonPartsTests
{
    private static IEnumerable<string> Bodies => EditionSample.Documents.Under("lessons").Select(lesson => LessonFields.Parse(lesson.Value).Body);

    [Fact]
    public void Every_line_of_a_shipped_lesson_stands_in_exactly_one_part()
    {
        foreach (var body in Bodies)
        {
            var lines = body.Split('\n');
            var parts = LessonParts.OfBody(body);
            var held = new int[lines.Length + 1];
            foreach (var part in parts)
            {
                Assert.Equal(string.Join('\n', lines[(part.Line - 1)..part.LastLine]), part.Text);
                for (var line = part.Line; line <= part.LastLine; line++)
                {
                    held[line]++;
                }
            }

            Assert.All(Enumerable.Range(1, lines.Length), line => Assert.Equal(lines[line - 1].Trim().Length > 0 ? 1 : held[line], held[line]));
            Assert.All(held, times => Assert.InRange(times, 0, 1));
        }
    }

    [Fact]
    public void Lines_of_a_document_are_counted_with_its_front_matter()
    {
        foreach (var (_, document) in EditionSample.Documents.Under("lessons"))
        {
            var lines = document.Split('\n');
            Assert.All(LessonParts.Of(document), part => Assert.Equal(part.Text.Split('\n')[0], lines[part.Line - 1]));
            Assert.Equal(LessonParts.OfBody(LessonFields.Parse(document).Body).Select(part => part.Text), LessonParts.Of(document).Select(part => part.Text));
        }
    }

    [Fact]
    public void A_part_put_in_at_any_place_stands_between_two_others_and_changes_none()
    {
        const string put = ":::term clearance\n:::";
        foreach (var body in Bodies.Take(4).Append("").Append("\n\n"))
        {
            var before = LessonParts.OfBody(body).Select(part => part.Text).ToArray();
            for (var offset = 0; offset <= body.Length; offset += 7)
            {
                var at = LessonParts.At(body, offset);
                var after = LessonParts.OfBody(LessonParts.Insert(body, at, put)).Select(part => part.Text).ToList();
                var place = at is null ? 0 : Array.IndexOf(before, at.Text) + 1;
                Assert.Equal(put, after[place]);
                after.RemoveAt(place);
                Assert.Equal(before, after);
            }
        }
    }

    [Fact]
    public void A_part_that_is_replaced_leaves_the_others_as_they_are_and_an_empty_one_goes()
    {
        foreach (var body in Bodies.Take(6))
        {
            var parts = LessonParts.OfBody(body);
            for (var i = 0; i < parts.Count; i++)
            {
                var others = parts.Where((_, at) => at != i).Select(part => part.Text).ToArray();
                Assert.Equal(others, LessonParts.OfBody(LessonParts.Replace(body, parts[i], "")).Select(part => part.Text));
                var replaced = LessonParts.OfBody(LessonParts.Replace(body, parts[i], "One.\n\nTwo.")).Select(part => part.Text).ToList();
                Assert.Equal(["One.", "Two."], replaced.Slice(i, 2));
                replaced.RemoveRange(i, 2);
                Assert.Equal(others, replaced);
                Assert.Equal(body, LessonParts.Replace(body, parts[i], parts[i].Text));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    public void A_text_without_words_has_no_parts(string body) => Assert.Empty(LessonParts.OfBody(body));

    [Fact]
    public void A_directive_that_is_not_closed_is_prose_and_nothing_is_lost()
    {
        var part = Assert.Single(LessonParts.OfBody(":::case holder=current\nA story."));
        Assert.Equal(("prose", null), (part.Sort, part.LivePart));
        Assert.Equal(0, part.Level);
        Assert.Equal(2, LessonParts.OfBody("## Two").Single().Level);
    }
}
