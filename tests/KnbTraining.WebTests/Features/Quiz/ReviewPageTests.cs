using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Quiz;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class ReviewPageTests : LearnerRoom
{
    [Fact]
    public async Task Submitting_with_unanswered_questions_asks_first_and_names_the_way_back()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, id, count: 17);
        var page = Open(id);
        await page.Find("button.main").ClickAsync(new());
        var asking = page.Find("[role=alert]");
        Assert.Contains("3 questions are not answered.", asking.TextContent, StringComparison.Ordinal);
        Assert.Equal($"quiz/{id}/18", page.Find("[role=alert] a").GetAttribute("href"));
        Assert.Equal(AttemptState.Open, (await Room.ViewAsync(Viewer, id)).State);
        await page.Find("[role=alert] button").ClickAsync(new());
        await AssertSubmittedAsync(id);
    }

    [Fact]
    public async Task Submitting_with_everything_answered_leads_to_the_result()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, id);
        var page = Open(id);
        Assert.Contains("All questions are answered.", page.Find(".lead").TextContent, StringComparison.Ordinal);
        await page.Find("button.main").ClickAsync(new());
        await AssertSubmittedAsync(id);
    }

    [Fact]
    public async Task Whoever_answers_in_another_tab_is_not_asked_about_it_here()
    {
        var id = await Room.StartAsync(Viewer);
        var page = Open(id);
        await Room.AnswerRightAsync(Viewer, id);
        await page.Find("button.main").ClickAsync(new());
        await AssertSubmittedAsync(id);
    }

    [Fact]
    public async Task Flagged_questions_are_named()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.Get<AttemptService>().FlagAsync(Viewer, id, 2, true, CancellationToken.None);
        Assert.Contains("Flagged", Open(id).FindAll(".review > li")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_attempt_has_no_review()
    {
        var id = await Room.SitAsync(Viewer, right: 1);
        Open(id);
        Assert.EndsWith($"quiz/{id}/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private IRenderedComponent<ReviewPage> Open(Guid id)
    {
        var page = Render<ReviewPage>(parameters => parameters.Add(p => p.AttemptId, id));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }

    private async Task AssertSubmittedAsync(Guid id)
    {
        Assert.Equal(AttemptState.Graded, (await Room.ViewAsync(Viewer, id)).State);
        Assert.EndsWith($"quiz/{id}/result", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }
}
