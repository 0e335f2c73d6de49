using System.Text;
using System.Text.RegularExpressions;
using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed partial class AcknowledgeJourney(BrowserFixture fixture)
{
    private const string Person = "ruslan.iskakbek";

    [Fact]
    public async Task A_text_is_read_for_its_time_confirmed_by_keyboard_and_found_again_in_the_record()
    {
        await using var visit = await Visit.OpenAsync(fixture);
        var page = visit.Page;
        await visit.SignInAsync(Person);

        // A long reading time first: there is no doubt that it has not passed.
        await visit.GoAsync("/acknowledge/non-disclosure-reminder");
        await TypeAsync(page, await page.Locator("q.phrase").InnerTextAsync());
        await Assertions.Expect(page.Locator("#phrase-finding")).ToContainTextAsync("of reading time are left");
        await Assertions.Expect(page.Locator("#phrase")).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();

        await visit.GoAsync("/");
        await page.Locator(".read a[href='acknowledge/travel-reminder']").ClickAsync();
        await visit.AtAsync("/acknowledge/travel-reminder$");
        await visit.LiveAsync();
        await Assertions.Expect(page.Locator(".acknowledge [role=status]")).ToHaveTextAsync("You can confirm now.");
        await visit.AssertAccessibleAsync();
        await TypeAsync(page, "i have read   the reminder about travel abroad.");
        await visit.AtAsync("/acknowledgements/[0-9a-f-]+$");
        await Assertions.Expect(page.Locator(".note.r")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        var printed = await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true });
        Assert.Single(PdfPage().Matches(Encoding.Latin1.GetString(printed)));

        await visit.GoAsync("/record");
        await visit.AssertAccessibleAsync();
        await page.Locator("a[href$='/text']").First.ClickAsync();
        await visit.AtAsync("/text$");
        await Assertions.Expect(page.Locator(".note.r .hash")).ToHaveTextAsync(new Regex("^[0-9a-f]{64}$", RegexOptions.None, TimeSpan.FromMinutes(1)));
        await Assertions.Expect(page.Locator(".prose")).ToContainTextAsync("At Aksai Instruments");
        await visit.AssertAccessibleAsync();
        visit.AssertQuiet();

        await visit.GoAsync("/");
        await Assertions.Expect(page.Locator(".read a[href='acknowledge/travel-reminder']")).ToHaveCountAsync(0);
    }

    private static async Task TypeAsync(IPage page, string phrase)
    {
        await page.Locator("#phrase").FillAsync(phrase);
        await page.Keyboard.PressAsync("Enter");
    }

    [GeneratedRegex(@"/Type\s*/Page[^s]", RegexOptions.NonBacktracking)]
    private static partial Regex PdfPage();
}
