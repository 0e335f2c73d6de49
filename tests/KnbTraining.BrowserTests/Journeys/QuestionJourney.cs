using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class QuestionJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task A_question_is_written_step_by_step_on_a_phone_left_and_taken_up_again()
    {
        await using var visit = await Visit.OpenAsync(fixture, "ru", width: 390, height: 840);
        await visit.SignInAsync("editor");
        var page = visit.Page;
        await visit.GoAsync("/admin/content/new-question");
        await page.Locator("#new-question-stem").FillAsync("Что грозит Асель за несогласованный выезд?");
        await page.Locator("main form .btn.main").ClickAsync();
        await visit.AtAsync("/admin/content/document/questions/.+change=[0-9]+$");
        await visit.LiveAsync();
        await Assertions.Expect(page.Locator("#step-Rule")).ToHaveAttributeAsync("aria-current", "step");
        await Assertions.Expect(page.Locator(".finding")).ToHaveCountAsync(0);

        // Found by a word of another language; the heading of each step takes the focus.
        await page.Locator("#step-rules").FillAsync("unapproved travel during");
        await page.Locator(".pick-list .found button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".pick-list .statement")).ToBeVisibleAsync();
        await page.Locator("#step-next").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".steps-editor h2")).ToBeFocusedAsync();
        await page.Locator("section[aria-labelledby=proposed-right] .rows button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".option-edit.right")).ToHaveCountAsync(1);
        await page.Locator(".mixup .offer button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".option-edit")).ToHaveCountAsync(2);
        await visit.AssertAccessibleAsync();
        await page.Locator(".mixup > button").First.ClickAsync();
        await page.Locator("#option-c-text-ru").FillAsync("Ничего: поездка частная");
        await page.Locator("#step-Languages").ClickAsync();
        await Assertions.Expect(page.Locator("#stem-kk")).ToBeEditableAsync();
        await Assertions.Expect(page.Locator(".savebar")).ToContainTextAsync("сохранено");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));

        // Left and taken up again where something is missing.
        await page.ReloadAsync();
        await visit.LiveAsync();
        await Assertions.Expect(page.Locator("#step-Languages")).ToHaveAttributeAsync("aria-current", "step");
        await Assertions.Expect(page.Locator("fieldset:has(#option-c-text-kk) .first")).ToHaveTextAsync("Ничего: поездка частная");
        await page.Locator("#stem-en").FillAsync("What follows for Asel, who travelled without approval?");
        await page.Locator("#stem-kk").FillAsync("Келісімсіз шетелге шыққан Әселге не болады?");
        await page.Locator("#option-c-text-en").FillAsync("Nothing: the trip was private");
        await page.Locator("#option-c-text-kk").FillAsync("Ештеңе: сапар жеке болды");
        await page.Locator("#step-Look").ClickAsync();
        await Assertions.Expect(page.Locator(".preview .sheet")).ToBeVisibleAsync();
        await visit.AssertAccessibleButForColoursAsync();
        await page.Locator("#send-reason").FillAsync("Об этом часто спрашивают.");
        await page.Locator("main form .btn.main").ClickAsync();
        await visit.AtAsync("/admin/content/changes/[0-9]+$");
        await Assertions.Expect(page.Locator(".status .tag").First).ToBeVisibleAsync();
        visit.AssertQuiet();

        // Nothing of it stays behind for others.
        await visit.LiveAsync();
        await page.Locator("main > .bar button.quiet").Last.ClickAsync();
        await page.Locator("main form .bar button.main").ClickAsync();
        await Assertions.Expect(page.Locator("main form")).ToHaveCountAsync(0);
    }
}
