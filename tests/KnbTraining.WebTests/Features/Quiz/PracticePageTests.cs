using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Questions;
using KnbTraining.Web.Features.Quiz;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class PracticePageTests : LearnerRoom
{
    [Fact]
    public async Task Checking_stores_the_answer_and_tells_at_once_what_is_right_and_why()
    {
        var id = await Room.StartAsync(Viewer, AttemptMode.Practice);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        var wrong = (await Room.WrongAsync(id, position))[0];
        var shown = (await Room.ViewAsync(Viewer, id)).Items[position - 1].Options.ToList();
        Assert.True(page.Find("button.main").HasAttribute("disabled"));
        Assert.Empty(page.FindAll(".figure + .figure, [aria-pressed]"));

        await page.Find("fieldset.question").InputAsync(new ChangeEventArgs { Value = QuestionPrompt.Code(shown.FindIndex(option => option.Id == wrong)) });
        Assert.Null((await Room.ViewAsync(Viewer, id)).Items[position - 1].SavedAt);
        Assert.Empty(page.FindAll(".opt.right, .opt.wrong, .why"));
        await page.Find("button.main").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("Not right", page.Find(".told .tag").TextContent));
        Assert.Equal("Saved 09:00:00", page.Find(".told .saved").TextContent);
        Assert.Single(page.FindAll(".opt.right"));
        Assert.Single(page.FindAll(".opt.wrong"));
        Assert.NotEmpty(page.FindAll("ol.why li"));
        Assert.Empty(page.FindAll("fieldset"));
        Assert.Equal([wrong], (await Room.ViewAsync(Viewer, id)).Items[position - 1].Response);
        Assert.Equal("Next", page.Find(".bar .main").TextContent);
    }

    [Fact]
    public async Task The_markup_of_a_practice_question_never_tells_what_is_right_before_it_is_checked()
    {
        var id = await Room.StartAsync(Viewer, AttemptMode.Practice);
        for (var position = 1; position <= 20; position++)
        {
            var page = Open(id, position);
            Assert.All(page.FindAll("main input:not([type=checkbox]), option"), control => Assert.Matches("^[0-9]+(:[0-9]*)?$", control.GetAttribute("value")));
            Assert.All(page.FindAll(".opt"), option => Assert.Equal("opt", option.ClassName));
            Assert.DoesNotContain("why", page.Markup, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Coming_back_to_a_checked_question_shows_its_explanation_and_nothing_to_change()
    {
        var id = await Room.StartAsync(Viewer, AttemptMode.Practice);
        await Room.AnswerRightAsync(Viewer, id, count: 1);
        var page = Open(id, 1);
        page.WaitForAssertion(() => Assert.Equal("Right", page.Find(".told .tag").TextContent));
        Assert.Empty(page.FindAll("main input, main select"));
    }

    [Fact]
    public async Task A_question_that_another_tab_checked_shows_the_answer_of_that_tab()
    {
        var id = await Room.StartAsync(Viewer, AttemptMode.Practice);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        var wrong = await Room.WrongAsync(id, position);
        await page.Find("fieldset.question").InputAsync(new ChangeEventArgs { Value = "0" });
        await Room.Get<AttemptService>().AnswerAsync(Viewer, id, position, wrong, Guid.CreateVersion7(), CancellationToken.None);
        await page.Find("button.main").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Not right", page.Find(".told .tag").TextContent));
        Assert.Equal(wrong, (await Room.ViewAsync(Viewer, id)).Items[position - 1].Response);
    }

    [Fact]
    public async Task While_the_database_cannot_be_written_no_key_is_told()
    {
        var id = await Room.StartAsync(Viewer, AttemptMode.Practice);
        var page = Open(id, await FirstChoiceAsync(id));
        await page.Find("fieldset.question").InputAsync(new ChangeEventArgs { Value = "0" });
        Room.MakeReadOnly(true);
        await page.Find("button.main").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Not saved.", page.Find("[role=alert] .note").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".told, .why, .opt.right"));
        Room.MakeReadOnly(false);
        await page.Find("[role=alert] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".told")));
    }

    [Fact]
    public async Task The_last_question_finishes_the_practice_or_leads_to_what_is_left()
    {
        var id = await Room.StartAsync(Viewer, AttemptMode.Practice);
        await Room.AnswerRightAsync(Viewer, id, count: 19);
        var open = Open(id, 20);
        Assert.EndsWith("/review", open.Find(".bar a.quiet").GetAttribute("href"), StringComparison.Ordinal);
        await Room.AnswerRightAsync(Viewer, id, from: 20);
        var page = Open(id, 20);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".told")));
        await page.Find("button.main").ClickAsync(new());
        Assert.EndsWith($"quiz/{id}/result", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal(AttemptState.Graded, (await Room.ViewAsync(Viewer, id)).State);
    }

    [Fact]
    public async Task A_practice_that_was_left_open_too_long_is_closed_without_a_word_about_time()
    {
        var id = await Room.StartAsync(Viewer, AttemptMode.Practice);
        Room.Clock.Advance(AttemptStart.PracticeLimit);
        var page = Open(id, 1);
        Assert.Equal("This practice is closed", page.Find("h1").TextContent);
    }

    private IRenderedComponent<QuizPage> Open(Guid id, int position)
    {
        var page = Render<QuizPage>(parameters => parameters.Add(p => p.AttemptId, id).Add(p => p.Position, position));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }

    private async Task<int> FirstChoiceAsync(Guid id) =>
        (await Room.ViewAsync(Viewer, id)).Items.First(item => item.Kind != QuestionPrompt.MatchingId && item.Options.Count > 1).Position;
}
