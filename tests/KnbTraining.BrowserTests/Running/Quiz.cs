using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Running;

/// <summary>What a person does in an exam, by keyboard alone.</summary>
public static class Quiz
{
    /// <summary>Starts the exam of a course, or continues the open one, and waits for its first question.</summary>
    /// <returns>The path of the attempt, for example <c>/quiz/0199…</c>.</returns>
    public static async Task<string> StartAsync(Visit visit, string course)
    {
        await visit.GoAsync($"/learn/{course}");
        await visit.Page.Locator("section.exam a.btn").ClickAsync();
        await visit.Page.Locator(".begin button.main, fieldset.question").First.WaitForAsync();
        if (await visit.Page.Locator(".begin button.main").CountAsync() > 0)
        {
            await visit.Page.Locator(".begin button.main").ClickAsync();
        }

        await visit.AtAsync("/quiz/");
        await visit.Page.Locator("fieldset.question").WaitForAsync();
        var path = new Uri(visit.Page.Url).AbsolutePath.Trim('/').Split('/');
        return $"/{path[0]}/{path[1]}";
    }

    /// <summary>Answers the question on the page, unless it has an answer already, and waits for the receipt of all that is chosen.</summary>
    public static async Task AnswerAsync(Visit visit)
    {
        var page = visit.Page;
        await ReadyAsync(visit);
        await ChooseAsync(page);
        await Assertions.Expect(page.Locator(".receipt:not([data-unsent])")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".saved")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"\d\d:\d\d:\d\d", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMinutes(1)));
    }

    /// <summary>
    /// Chooses something where nothing is chosen yet: the first option, or the first partner of each row. The key of an
    /// option that is chosen would take it back where several can be chosen.
    /// </summary>
    public static async Task ChooseAsync(IPage page)
    {
        var lists = page.Locator("fieldset.question select");
        var count = await lists.CountAsync();
        if (count == 0 && await page.Locator(".opt input:checked").CountAsync() == 0)
        {
            await page.Keyboard.PressAsync("a");
            await page.Locator(".opt input:checked").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        }

        for (var i = 0; i < count; i++)
        {
            var list = lists.Nth(i);
            if ((await list.InputValueAsync()).EndsWith(':'))
            {
                await list.FocusAsync();
                await page.Keyboard.PressAsync("ArrowDown");
            }
        }
    }

    /// <summary>Answers every question from the one on the page to the last, and stands on the review page.</summary>
    public static async Task AnswerRestAsync(Visit visit)
    {
        while (!visit.Page.Url.EndsWith("/review", StringComparison.Ordinal))
        {
            var before = visit.Page.Url;
            await AnswerAsync(visit);
            await NextAsync(visit);
            await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(before);
            await visit.Page.Locator("fieldset.question, ol.review").First.WaitForAsync();
        }

        await visit.LiveAsync();
    }

    /// <summary>Goes on by keyboard: by the single key, or with Enter on the button where a list would take the key.</summary>
    public static async Task NextAsync(Visit visit)
    {
        if (await visit.Page.Locator("fieldset.question select").CountAsync() > 0)
        {
            await visit.Page.Locator(".bar a.main").FocusAsync();
            await visit.Page.Keyboard.PressAsync("Enter");
        }
        else
        {
            await visit.Page.Keyboard.PressAsync("n");
        }
    }

    /// <summary>From the review page to the result; confirms where questions are unanswered.</summary>
    public static async Task SubmitAsync(Visit visit, bool confirm)
    {
        var page = visit.Page;
        await page.Locator(".bar button.main").ClickAsync();
        if (confirm)
        {
            await page.Locator("div[role=alert] button").ClickAsync();
        }

        await visit.AtAsync("/result$");
        await page.Locator("h1").WaitForAsync();
        Assert.NotEqual(0, await page.Locator("article.answer, details.answer").CountAsync());
    }

    /// <summary>Waits until the page listens: keys pressed before that go nowhere.</summary>
    private static async Task ReadyAsync(Visit visit)
    {
        await visit.LiveAsync();

        // The address changes before the page does.
        var position = new Uri(visit.Page.Url).Segments[^1];
        await visit.Page.Locator($".track progress[value='{position}']").WaitForAsync();
        await visit.Page.Locator("fieldset.question").WaitForAsync();
    }
}
