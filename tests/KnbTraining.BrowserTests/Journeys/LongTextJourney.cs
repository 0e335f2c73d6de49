using System.Globalization;
using KnbTraining.Learning.Editing;
using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class LongTextJourney(BrowserFixture fixture)
{
    private const string Document = "vocabulary.yaml";

    [Fact]
    public async Task A_document_of_two_hundred_kilobytes_is_edited_and_saved_over_a_connection_that_takes_32()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        await visit.SignInAsync("editor");
        var box = await OpenAsync(visit);
        var first = await box.InputValueAsync();
        var longer = first + Remarks(195_000 - first.Length);
        await PasteAsync(box, longer);
        await visit.Page.Locator(".savebar button").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".status .saved")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(visit.Page.Locator("#connection")).ToBeHiddenAsync();

        // The same circuit goes on: a small change after the long one, and both are there when the page is loaded anew.
        await PasteAsync(box, longer + "# the end\n");
        await visit.Page.Locator(".savebar button").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".savebar")).ToContainTextAsync("Everything typed is saved", new() { Timeout = 60_000 });
        box = await OpenAsync(visit);
        Assert.Equal(longer + "# the end\n", await box.InputValueAsync());
        visit.AssertQuiet();

        await PasteAsync(box, longer + Remarks(DocumentSaving.LongestText));
        await Assertions.Expect(visit.Page.Locator($"[id='text-{Document}-error']")).ToContainTextAsync(DocumentSaving.LongestText.ToString("N0", CultureInfo.InvariantCulture));
        await visit.Page.Locator(".savebar button").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("p.finding[role=alert]")).ToContainTextAsync("Nothing was saved");
        Assert.True((await box.InputValueAsync()).Length > DocumentSaving.LongestText);

        await PasteAsync(box, longer);
        await visit.Page.Locator(".savebar button").Nth(1).ClickAsync();
        await visit.Page.Locator(".savebar [role=alert] + button").ClickAsync();
        await Assertions.Expect(box).ToHaveValueAsync(first, new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task Leaving_with_an_unsaved_text_asks_inside_the_application_and_in_the_browser()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        await visit.SignInAsync("editor");
        var page = visit.Page;
        var box = await OpenAsync(visit);
        var first = await box.InputValueAsync();
        await box.PressSequentiallyAsync("# x");
        var typed = await box.InputValueAsync();

        await page.Locator("p.back a").ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog[open]")).ToBeHiddenAsync();
        Assert.Equal(typed, await box.InputValueAsync());

        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        await page.EvaluateAsync("() => setTimeout(() => location.reload(), 0)");
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(typed, await box.InputValueAsync());

        // To a page that has no circuit, and is loaded by itself.
        await page.Locator("a.bell").ClickAsync();
        await page.Locator("dialog[open] .btn").Nth(1).ClickAsync();
        await visit.AtAsync("/notices$");

        // The address changes before the page does: only without the old box is the page the new one.
        await Assertions.Expect(box).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Notices");
        box = await OpenAsync(visit);
        Assert.Equal(first, await box.InputValueAsync());
        visit.AssertQuiet();
    }

    private static async Task<ILocator> OpenAsync(Visit visit)
    {
        await visit.GoAsync($"/admin/content/document/{Document}");

        // The text lies closed below the form. What is sent is the plain box; the editor over it has a journey of its own.
        await visit.Page.Locator("details.source:not([open]) > summary").ClickAsync();
        return await visit.PlainTextAsync(Document);
    }

    // Typing two hundred kilobytes through the browser's own insertion takes it a minute; a paste is one event.
    private static Task<System.Text.Json.JsonElement?> PasteAsync(ILocator box, string text) =>
        box.EvaluateAsync("(box, text) => { box.value = text; box.dispatchEvent(new Event('input', { bubbles: true })); }", text);

    private static string Remarks(int length)
    {
        const string Line = "# Бұл жол құжатты ұзарту үшін ғана тұр.\n";
        return string.Concat(Enumerable.Repeat(Line, (length / Line.Length) + 1))[..length] + "\n";
    }
}
