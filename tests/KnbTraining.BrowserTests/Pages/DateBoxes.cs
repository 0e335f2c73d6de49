using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

/// <summary>The boxes for a day, by keyboard alone.</summary>
[Collection(BrowserFixture.Journeys)]
public sealed class DateBoxes(BrowserFixture fixture)
{
    [Theory]
    [InlineData("/admin/reports?asOf=2026-11-10", "#report-day", "asOf")]
    [InlineData("/admin/law?on=2026-11-10", "#law-day", "on")]
    public async Task Tab_enters_the_box_and_an_arrow_moves_the_day_by_one(string path, string box, string parameter)
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("admin");
        await visit.GoAsync(path);
        await Assertions.Expect(page.Locator(box)).ToHaveValueAsync("2026-11-10");
        await TabToAsync(page, box);

        // Month, day and year are places of the box; the browser's language here is English.
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await visit.AtAsync($"{parameter}=2026-11-09");
        await Assertions.Expect(page.Locator(box)).ToBeFocusedAsync();

        // The address changes before the page is drawn for the new day.
        await visit.GoneQuietAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.TypeAsync("2025");
        await visit.AtAsync($"{parameter}=2025-11-09");
        await Assertions.Expect(page.Locator(box)).ToHaveValueAsync("2025-11-09");
    }

    [Fact]
    public async Task The_day_of_a_review_is_typed_and_saved()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("editor");
        await visit.GoAsync("/admin/content/document/rules/liability/current-holder-disclosure.yaml");
        var box = page.Locator("#rule-review");
        await page.Locator("#part-force").ClickAsync();
        await box.FocusAsync();
        await page.Keyboard.TypeAsync("11092027");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(box).ToHaveValueAsync("2027-11-09");
        await page.Locator(".savebar button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".status .saved")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await visit.LiveAsync();
        await page.Locator("#part-force").ClickAsync();
        await Assertions.Expect(box).ToHaveValueAsync("2027-11-09");
    }

    private static async Task TabToAsync(IPage page, string box)
    {
        for (var stop = 0; stop < 80; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("box => document.activeElement?.matches(box) === true", box))
            {
                return;
            }
        }

        Assert.Fail($"Tab never enters {box}.");
    }
}
