using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class LessonRepeatTests
{
    [Fact]
    public void A_course_shows_no_picture_and_no_checklist_a_second_time() => Each.Of(ShippedContent.Edition.Courses.Values, course =>
        Each.Of(Languages.All, language =>
        {
            var shown = course.Lessons.SelectMany(lesson => ShippedContent.Edition.Lessons[lesson][language].Blocks).ToList();
            Assert.Empty(Twice(shown.OfType<PictureBlock>().Select(picture => picture.PictureId)));
            Assert.Empty(Twice(shown.OfType<PracticeBlock>().SelectMany(practice => Items(practice.Html))));
        }));

    private static IEnumerable<string> Twice(IEnumerable<string> texts) =>
        texts.GroupBy(text => text, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static IEnumerable<string> Items(string html) => html.Split('\n').Where(line => line.StartsWith("<li>", StringComparison.Ordinal) || line.StartsWith("<h3", StringComparison.Ordinal));
}
