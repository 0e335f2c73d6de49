using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class RefresherJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task Somebody_with_something_due_refreshes_it_by_keyboard_leaves_in_the_middle_and_finishes_later()
    {
        await using var visit = await Visit.OpenAsync(fixture, "ru");
        var page = visit.Page;
        await visit.SignInAsync("manager");
        await visit.GoAsync("/");
        await visit.AssertAccessibleAsync();
        await page.Locator("section.refresh button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await visit.AtAsync("/quiz/.*/1$");
        await AnswerAsync(visit);
        await visit.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("n");
        await visit.AtAsync("/2$");
        await AnswerAsync(visit);

        // Away, and back by the card, to the first question that is not answered.
        await visit.GoAsync("/");
        await visit.AssertAccessibleAsync();
        await page.Locator("section.refresh a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await visit.AtAsync("/quiz/.*/3$");
        for (var position = 3; position <= 5; position++)
        {
            await visit.AtAsync($"/{position}$");
            await AnswerAsync(visit);
            await page.Keyboard.PressAsync(position < 5 ? "n" : "Enter");
        }

        await visit.AtAsync("/result$");
        await page.Locator("ul.refreshed").First.WaitForAsync();
        await visit.AssertAccessibleAsync();
        Assert.Equal(5, await page.Locator("ul.refreshed > li").CountAsync());

        // Rested for now, and it stands in the record.
        var result = new Uri(page.Url).AbsolutePath.TrimStart('/');
        await visit.GoAsync("/record");
        await Assertions.Expect(page.Locator($"a[href='{result}']")).ToHaveCountAsync(1);
        visit.AssertQuiet();
    }

    private static async Task AnswerAsync(Visit visit)
    {
        var page = visit.Page;
        await visit.LiveAsync();
        await page.Locator("fieldset.question").WaitForAsync();
        await Quiz.ChooseAsync(page);
        await Assertions.Expect(page.Locator("button.main")).ToBeEnabledAsync();
        await page.Locator("button.main").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".told").WaitForAsync();
        await Assertions.Expect(page.Locator(".told")).ToBeFocusedAsync();
    }
}
