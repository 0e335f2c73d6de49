using Bunit;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Courses;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Courses;

public sealed class ExamPageTests : LearnerRoom
{
    private static int Allowed => EditionSample.Edition.Courses[EditionSample.Course].Exam.Attempts;

    [Fact]
    public async Task Nothing_begins_before_the_button_is_pressed_and_the_page_says_what_will()
    {
        var page = Open();
        Assert.Equal(["20", "30 min", "80 %", $"{Allowed} of {Allowed}"], page.FindAll("dd").Select(fact => fact.TextContent));
        Assert.Contains("The clock starts when you press the button", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Beginning uses one attempt.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(await MineAsync());

        await page.Find("button").ClickAsync(new());
        var attempt = Assert.Single(await MineAsync());
        Assert.EndsWith($"quiz/{attempt.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        page = Open();
        Assert.Equal($"quiz/{attempt.Id}", page.Find(".bar a.main").GetAttribute("href"));
        Assert.Equal("Your exam is under way", page.Find("h1").TextContent);
        Assert.DoesNotContain("when you press the button", page.Markup, StringComparison.Ordinal);
        Assert.Contains("30 min left", page.Find(".bar").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Attempts_left_go_down_with_each_failure_until_a_pause_takes_the_button_away()
    {
        for (var failed = 1; failed < Allowed; failed++)
        {
            await Room.SitAsync(Viewer, right: 0);
            Assert.Equal($"{Allowed - failed} of {Allowed}", Open().FindAll("dd")[^1].TextContent);
        }

        await Room.SitAsync(Viewer, right: 0);
        var page = Open();
        Assert.Equal($"0 of {Allowed}", page.FindAll("dd")[^1].TextContent);
        Assert.Contains("3 March 2026, 09:00", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task A_pause_that_began_in_another_window_is_said_when_the_button_is_pressed()
    {
        var page = Open();
        for (var failed = 0; failed < Allowed; failed++)
        {
            await Room.SitAsync(Viewer, right: 0);
        }

        await page.Find("button").ClickAsync(new());
        Assert.Contains("3 March 2026, 09:00", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_about_points_is_true_for_the_kinds_that_may_be_asked()
    {
        Assert.Equal(["Exam.counts"], Keys(QuestionKind.SingleChoice, QuestionKind.TrueFalse));
        Assert.Equal(["Exam.counts", "Exam.counts.matching"], Keys(QuestionKind.SingleChoice, QuestionKind.Matching));
        Assert.Equal(["Exam.counts", "Exam.counts.several"], Keys(QuestionKind.MultipleChoice));

        // The demonstration of the sentence: what the kinds give for a wrong choice beside a right one.
        var exam = EditionSample.Edition.Courses[EditionSample.Course];
        var offer = ExamOffer.Of(EditionSample.Edition.ItemsOn(new DateOnly(2026, 3, 2)), exam, "en", default, new ExamAllowance(1, null), []);
        Assert.Contains(QuestionKind.SingleChoice, offer.Kinds);
        Assert.Equal(exam.Exam.Parts.Where(part => part.Pass is not null).Select(part => part.Pass!.Value), offer.NeededParts.Select(part => part.Percent));
    }

    private static IEnumerable<string> Keys(params QuestionKind[] kinds) =>
        new ExamOffer("course", "Course", null!, default(ExamTime), [], kinds.ToHashSet(), new ExamAllowance(1, null), null).PointKeys();

    private Task<IReadOnlyList<AttemptRow>> MineAsync() => Room.Get<AttemptQueries>().MineAsync(Viewer, "en", CancellationToken.None);

    private IRenderedComponent<ExamPage> Open()
    {
        var page = Render<ExamPage>(parameters => parameters.Add(p => p.CourseId, EditionSample.Course));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }
}
