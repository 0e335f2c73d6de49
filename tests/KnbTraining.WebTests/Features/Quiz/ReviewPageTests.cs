using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Quiz;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
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
        var asking = page.Find(".note[role=alert]");
        Assert.Contains("3 questions are not answered.", asking.TextContent, StringComparison.Ordinal);
        Assert.Equal($"quiz/{id}/18", page.Find(".note[role=alert] a").GetAttribute("href"));
        Assert.Equal(AttemptState.Open, (await Room.ViewAsync(Viewer, id)).State);
        await page.Find(".note[role=alert] button").ClickAsync(new());
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

    [Fact]
    public async Task Where_another_device_went_on_nothing_is_submitted_before_a_person_goes_on_here()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, id, count: 19);
        var page = Open(id);
        page.WaitForState(() => Claim(id) is not null);
        var elsewhere = await ClaimElsewhereAsync(id);
        page.WaitForAssertion(() => Assert.Contains("in another window or on another device at 09:00", page.Find(".taken").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find(".bar button.main").HasAttribute("disabled"));

        // What is stored is shown anyway, and what was answered there is part of what is submitted here.
        Assert.Equal(20, page.FindAll(".review > li").Count);
        var last = (await Room.ViewAsync(Viewer, id)).Items[19];
        await Room.Get<AttemptService>().AnswerAsync(Viewer, id, 20, (await Room.KeysAsync(id))[20], new SentStep(Guid.CreateVersion7(), elsewhere), CancellationToken.None);
        Assert.Empty(last.Response);
        await page.Find(".taken button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".taken")));
        Assert.Contains("All questions are answered.", page.Find(".lead").TextContent, StringComparison.Ordinal);
        await page.Find(".bar button.main").ClickAsync(new());
        await AssertSubmittedAsync(id);
    }

    [Fact]
    public async Task A_page_of_another_process_is_told_when_it_submits_and_the_attempt_stays_open()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, id);
        var page = Open(id);
        page.WaitForState(() => Claim(id) is not null);
        await using (var db = Room.Open())
        {
            // As another process writes it, after the page has last looked: nobody here is told.
            await db.Attempts.ExecuteUpdateAsync(rows => rows.SetProperty(row => row.ClaimId, Guid.CreateVersion7()).SetProperty(row => row.ClaimedAt, Room.Clock.GetUtcNow()), CancellationToken.None);
        }

        await page.Find(".bar button.main").ClickAsync(new());
        page.WaitForElement(".taken");
        Assert.Equal("Not submitted.", page.Find(".note.w").TextContent.Trim());
        Assert.Equal(AttemptState.Open, (await Room.ViewAsync(Viewer, id)).State);
    }

    [Fact]
    public async Task A_window_that_loads_the_review_again_by_itself_takes_the_attempt_from_nobody()
    {
        var id = await Room.StartAsync(Viewer);
        var before = await ClaimElsewhereAsync(id);
        var newer = await ClaimElsewhereAsync(id);
        JSInterop.Setup<string?>("knb.claim", _ => true).SetResult(before.ToString());
        var page = Open(id);
        page.WaitForElement(".taken");
        Assert.Equal(newer, Claim(id)!.Id);
    }

    [Fact]
    public async Task What_was_submitted_elsewhere_leads_to_its_end_and_is_no_failure()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, id);
        var page = Open(id);
        page.WaitForState(() => Claim(id) is not null);
        await Room.Get<AttemptService>().SubmitAsync(Viewer, id, CancellationToken.None);
        await page.Find(".bar button.main").ClickAsync(new());
        Assert.EndsWith($"quiz/{id}/result", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
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
