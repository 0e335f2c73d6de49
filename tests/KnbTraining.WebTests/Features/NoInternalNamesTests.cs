using AngleSharp.Dom;
using Bunit;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Attempts;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Exploring;
using KnbTraining.Web.Features.Courses;
using KnbTraining.Web.Features.Explore;
using KnbTraining.Web.Features.Glossary;
using KnbTraining.Web.Features.Home;
using KnbTraining.Web.Features.Lessons;
using KnbTraining.Web.Features.Quiz;
using KnbTraining.Web.Features.Record;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features;

/// <summary>What the house calls a rule inside (its id, the day of its next review) is read by nobody who learns.</summary>
public sealed class NoInternalNamesTests : LearnerRoom
{
    private static readonly string[] RuleIds = [.. EditionSample.Edition.Rules.Keys.Where(id => id.Contains('-', StringComparison.Ordinal))];

    [Fact]
    public void Lessons_show_rules_by_their_titles_and_never_by_ids()
    {
        foreach (var course in EditionSample.Edition.Courses.Values)
        {
            foreach (var lesson in course.Lessons)
            {
                var page = Render<LessonPage>(parameters => parameters.Add(p => p.CourseId, course.Id).Add(p => p.LessonId, lesson));
                page.WaitForState(() => page.FindAll("h1").Count > 0);
                AssertClean(page, lesson);
                Assert.Equal(
                    EditionSample.Edition.Lessons[lesson]["en"].Blocks.OfType<KnbTraining.Content.Lessons.RuleBlock>().Select(block => EditionSample.Edition.Rules[block.RuleId].Title["en"]),
                    page.FindAll(".rule h3").Select(heading => heading.TextContent));
            }
        }
    }

    [Fact]
    public void The_explorer_shows_no_id_in_any_situation()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        foreach (var rule in EditionSample.Edition.Rules.Values.Select(document => document.Rule))
        {
            if (ExploreAddress.Of(EditionSample.Edition.RuleBook.Vocabulary, rule) is not { } address)
            {
                continue;
            }

            navigation.NavigateTo(address);
            var page = Render<ExplorePage>();
            page.WaitForState(() => page.FindAll("#answer").Count > 0);
            AssertClean(page, address);
            if (rule is { Status: RuleStatus.InForce, Then.Liability: not null })
            {
                Assert.Contains(page.FindAll("ol.why b"), heading => heading.TextContent == EditionSample.Edition.Rules[rule.Id].Title["en"]);
            }
        }
    }

    [Fact]
    public async Task Results_refreshers_record_and_the_other_pages_show_no_id()
    {
        await Room.SitAsync(Viewer, right: 3);
        Room.Clock.Advance(TimeSpan.FromDays(2));
        var exam = await Room.SitAsync(Viewer);
        AssertClean(Result(exam), "result");
        Room.Clock.Advance(TimeSpan.FromDays(27));
        var refresher = await Room.StartAsync(Viewer, AttemptMode.Refresher);
        await Room.AnswerRightAsync(Viewer, refresher, from: 3);
        await Room.Get<AttemptService>().SubmitAsync(Viewer, refresher, CancellationToken.None);
        var refreshed = Result(refresher);
        AssertClean(refreshed, "refresher");
        Assert.All(refreshed.FindAll("ul.refreshed > li b"), title => Assert.Contains(title.TextContent, EditionSample.Edition.Rules.Values.Select(rule => rule.Title["en"])));
        AssertClean(Open<RecordPage>(), "record");
        AssertClean(Open<HomePage>(), "home");
        AssertClean(Open<GlossaryPage>(), "glossary");
        var course = Render<CoursePage>(parameters => parameters.Add(p => p.CourseId, EditionSample.Course));
        course.WaitForState(() => course.FindAll("h1").Count > 0);
        AssertClean(course, "course");
    }

    private static void AssertClean(IRenderedComponent<IComponent> page, string where)
    {
        foreach (var text in page.Nodes.QuerySelectorAll("*").SelectMany(Said))
        {
            Assert.False(text.Contains("31 March 2027", StringComparison.Ordinal), $"{where}: {text}");
            foreach (var id in RuleIds)
            {
                Assert.False(text.Contains(id, StringComparison.Ordinal), $"{where}: '{id}' in: {text}");
            }
        }
    }

    /// <summary>What is seen or read out: own text, and the attributes that are spoken or shown.</summary>
    private static IEnumerable<string> Said(IElement element) =>
        element.ChildNodes.OfType<IText>().Select(text => text.Data)
            .Concat(new[] { "aria-label", "title", "alt", "placeholder" }.Select(element.GetAttribute).OfType<string>());

    private IRenderedComponent<ResultPage> Result(Guid attempt)
    {
        var page = Render<ResultPage>(parameters => parameters.Add(p => p.AttemptId, attempt));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }

    private IRenderedComponent<T> Open<T>()
        where T : IComponent
    {
        var page = Render<T>();
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }
}
