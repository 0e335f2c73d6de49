using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>The list for the board of a unit, from the page of units to paper.</summary>
[Collection(BrowserFixture.Journeys)]
public sealed class BoardJourney(BrowserFixture fixture)
{
    private const string Unit = "Design Department";

    [Fact]
    public async Task The_list_for_a_board_is_complete_on_paper_and_names_organisation_unit_and_day()
    {
        await using var visit = await Visit.OpenAsync(fixture);
        var page = visit.Page;
        await visit.SignInAsync("admin");
        await visit.GoAsync("/admin/people/units");
        var unit = page.Locator("ul.tree > li").Filter(new LocatorFilterOptions { HasText = Unit });
        await unit.Locator("summary").ClickAsync();
        await unit.Locator("a[href$='/board']").ClickAsync();
        await visit.AtAsync("/board$");
        await page.Locator("#board-below").SelectOptionAsync("yes");
        await page.Locator("form.filters button[type=submit]").ClickAsync();
        await visit.AtAsync("below=yes");
        var sheet = page.Locator("section.sheet");
        var rows = await sheet.Locator("tbody tr").AllInnerTextsAsync();
        Assert.NotEmpty(rows);
        await visit.AssertAccessibleAsync();
        await Assertions.Expect(page.Locator("[data-print]")).ToBeVisibleAsync();

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(sheet).ToContainTextAsync("Aksai Instruments");
        await Assertions.Expect(sheet).ToContainTextAsync(Unit);
        await Assertions.Expect(sheet).ToContainTextAsync($"{DateTime.UtcNow.AddHours(5):yyyy}");
        Assert.Equal(rows.Count, await sheet.Locator("tbody tr:visible").CountAsync());
        foreach (var gone in new[] { "form.filters", "[data-print]", "header nav", "main h1" })
        {
            await Assertions.Expect(page.Locator(gone).First).ToBeHiddenAsync();
        }

        // Nothing runs off the paper: A4 with its margins is 680 pixels wide.
        await page.SetViewportSizeAsync(680, 960);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 680"));
        Assert.NotEmpty(await page.PdfAsync(new PagePdfOptions { Format = "A4" }));
        visit.AssertQuiet();
    }
}
