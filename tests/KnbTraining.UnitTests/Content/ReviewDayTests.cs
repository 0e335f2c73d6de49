using KnbTraining.Content.Documents;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content;

public sealed class ReviewDayTests
{
    private static readonly DateOnly Day = new(2028, 5, 1);

    [Fact]
    public void Every_shipped_document_takes_a_day_and_gives_it_back_and_is_the_same_to_the_letter_without_it()
    {
        Assert.All(EditionSample.Documents.All, document =>
        {
            var dated = ReviewDay.Put(document.Value, Day)!;
            Assert.Equal(Day, ReviewDay.Of(dated));
            Assert.Equal(Day.AddDays(1), ReviewDay.Of(ReviewDay.Put(dated, Day.AddDays(1))!));
            var before = document.Value.Split('\n').Where(line => !line.StartsWith("review-by:", StringComparison.Ordinal));
            Assert.Equal(before, ReviewDay.Put(dated, null)!.Split('\n'));
        });
    }

    [Theory]
    [InlineData("id: a\nreview-by: 2028-05-01 # looked up\n", true)]
    [InlineData("review-by: \"2028-05-01\"\n", true)]
    [InlineData("---\ntitle: A\nreview-by: 2028-05-01\n---\n\nText\n", true)]
    [InlineData("---\ntitle: A\n---\n\nreview-by: 2028-05-01\n", false)]
    [InlineData("text: >-\n  review-by: 2028-05-01\n", false)]
    [InlineData("review-by: 2028-02-30\n", false)]
    [InlineData("review-by: null\n", false)]
    [InlineData("", false)]
    public void Only_a_key_of_the_document_itself_is_read(string text, bool isRead) => Assert.Equal(isRead ? Day : null, ReviewDay.Of(text));

    [Theory]
    [InlineData("dimensions: [")]
    [InlineData("---\ntitle: A\n")]
    [InlineData("---\ntitle: [\n---\nText\n")]
    public void What_cannot_be_read_is_left_alone(string text) => Assert.Null(ReviewDay.Put(text, Day));

    [Fact]
    public void A_lesson_keeps_its_day_when_its_form_writes_it()
    {
        var lesson = ReviewDay.Put(EditionSample.Documents.All.First(document => document.Key.EndsWith(".md", StringComparison.Ordinal)).Value, Day)!;
        Assert.Equal(Day, ReviewDay.Of((LessonFields.Parse(lesson) with { Summary = "Other" }).ToDocument()));
    }
}
