using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Quiz;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class RefresherPageTests : LearnerRoom
{
    [Fact]
    public async Task A_refresher_is_answered_as_a_practice_is_and_is_called_by_its_name()
    {
        var id = await BeginAsync();
        var page = Render<QuizPage>(parameters => parameters.Add(p => p.AttemptId, id).Add(p => p.Position, 1));
        page.WaitForState(() => page.FindAll("fieldset.question").Count > 0);
        Assert.Equal("Check", page.Find("button.main").TextContent);
        Assert.NotEmpty(page.FindAll("fieldset.certainty"));
        Assert.All(page.FindAll("main input:not([type=checkbox]), option"), control => Assert.Matches("^[0-9]+(:[0-9]*)?$", control.GetAttribute("value")));

        var review = Render<ReviewPage>(parameters => parameters.Add(p => p.AttemptId, id));
        review.WaitForState(() => review.FindAll("h1").Count > 0);
        Assert.Equal("Finish the refresher", review.Find("button.main").TextContent);
    }

    [Fact]
    public async Task The_result_says_what_is_firm_what_comes_back_and_when_and_leads_to_where_it_is_taught()
    {
        var id = await BeginAsync();
        await AnswerWrongAsync(id, 1, null);
        await AnswerWrongAsync(id, 2, Certainty.High);
        await SayAsync(id, 3, Certainty.Low);
        await Room.AnswerRightAsync(Viewer, id, from: 3);
        await Room.Get<AttemptService>().SubmitAsync(Viewer, id, CancellationToken.None);

        var page = Open(id);
        Assert.Equal("Refresher done", page.Find("h1").TextContent);
        Assert.Equal(["Comes back", "Firm now"], page.FindAll("h2").Take(2).Select(heading => heading.TextContent));
        var lists = page.FindAll("ul.refreshed");
        Assert.Equal(
            ["Sure, but not right", "Not right", "Right, but not sure"],
            lists[0].QuerySelectorAll(".tag").Select(tag => tag.TextContent.StartsWith("Sure", StringComparison.Ordinal) ? "Sure, but not right" : tag.TextContent));

        // 27 days after 2 March 2026, and then 18 and 22 days.
        Assert.Contains("again on 16 April", lists[0].Children[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("again on 20 April", lists[0].Children[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(2, lists[1].Children.Length);
        Assert.All(lists[1].Children, row => Assert.Contains("again on ", row.TextContent, StringComparison.Ordinal));
        Assert.Contains(lists[0].QuerySelectorAll("a"), link => link.GetAttribute("href")!.StartsWith("learn/", StringComparison.Ordinal));
        Assert.Empty(page.FindAll("table.parts, details.answer[open]"));
        Assert.DoesNotContain("take the exam", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_is_firm_nothing_comes_back_at_once()
    {
        var id = await BeginAsync();
        await Room.AnswerRightAsync(Viewer, id);
        await Room.Get<AttemptService>().SubmitAsync(Viewer, id, CancellationToken.None);
        Assert.Equal("Firm now", Open(id).Find("h2").TextContent);
    }

    [Fact]
    public async Task One_that_was_left_open_too_long_is_closed_without_a_word_about_time()
    {
        var id = await BeginAsync();
        Room.Clock.Advance(AttemptStart.PracticeLimit);
        var page = Render<QuizPage>(parameters => parameters.Add(p => p.AttemptId, id).Add(p => p.Position, 1));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        Assert.Equal("This refresher is closed", page.Find("h1").TextContent);
    }

    private async Task<Guid> BeginAsync()
    {
        await Room.SitAsync(Viewer);
        Room.Clock.Advance(TimeSpan.FromDays(27));
        return await Room.StartAsync(Viewer, AttemptMode.Refresher);
    }

    private async Task AnswerWrongAsync(Guid id, int position, Certainty? certainty)
    {
        if (certainty is { } stated)
        {
            await SayAsync(id, position, stated);
        }

        await Room.Get<AttemptService>().AnswerAsync(Viewer, id, position, await Room.WrongAsync(id, position), Guid.CreateVersion7(), CancellationToken.None);
    }

    private async Task SayAsync(Guid id, int position, Certainty certainty) =>
        await Room.Get<AttemptService>().StateCertaintyAsync(Viewer, id, position, certainty, Guid.CreateVersion7(), CancellationToken.None);

    private IRenderedComponent<ResultPage> Open(Guid id)
    {
        var page = Render<ResultPage>(parameters => parameters.Add(p => p.AttemptId, id));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }
}
