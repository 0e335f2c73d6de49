using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class CodeEditorJourney(BrowserFixture fixture)
{
    private const string Document = "background.yaml";

    [Fact]
    public async Task The_editor_of_a_text_completes_finds_loses_nothing_and_gives_way_to_the_plain_box()
    {
        await using var visit = await Visit.OpenAsync(fixture, "ru");
        var page = visit.Page;
        await visit.SignInAsync("editor");
        await OpenAsync(visit);
        var code = page.Locator(".code-editor .cm-content");
        await Assertions.Expect(code).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".code-editor .cm-lineNumbers").GetByText("1", new() { Exact = true })).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();

        // Search speaks the language of the page, and the Tab key leads out.
        await code.ClickAsync();
        await page.Keyboard.PressAsync("Control+f");
        await Assertions.Expect(page.Locator(".code-editor .cm-search input").First).ToHaveAttributeAsync("placeholder", "Найти");
        await page.Keyboard.PressAsync("Escape");

        // A word is completed, and what was typed arrives.
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.TypeAsync("# typed\nwhe");
        await Assertions.Expect(page.Locator(".code-editor .cm-tooltip-autocomplete")).ToContainTextAsync("when");
        await page.Keyboard.PressAsync("Escape");
        var box = page.Locator($"[id='text-{Document}']");
        Assert.StartsWith("# typed\nwhe", await box.InputValueAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".savebar button").First).ToBeEnabledAsync();
        visit.AssertQuiet();

        // The page goes without a save, as after a break of the connection: the text is offered again.
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await OpenAsync(visit);
        await page.Locator("details.source .note .btn").First.ClickAsync();
        await Assertions.Expect(code).ToContainTextAsync("# typed");
        await Assertions.Expect(page.Locator(".savebar button").First).ToBeEnabledAsync();
        Assert.StartsWith("# typed\nwhe", await box.InputValueAsync(), StringComparison.Ordinal);

        // Without its script the plain box is there, and the text is offered in it.
        await page.RouteAsync("**/vendor/code-editor.js", route => route.AbortAsync());
        await OpenAsync(visit);
        await Assertions.Expect(box).ToBeEditableAsync();
        await page.Locator("details.source .note .btn").Nth(1).ClickAsync();
        await Assertions.Expect(page.Locator("details.source .note")).ToHaveCountAsync(0);
        visit.AssertQuiet();
    }

    private static async Task OpenAsync(Visit visit)
    {
        await visit.GoAsync($"/admin/content/document/{Document}");
        var summary = visit.Page.Locator("details.source > summary").Last;
        if (!await visit.Page.Locator("details.source").Last.EvaluateAsync<bool>("details => details.open"))
        {
            await summary.ClickAsync();
        }
    }
}
