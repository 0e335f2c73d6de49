using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class EditorJourney(BrowserFixture fixture)
{
    private const string Course = "working-with-state-secrets";

    private const string Document = "rules/travel-approval/current-holder-without-approval.yaml";

    [Theory]
    [InlineData("en", "editor", "Reworded in the browser: according to the NSC's answer, a current holder needs approval for a trip abroad, and without it faces administrative liability.")]
    [InlineData("ru", "reviewer", "Изменено в браузере: согласно ответу КНБ, допущенному лицу нужно согласование поездки, без него наступает административная ответственность.")]
    [InlineData("kk", "admin", "Браузерде өзгертілді: ҰҚК жауабы бойынша, рұқсат етілген адамға шетелге шығу үшін келісім қажет, келісімсіз әкімшілік жауаптылық туындайды.")]
    public async Task A_changed_statement_reaches_the_next_exam_and_leaves_the_old_attempt_as_it_was(string language, string learner, string statement)
    {
        await using var reader = await Visit.OpenAsync(fixture, language);
        await reader.SignInAsync(learner);
        var old = await FinishAsync(reader);
        var before = await reader.Page.Locator(".page.result").InnerTextAsync();
        Assert.DoesNotContain(statement, before, StringComparison.Ordinal);
        string address;

        await using (var editor = await Visit.OpenAsync(fixture, language))
        {
            await editor.SignInAsync("editor");
            await editor.GoAsync($"/admin/content/document/{Document}");
            var field = editor.Page.Locator($"#statement-{language}");
            await field.FillAsync(statement);
            await editor.Page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(editor.Page.Locator(".knb").GetByText(statement).First).ToBeVisibleAsync();
            await editor.AssertAccessibleAsync();
            await editor.Page.Locator(".savebar button").First.ClickAsync();
            await Assertions.Expect(editor.Page.Locator(".status .saved")).ToBeVisibleAsync();
            await editor.Page.Locator("p.back a").ClickAsync();
            address = await AskReviewAsync(editor);
            editor.AssertQuiet();
        }

        await using (var publisher = await Visit.OpenAsync(fixture, language))
        {
            await publisher.SignInAsync("reviewer");
            await publisher.GoAsync(address);
            await publisher.AssertAccessibleAsync();

            // Approve and publish: each asks once.
            foreach (var step in new[] { "approve", "publish" })
            {
                await publisher.Page.Locator("main > .bar button.main").First.ClickAsync();
                if (step == "publish")
                {
                    // One language says something new: the others are published as they are by choice alone.
                    await publisher.Page.Locator("main form .note.w input").CheckAsync();
                }

                await publisher.Page.Locator("main form .bar button.main").ClickAsync();
                await Assertions.Expect(publisher.Page.Locator("main form")).ToHaveCountAsync(0);
            }

            await Assertions.Expect(publisher.Page.Locator(".status .tag.r")).ToBeVisibleAsync();
            await publisher.AssertAccessibleAsync();
            publisher.AssertQuiet();
        }

        await reader.Page.GotoAsync($"{old}/result");
        Assert.Equal(before, await reader.Page.Locator(".page.result").InnerTextAsync());

        await FinishAsync(reader);
        Assert.Contains(statement, await ExplanationsAsync(reader), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_with_a_finding_is_refused_and_the_draft_is_kept()
    {
        const string path = "rules/travel-approval/current-holder-with-approval.yaml";
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("editor");
        await visit.GoAsync($"/admin/content/document/{path}");
        await page.Locator("#statement-en").FillAsync("");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("#statement-en-error")).ToBeVisibleAsync();
        await page.Locator(".savebar button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".status .saved")).ToBeVisibleAsync();

        await using var publisher = await Visit.OpenAsync(fixture, "en");
        await publisher.SignInAsync("reviewer");
        await page.Locator("p.back a").ClickAsync();
        await Assertions.Expect(page.Locator($"ul.findings a[href*='{path}']").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main > .bar button").First).ToBeDisabledAsync();
        await publisher.GoAsync(new Uri(page.Url).PathAndQuery);
        await Assertions.Expect(publisher.Page.Locator($"ul.findings a[href*='{path}']").First).ToBeVisibleAsync();
        await Assertions.Expect(publisher.Page.Locator("main > .bar button.main")).ToHaveCountAsync(0);

        await visit.GoAsync($"/admin/content/document/{path}");
        await Assertions.Expect(page.Locator("#statement-en")).ToHaveValueAsync("");
        await page.Locator(".savebar button").Nth(1).ClickAsync();
        await page.Locator(".savebar [role=alert] + button").ClickAsync();
        await Assertions.Expect(page.Locator("#statement-en")).Not.ToHaveValueAsync("");
    }

    /// <summary>On the page of a change: says why it is made, and asks for its review.</summary>
    /// <returns>The address of the page.</returns>
    private static async Task<string> AskReviewAsync(Visit visit)
    {
        await visit.Page.Locator("main > .bar button.main").ClickAsync();
        await visit.Page.Locator("#change-words").FillAsync("§ 3");
        await visit.Page.Locator("main form .bar button.main").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".status .tag.p")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        return new Uri(visit.Page.Url).PathAndQuery;
    }

    /// <summary>An attempt with one answer, submitted; the visit then stands on its result.</summary>
    private static async Task<string> FinishAsync(Visit visit)
    {
        var attempt = await Quiz.StartAsync(visit, Course);
        await Quiz.AnswerAsync(visit);
        await visit.GoAsync($"{attempt}/review");
        await Quiz.SubmitAsync(visit, confirm: true);
        return attempt;
    }

    private static async Task<string> ExplanationsAsync(Visit visit) => await visit.Page.EvaluateAsync<string>("() => document.querySelector('.page.result').textContent");
}
