using Bunit;
using Bunit.TestDoubles;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Features.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Search;

public sealed class SearchPageTests : LearnerRoom
{
    [Fact]
    public void What_was_found_stands_in_groups_with_marked_words_and_leads_to_the_place()
    {
        var page = Open("clearance agreement");
        Assert.Equal(["found-term", "found-lesson"], page.FindAll("section h2").Select(heading => heading.Id).Take(2));
        Assert.Contains(page.FindAll("#found-term ~ ul a"), link => link.GetAttribute("href") == "glossary#clearance-agreement");
        Assert.Contains(page.FindAll("mark"), mark => mark.TextContent == "agreement");
        Assert.Equal("clearance agreement", page.Find("input[name=q]").GetAttribute("value"));
    }

    [Fact]
    public void A_rule_leads_to_its_card_in_a_lesson_and_only_an_editor_has_the_way_to_its_document()
    {
        var page = Open(EditionSample.Edition.Rules["obligation-outlives-clearance"].Title["en"]);
        Assert.Contains(page.FindAll("#found-rule ~ ul a"), link => link.GetAttribute("href")!.EndsWith("#rule-obligation-outlives-clearance", StringComparison.Ordinal));
        Assert.DoesNotContain("admin/", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_place_that_is_shown_leads_somewhere()
    {
        foreach (var word in (string[])["state", "clearance", "travel", "liability"])
        {
            var page = Open(word);
            Assert.NotEmpty(page.FindAll(".hits a"));
            Assert.DoesNotContain(page.FindAll(".hits li"), row => row.QuerySelector("a") is null);
        }
    }

    [Fact]
    public void A_section_that_is_found_in_another_language_is_opened_where_it_stands_in_the_readers()
    {
        var lesson = EditionSample.Edition.Courses.Values.SelectMany(course => course.Lessons).Select(id => EditionSample.Edition.Lessons[id])
            .First(lesson => LessonSection.Of(lesson["ru"]).Count == LessonSection.Of(lesson["en"]).Count && LessonSection.Of(lesson["ru"]).Count > 1);
        var place = LessonSection.Of(lesson["ru"]).Count - 1;
        var (russian, english) = (LessonSection.Of(lesson["ru"])[place], LessonSection.Of(lesson["en"])[place]);
        Assert.NotEqual(russian.Id, english.Id);

        var page = Open(russian.Heading);

        Assert.Contains(page.FindAll("#found-lesson ~ ul a"), link => link.GetAttribute("href")!.EndsWith($"#{Uri.EscapeDataString(english.Id!)}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_search_without_result_says_what_to_do_next()
    {
        var page = Open("zebra");
        Assert.Contains("Try the beginning of a word", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("0 places found", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public void What_somebody_types_is_never_markup() => Assert.Empty(Open("<mark>zebra<script>").FindAll("mark, script"));

    private IRenderedComponent<SearchPage> Open(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"search?q={Uri.EscapeDataString(query)}");
        var page = Render<SearchPage>();
        page.WaitForState(() => page.FindAll("[role=status]").Count > 0);
        return page;
    }
}
