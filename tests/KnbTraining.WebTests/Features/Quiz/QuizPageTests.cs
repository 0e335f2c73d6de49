using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Questions;
using KnbTraining.Web.Features.Quiz;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class QuizPageTests : LearnerRoom
{
    [Fact]
    public async Task Choosing_saves_at_once_and_the_receipt_tells_the_servers_time()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        Assert.Equal("", Receipt(page));
        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.WaitForAssertion(() => Assert.Equal("Saved 09:00:00", Receipt(page)));
        var stored = (await Room.ViewAsync(Viewer, id)).Items[position - 1];
        Assert.Equal([stored.Options[0].Id], stored.Response);
    }

    [Fact]
    public async Task Coming_back_shows_what_is_stored_with_its_receipt()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, id);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        Assert.StartsWith("Saved", Receipt(page), StringComparison.Ordinal);
        var stored = (await Room.ViewAsync(Viewer, id)).Items[position - 1];
        Assert.NotEmpty(stored.Response);
        Assert.Equal(stored.Options.Select(option => stored.Response.Contains(option.Id)), page.FindAll("fieldset.question input").Select(input => input.HasAttribute("checked")));
    }

    [Fact]
    public async Task Following_a_link_to_the_question_that_is_open_keeps_what_was_chosen()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.WaitForAssertion(() => Assert.Equal("Saved 09:00:00", Receipt(page)));
        page.Render(parameters => parameters.Add(p => p.Position, position));
        Assert.Equal("Saved 09:00:00", Receipt(page));
        Assert.True(page.Find("main input").HasAttribute("checked"));
    }

    [Fact]
    public async Task While_the_database_cannot_be_written_the_page_says_not_saved_and_offers_to_try_again()
    {
        var id = await Room.StartAsync(Viewer);
        var page = Open(id, await FirstChoiceAsync(id));
        Room.MakeReadOnly(true);
        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.WaitForAssertion(() => Assert.Contains("Not saved.", page.Find("[role=alert] .note").TextContent, StringComparison.Ordinal));
        Assert.Equal("", Receipt(page));
        Room.MakeReadOnly(false);
        await page.Find("[role=alert] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.StartsWith("Saved", Receipt(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_choice_after_the_session_ended_is_neither_stored_nor_called_heard()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        var heard = page.Find(".receipt").GetAttribute("data-heard");
        ((SignedIn)Services.GetRequiredService<AuthenticationStateProvider>()).End();

        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });

        Assert.Equal(heard, page.Find(".receipt").GetAttribute("data-heard"));
        Assert.Equal("", Receipt(page));
        Assert.Empty((await Room.ViewAsync(Viewer, id)).Items[position - 1].Response);
    }

    [Fact]
    public async Task An_answer_to_an_attempt_that_another_tab_submitted_is_refused_in_words()
    {
        var id = await Room.StartAsync(Viewer);
        var page = Open(id, await FirstChoiceAsync(id));
        await Room.Get<AttemptService>().SubmitAsync(Viewer, id, CancellationToken.None);
        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.WaitForAssertion(() => Assert.Contains("already finished", page.Find("[role=alert] .note").TextContent, StringComparison.Ordinal));
        Assert.Equal("", Receipt(page));
        Assert.EndsWith("/result", page.Find("[role=alert] a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_moves_on_before_a_refusal_is_told_on_the_next_page()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        Room.MakeReadOnly(true);
        var choosing = page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.Render(parameters => parameters.Add(p => p.Position, position + 1));
        await choosing;
        page.WaitForAssertion(() => Assert.Contains(
            $"The answer to question {position} was not saved.", page.Find(".page > [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("", Receipt(page));
    }

    [Fact]
    public async Task The_answer_of_another_tab_shows_on_the_next_action()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        var other = (await Room.ViewAsync(Viewer, id)).Items[position - 1].Options[1].Id;
        await Room.Get<AttemptService>().AnswerAsync(Viewer, id, position, [other], Guid.CreateVersion7(), CancellationToken.None);
        await page.Find("[aria-pressed]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[aria-pressed]").GetAttribute("aria-pressed")));
        Assert.True(page.FindAll("main input")[1].HasAttribute("checked"));
    }

    [Fact]
    public async Task The_markup_of_an_open_attempt_never_tells_what_is_right()
    {
        var id = await Room.StartAsync(Viewer);
        var keys = await Room.KeysAsync(id);
        await Room.AnswerRightAsync(Viewer, id);
        var graded = await ExplanationsAsync(id);
        for (var position = 1; position <= keys.Count; position++)
        {
            var page = Open(id, position);
            var markup = page.Markup;
            Assert.All(page.FindAll("main input:not([type=checkbox]), option"), control => Assert.Matches("^[0-9]+(:[0-9]*)?$", control.GetAttribute("value")));
            Assert.DoesNotContain("why", markup, StringComparison.Ordinal);
            Assert.All(graded[position], sentence => Assert.DoesNotContain(sentence, markup, StringComparison.Ordinal));

            // All options look alike, but for the one that was chosen.
            Assert.All(page.FindAll(".opt"), option => Assert.Equal("opt", option.ClassName));
        }
    }

    [Fact]
    public async Task Somebody_elses_and_a_forged_attempt_are_not_there()
    {
        var other = await Room.AddAsync(new PersonBuilder().Named("Somebody Else"));
        Assert.Contains("not yours to see", Open(await Room.StartAsync(other), 1).Markup, StringComparison.Ordinal);
        Assert.Contains("not yours to see", Open(Guid.CreateVersion7(), 1).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_attempt_leads_to_its_result()
    {
        var id = await Room.SitAsync(Viewer, right: 3);
        var page = Open(id, 1);
        Assert.Empty(page.FindAll("fieldset"));
        Assert.EndsWith("/result", page.Find(".btn.main").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_deadline_the_page_says_that_the_time_is_up_and_leads_to_the_result()
    {
        var id = await Room.StartAsync(Viewer);
        Room.Clock.Advance(TimeSpan.FromMinutes(30));
        var late = Open(id, 1);
        Assert.Contains("The time is up", late.Find("h1").TextContent, StringComparison.Ordinal);
        await late.Find("button.main").ClickAsync(new());
        Assert.EndsWith($"quiz/{id}/result", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_attempt_alone_leads_to_the_first_item_without_an_answer()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, id, count: 2);
        Render<QuizPage>(page => page.Add(p => p.AttemptId, id));
        Assert.EndsWith($"quiz/{id}/3", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_sure_one_is_is_saved_at_once_and_shows_again_after_a_reload()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        Assert.Equal(["Not sure", "Fairly sure", "Sure"], page.FindAll(".certainty label").Select(label => label.TextContent));
        Assert.Empty(page.FindAll(".certainty [checked], .certainty [required]"));
        await page.FindAll(".certainty input")[1].InputAsync(new ChangeEventArgs { Value = "1" });
        page.WaitForAssertion(() => Assert.Equal("How sure you are: saved 09:00:00", Receipt(page)));
        Assert.Equal(Certainty.Middle, (await Room.ViewAsync(Viewer, id)).Items[position - 1].Certainty);
        Assert.True(Open(id, position).FindAll(".certainty input")[1].HasAttribute("checked"));
    }

    [Fact]
    public async Task A_certainty_that_was_not_saved_is_said_not_to_be_and_can_be_sent_again()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        Room.MakeReadOnly(true);
        await page.Find(".certainty input").InputAsync(new ChangeEventArgs { Value = "2" });
        page.WaitForAssertion(() => Assert.Contains("How sure you are was not saved.", page.Find("[role=alert] .note").TextContent, StringComparison.Ordinal));
        Room.MakeReadOnly(false);
        await page.Find("[role=alert] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.StartsWith("How sure you are: saved", Receipt(page), StringComparison.Ordinal));
        Assert.Equal(Certainty.High, (await Room.ViewAsync(Viewer, id)).Items[position - 1].Certainty);
    }

    [Fact]
    public async Task Whoever_moves_on_before_a_certainty_is_refused_is_told_which_one()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        Room.MakeReadOnly(true);
        var stating = page.Find(".certainty input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.Render(parameters => parameters.Add(p => p.Position, position + 1));
        await stating;
        page.WaitForAssertion(() => Assert.Contains(
            $"How sure you were of question {position} was not saved.", page.Find(".page > [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_moves_on_before_a_mark_is_refused_is_told_which_one()
    {
        var id = await Room.StartAsync(Viewer);
        var page = Open(id, 1);
        Room.MakeReadOnly(true);
        var marking = page.Find("[aria-pressed]").ClickAsync(new());
        page.Render(parameters => parameters.Add(p => p.Position, 2));
        await marking;
        page.WaitForAssertion(() => Assert.Contains(
            "The mark on question 1 was not saved.", page.Find(".page > [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mark_that_was_not_saved_is_said_not_to_be_and_trying_again_sends_the_mark()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        Room.MakeReadOnly(true);
        await page.Find("[aria-pressed]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("The mark was not saved.", page.Find("[role=alert] .note").TextContent, StringComparison.Ordinal));
        Room.MakeReadOnly(false);
        await page.Find("[role=alert] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=alert] .note")));
        var stored = (await Room.ViewAsync(Viewer, id)).Items[position - 1];
        Assert.True(stored.Flagged);
        Assert.Null(stored.SavedAt);
    }

    [Fact]
    public async Task When_another_window_goes_on_this_one_says_so_at_once_and_takes_no_more_input()
    {
        var id = await Room.StartAsync(Viewer);
        var page = Open(id, await FirstChoiceAsync(id));
        page.WaitForState(() => Claim(id) is not null);
        await ClaimElsewhereAsync(id);
        page.WaitForAssertion(() => Assert.Contains("in another window or on another device at 09:00", page.Find(".taken").TextContent, StringComparison.Ordinal));
        Assert.All(page.FindAll("fieldset, [aria-pressed]"), control => Assert.True(control.HasAttribute("disabled")));

        await page.Find(".taken button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".taken")));
        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.WaitForAssertion(() => Assert.StartsWith("Saved", Receipt(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Going_on_here_shows_what_was_answered_elsewhere()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        page.WaitForState(() => Claim(id) is not null);
        var elsewhere = await ClaimElsewhereAsync(id);
        var other = (await Room.ViewAsync(Viewer, id)).Items[position - 1].Options[1].Id;
        await Room.Get<AttemptService>().AnswerAsync(Viewer, id, position, [other], new SentStep(Guid.CreateVersion7(), elsewhere), CancellationToken.None);
        page.WaitForElement(".taken");
        await page.Find(".taken button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.True(page.FindAll("main input")[1].HasAttribute("checked")));
    }

    [Fact]
    public async Task A_page_of_another_process_is_told_when_its_next_answer_is_refused()
    {
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        page.WaitForState(() => Claim(id) is not null);
        await using (var db = Room.Open())
        {
            // As another process writes it: nobody here is told.
            await db.Attempts.ExecuteUpdateAsync(rows => rows.SetProperty(row => row.ClaimId, Guid.CreateVersion7()).SetProperty(row => row.ClaimedAt, Room.Clock.GetUtcNow()), CancellationToken.None);
        }

        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.WaitForElement(".taken");
        Assert.Equal("", Receipt(page));
        Assert.Empty((await Room.ViewAsync(Viewer, id)).Items[position - 1].Response);
    }

    [Fact]
    public async Task A_window_that_no_longer_answers_takes_the_attempt_from_nobody_and_one_that_answers_later_goes_on()
    {
        var browser = JSInterop.Setup<string?>("knb.claim", _ => true);
        browser.SetCanceled();
        var id = await Room.StartAsync(Viewer);
        var position = await FirstChoiceAsync(id);
        var page = Open(id, position);
        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "0" });
        page.WaitForAssertion(() => Assert.Contains("Not saved.", page.Find("[role=alert] .note").TextContent, StringComparison.Ordinal));
        Assert.Null(Claim(id));

        browser.SetResult(null);
        await page.Find("[role=alert] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.StartsWith("Saved", Receipt(page), StringComparison.Ordinal));
        Assert.NotNull(Claim(id));
    }

    [Fact]
    public async Task Moving_on_to_another_question_in_one_window_claims_once()
    {
        var id = await Room.StartAsync(Viewer);
        var page = Open(id, 1);
        page.WaitForState(() => Claim(id) is not null);
        page.Render(parameters => parameters.Add(p => p.Position, 2));
        Open(id, 3);
        await using var db = Room.Open();
        Assert.Equal(1, await db.AttemptSteps.CountAsync(step => step.Kind == StepKind.Claimed, CancellationToken.None));
        Assert.Empty(page.FindAll(".taken"));
    }

    [Fact]
    public async Task What_the_server_has_heard_is_told_in_the_places_of_the_controls()
    {
        var id = await Room.StartAsync(Viewer);
        var page = Open(id, await FirstChoiceAsync(id));
        Assert.Equal("#", page.Find(".receipt").GetAttribute("data-heard"));
        await page.Find("main input").InputAsync(new ChangeEventArgs { Value = "1" });
        await page.FindAll(".certainty input")[2].InputAsync(new ChangeEventArgs { Value = "2" });
        page.WaitForAssertion(() => Assert.Equal("1#2", page.Find(".receipt").GetAttribute("data-heard")));
    }

    private static string Receipt(IRenderedComponent<QuizPage> page) => page.Find(".saved").TextContent;

    private IRenderedComponent<QuizPage> Open(Guid id, int position)
    {
        var page = Render<QuizPage>(parameters => parameters.Add(p => p.AttemptId, id).Add(p => p.Position, position));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }

    private async Task<int> FirstChoiceAsync(Guid id) =>
        (await Room.ViewAsync(Viewer, id)).Items.First(item => item.Kind != QuestionPrompt.MatchingId && item.Options.Count > 1).Position;

    /// <summary>By position, every sentence that explains the item and is no part of its question.</summary>
    private async Task<Dictionary<int, string[]>> ExplanationsAsync(Guid id)
    {
        var copy = await Room.ViewAsync(Viewer, id);
        await using var db = Room.Open();
        var attempt = db.Attempts.Single(found => found.Id == id);
        var bank = EditionSample.Edition.ItemsOn(attempt.LawDate);
        var ids = db.Attempts.Where(found => found.Id == id).SelectMany(found => found.Items)
            .Select(item => new { item.Position, item.Family.FamilyId, item.Variant }).ToArray();
        return ids.ToDictionary(entry => entry.Position, entry =>
        {
            var shown = copy.Items[entry.Position - 1];
            var item = bank.Create(entry.FamilyId, entry.Variant);

            // What the item itself says is no secret: a rule among options is told by the facts that its derivation names.
            var asked = string.Join(' ', [shown.Case, shown.Question, .. shown.Options.Concat(shown.Rows).Concat(shown.Choices).Select(part => part.Text)]);
            string[] stated = [.. item.Reveals.Select(rule => EditionSample.Edition.Rules[rule].Statement["en"])];
            return bank.Explain(item, [], "en").Steps.Select(step => step.Title)
                .Where(title => !asked.Contains(title, StringComparison.Ordinal) && !Array.Exists(stated, statement => title.Contains(statement, StringComparison.Ordinal)))
                .ToArray();
        });
    }
}
