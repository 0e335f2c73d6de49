using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class PracticeJourney(BrowserFixture fixture)
{
    private const string Course = "working-with-state-secrets";

    [Fact]
    public async Task An_employee_practises_by_keyboard_and_says_how_sure_and_finds_it_in_the_record()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("reviewer");
        await visit.GoAsync($"/learn/{Course}");
        await page.Locator("section.practice button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("fieldset.question").WaitForAsync();
        await visit.LiveAsync();
        await visit.AssertAccessibleAsync();
        var attempt = new Uri(page.Url).AbsolutePath[..^2];

        // Certainty first: a reload and another language keep it; the answer is not stored before it is checked.
        await page.Locator(".certainty input").Last.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".receipt .saved")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"\d\d:\d\d:\d\d", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMinutes(1)));
        await visit.GoAsync($"/language?to=kk&back={Uri.EscapeDataString($"{attempt}/1")}");
        await Assertions.Expect(page.Locator(".certainty input").Last).ToBeCheckedAsync();
        await visit.GoAsync($"/language?to=en&back={Uri.EscapeDataString($"{attempt}/1")}");
        Assert.Equal(0, await page.Locator(".opt.right, .why").CountAsync());

        await Quiz.ChooseAsync(page);
        await Assertions.Expect(page.Locator("button.main")).ToBeEnabledAsync();
        if (await page.Locator("fieldset.question select").CountAsync() > 0)
        {
            await page.Locator("button.main").FocusAsync();
        }

        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".told").WaitForAsync();
        await Assertions.Expect(page.Locator(".told")).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();
        Assert.NotEqual(0, await page.Locator("ol.why li").CountAsync());
        Assert.NotEqual(0, await page.Locator(".opt.right").CountAsync());

        await page.ReloadAsync();
        await visit.LiveAsync();
        await page.Locator(".told").WaitForAsync();
        Assert.Equal(0, await page.Locator("main input, main select").CountAsync());
        await page.Keyboard.PressAsync("n");
        await visit.AtAsync("/2$");

        // Finished early, by the overview.
        await visit.GoAsync($"{attempt}/review");
        await Quiz.SubmitAsync(visit, confirm: true);
        await visit.AssertAccessibleAsync();
        await Assertions.Expect(page.Locator(".calibration li")).ToHaveCountAsync(1);

        await visit.GoAsync("/record");
        await visit.AssertAccessibleAsync();
        await page.Locator($"a[href='quiz{attempt["/quiz".Length..]}/result']").ClickAsync();
        await visit.AtAsync("/result$");
        visit.AssertQuiet();
    }
}
