using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class EmployeeJourney(BrowserFixture fixture)
{
    private const string Course = "working-with-state-secrets";

    [Theory]
    [InlineData("en", "employee", "travel-and-approval")]
    [InlineData("ru", "ivan.sorokovoy", "disclosure-and-loss")]
    [InlineData("kk", "bota.shayakhmet", "after-access-ends")]
    public async Task An_employee_takes_a_lesson_and_an_exam_by_keyboard_and_loses_nothing_in_a_reload(string language, string person, string lesson)
    {
        await using var visit = await Visit.OpenAsync(fixture, language);
        var page = visit.Page;
        await visit.SignInAsync(person);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Assertions.Expect(page.Locator("main h1")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();

        await visit.GoAsync($"/learn/{Course}/{lesson}");
        await page.Locator("article.lesson h1").WaitForAsync();
        await visit.AssertAccessibleAsync();
        if (await page.Locator("section.end button.main").CountAsync() > 0)
        {
            await page.Locator("section.end button.main").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
        }

        await Assertions.Expect(page.Locator("section.end a.main")).ToBeVisibleAsync();

        await visit.GoAsync($"/learn/{Course}");
        await visit.AssertAccessibleAsync();
        var attempt = await Quiz.StartAsync(visit, Course);
        await visit.AssertAccessibleAsync();
        await Quiz.AnswerAsync(visit);
        await Quiz.NextAsync(visit);
        await visit.AtAsync("/2$");
        await Quiz.AnswerAsync(visit);
        var question = await page.Locator("fieldset.question legend").InnerTextAsync();
        var chosen = await ChosenAsync(page);

        await page.ReloadAsync();
        await visit.LiveAsync();
        await page.Locator("fieldset.question").WaitForAsync();
        Assert.EndsWith("/2", page.Url, StringComparison.Ordinal);
        Assert.Equal(question, await page.Locator("fieldset.question legend").InnerTextAsync());
        Assert.Equal(chosen, await ChosenAsync(page));

        await Quiz.AnswerRestAsync(visit);
        await visit.AssertAccessibleAsync();
        await Quiz.SubmitAsync(visit, confirm: false);
        await visit.AssertAccessibleAsync();
        Assert.NotEqual(0, await page.Locator("ol.why li").CountAsync());

        await page.GotoAsync($"{attempt}/3");
        await Assertions.Expect(page.Locator("fieldset.question")).ToHaveCountAsync(0);
        visit.AssertQuiet();
    }

    [Fact]
    public async Task Switching_the_language_in_the_middle_of_an_exam_keeps_place_and_answers()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("auditor");
        var attempt = await Quiz.StartAsync(visit, Course);
        await Quiz.AnswerAsync(visit);
        await Quiz.NextAsync(visit);
        await visit.AtAsync("/2$");
        await Quiz.AnswerAsync(visit);
        var chosen = await ChosenAsync(page);
        var english = await page.Locator("fieldset.question legend").InnerTextAsync();

        await page.GotoAsync($"/language?to=kk&back={Uri.EscapeDataString($"{attempt}/2")}");
        await page.Locator("fieldset.question").WaitForAsync();
        Assert.EndsWith("/2", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "kk");
        Assert.NotEqual(english, await page.Locator("fieldset.question legend").InnerTextAsync());
        Assert.Equal(chosen, await ChosenAsync(page));
    }

    [Fact]
    public async Task An_exam_can_be_taken_on_a_phone()
    {
        await using var visit = await Visit.OpenAsync(fixture, "kk", width: 360, height: 740);
        await visit.SignInAsync("auditor");
        await Quiz.StartAsync(visit, "who-protects-state-secrets");
        await Quiz.AnswerAsync(visit);
        var wider = await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth");
        Assert.False(wider, "The page scrolls sideways at 360 pixels.");
        await visit.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_key_pressed_before_the_page_listens_chooses_nothing_and_still_goes_on()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("auditor");
        var attempt = await Quiz.StartAsync(visit, "who-protects-state-secrets");
        var position = await FirstToChooseAsync(visit, attempt);

        // A socket that opens and never says a word: the page as it is before its circuit.
        await page.RouteWebSocketAsync("**/_blazor*", _ => { });
        await page.GotoAsync($"{attempt}/{position}");
        await Assertions.Expect(page.Locator("fieldset.question")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToHaveAttributeAsync("data-live", "no");
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator("fieldset.question input:checked")).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("n");
        await visit.AtAsync($"/({position + 1}|review)$");
    }

    /// <summary>The position of the first question with options to choose from and none chosen.</summary>
    private static async Task<int> FirstToChooseAsync(Visit visit, string attempt)
    {
        for (var position = 1; ; position++)
        {
            await visit.GoAsync($"{attempt}/{position}");
            await visit.Page.Locator("fieldset.question").WaitForAsync();
            if (await visit.Page.Locator("fieldset.question input").CountAsync() > 0 && await visit.Page.Locator("fieldset.question input:checked").CountAsync() == 0)
            {
                return position;
            }
        }
    }

    private static async Task<string> ChosenAsync(IPage page) => await page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('fieldset.question input:checked, fieldset.question select')].map(e => e.value).join('|')");
}
