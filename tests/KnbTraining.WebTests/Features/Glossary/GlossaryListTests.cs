using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Glossary;
using KnbTraining.Web.Localization;

namespace KnbTraining.WebTests.Features.Glossary;

public sealed class GlossaryListTests
{
    public static TheoryData<string> AllLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(AllLanguages))]
    public void Every_term_of_the_edition_stands_in_the_list_with_its_links(string language)
    {
        var list = List(language);
        Assert.Equal(EditionSample.Edition.Glossary.Keys.Order(), list.All.Select(term => term.Id).Order());
        Assert.All(list.All, term => Assert.All(term.Related, related => Assert.Contains(list.All, other => other.Id == related.Id && other.Name == related.Name)));
        Assert.All(list.All.SelectMany(term => term.Lessons), lesson => Assert.StartsWith("learn/", lesson.Href, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "CLEARANCE agreement", "clearance-agreement")]
    [InlineData("en", "mci", "mci")]
    [InlineData("ru", "ДОПУСКЕ договор", "clearance-agreement")]
    [InlineData("ru", "СЛУЖЕБНАЯ тайна", "official-secret")]
    [InlineData("kk", "ҚЫЗМЕТТІК ҚҰПИЯ", "official-secret")]
    [InlineData("kk", "жеткізгіш", "carrier")]
    public void A_search_finds_whatever_the_capitals_and_names_come_first(string language, string query, string term) =>
        Assert.Equal(term, List(language).Find(query)[0].Id);

    [Fact]
    public void A_search_finds_in_meanings_too()
    {
        var found = List("en").Find("disk");
        Assert.Equal("carrier", Assert.Single(found).Id);
        Assert.DoesNotContain("disk", found[0].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_forgives_the_letter_that_nobody_types()
    {
        var list = List("ru");
        Assert.NotEmpty(list.Find("её"));
        Assert.Equal(list.Find("её").Select(term => term.Id), list.Find("ее").Select(term => term.Id));
    }

    [Fact]
    public void Every_word_must_be_there() => Assert.Empty(List("en").Find("carrier zebra"));

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    public void An_empty_search_finds_all(string? query) => Assert.Equal(EditionSample.Edition.Glossary.Count, List("en").Find(query).Count);

    [Fact]
    public void A_lesson_of_several_courses_is_opened_in_one_of_the_readers()
    {
        var shared = EditionSample.Edition.Courses.Values.SelectMany(course => course.Lessons.Select(lesson => (course.Id, Lesson: lesson)))
            .GroupBy(place => place.Lesson).First(group => group.Count() > 1).ToArray();
        Assert.All(shared, place => Assert.Contains(
            List("en", place.Id).All.SelectMany(term => term.Lessons),
            lesson => lesson.Href == $"learn/{place.Id}/{place.Lesson}"));
    }

    private static GlossaryList List(string language, params string[] own) => new(EditionSample.Edition, language, own);
}
