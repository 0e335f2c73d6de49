using KnbTraining.BrowserTests.Running;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>
/// A browser that translates pages, as Chrome does: each text node is replaced by two nested font elements, now and whenever
/// something changes. A polite one leaves what says translate="no"; one that insists does not.
/// </summary>
[Collection(BrowserFixture.Journeys)]
public sealed class TranslatorJourney(BrowserFixture fixture)
{
    private const string Mark = "«";

    private const string Translate = """
        (() => {
            const insists = __insists__;
            const translate = () => {
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                const found = [];
                while (walker.nextNode()) {
                    const at = walker.currentNode;
                    if (at.data.trim() && !at.parentElement.closest("font, script, style, template, textarea, option")
                        && (insists || !at.parentElement.closest("[translate=no], .notranslate"))) {
                        found.push(at);
                    }
                }
                for (const text of found) {
                    const outer = document.createElement("font");
                    const inner = document.createElement("font");
                    inner.textContent = `«${text.data}»`;
                    outer.append(inner);
                    text.replaceWith(outer);
                }
            };
            let soon = 0;
            addEventListener("DOMContentLoaded", () => {
                translate();
                new MutationObserver(() => { clearTimeout(soon); soon = setTimeout(translate, 30); })
                    .observe(document.body, { subtree: true, childList: true, characterData: true });
            });
        })()
        """;

    [Fact]
    public async Task Which_heeds_the_page_translates_nothing_of_it()
    {
        await using var visit = await OpenAsync(insists: false);
        await visit.GoAsync("/learn/working-with-state-secrets");
        await visit.GoneQuietAsync();
        Assert.Equal(0, await visit.Page.Locator("font").CountAsync());
        foreach (var path in (string[])["/", "/account/password", "/verify/keys", "/no-such-page"])
        {
            await visit.Page.GotoAsync(path);
            await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("translate", "no");
            Assert.Equal(1, await visit.Page.Locator("meta[name=google][content=notranslate]").CountAsync());
        }
    }

    [Fact]
    public async Task Which_insists_stops_neither_the_number_nor_the_clock_nor_the_receipt_of_an_exam()
    {
        await using var visit = await OpenAsync(insists: true);
        var page = visit.Page;
        var attempt = await Quiz.StartAsync(visit, "who-protects-state-secrets");

        // Sixteen minutes and a little more: soon the page says another number.
        await SetDeadlineAsync(attempt, TimeSpan.FromMinutes(16) + TimeSpan.FromSeconds(8));
        await visit.GoAsync($"{attempt}/1");
        var clock = page.Locator(".top .figure").Last;
        await Assertions.Expect(clock).ToContainTextAsync($"{Mark}17 min left");

        await MarkAsync(page);
        await Quiz.AnswerAsync(visit);
        await Quiz.NextAsync(visit);
        await visit.AtAsync("/2$");
        await Assertions.Expect(page.Locator(".top .figure").First).ToContainTextAsync($"{Mark}Question 2 of");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Question 2 of");
        await Assertions.Expect(clock).ToContainTextAsync($"{Mark}16 min left");
        await Quiz.AnswerAsync(visit);
        await AssertMarkedAsync(page);
        await visit.GoAsync($"{attempt}/review");
        await Assertions.Expect(page.Locator(".review .soft", new PageLocatorOptions { HasText = "Answered" })).ToHaveCountAsync(2);
        visit.AssertQuiet();
    }

    [Fact]
    public async Task Which_insists_does_not_end_a_practice()
    {
        await using var visit = await OpenAsync(insists: true);
        var page = visit.Page;
        await visit.GoAsync("/learn/working-with-state-secrets");
        await MarkAsync(page);
        await page.Locator("section.practice button").ClickAsync();
        for (var position = 1; position <= 3; position++)
        {
            await page.Locator($".track progress[value='{position}']").WaitForAsync();
            await visit.LiveAsync();
            await Quiz.ChooseAsync(page);
            await page.Locator(".quiz button.main").ClickAsync();
            await page.Locator(".told").WaitForAsync();
            Assert.NotEqual(0, await page.Locator("ol.why li").CountAsync());
            await Assertions.Expect(page.Locator(".told .tag")).ToContainTextAsync(Mark);
            await page.Locator(".quiz a.main").ClickAsync();
        }

        await AssertMarkedAsync(page);
        visit.AssertQuiet();
    }

    [Fact]
    public async Task Which_breaks_the_page_all_the_same_costs_a_fresh_page_and_no_answer()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("lyudmila.vetrova");
        var attempt = await Quiz.StartAsync(visit, "working-with-state-secrets");
        await visit.GoAsync($"{attempt}/1");
        await Quiz.AnswerAsync(visit);

        // The circuit meets a node that is gone, and the page comes again by itself.
        await page.EvaluateAsync("() => { window.fromBefore = true; for (const node of document.querySelectorAll('.quiz > *')) { node.remove(); } }");
        await page.EvaluateAsync("path => Blazor.navigateTo(path)", $"{attempt}/2");
        await page.WaitForFunctionAsync("() => !window.fromBefore");
        await visit.LiveAsync();
        await visit.GoAsync($"{attempt}/1");
        await Assertions.Expect(page.Locator(".receipt .saved")).ToContainTextAsync("Saved");
    }

    // A page whose circuit ended comes again by itself, and would look as if nothing had been.
    private static Task<System.Text.Json.JsonElement?> MarkAsync(IPage page) => page.EvaluateAsync("() => { window.sameDocument = true; }");

    private static async Task AssertMarkedAsync(IPage page) => Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"), "The circuit ended.");

    private async Task<Visit> OpenAsync(bool insists)
    {
        var visit = await Visit.OpenAsync(fixture, "en");
        await visit.SignInAsync("lyudmila.vetrova");
        await visit.Page.AddInitScriptAsync(Translate.Replace("__insists__", insists ? "true" : "false", StringComparison.Ordinal));
        return visit;
    }

    private async Task SetDeadlineAsync(string attempt, TimeSpan left)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(fixture.Server.DataFolder, "knbtraining.db")};Pooling=False");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var change = database.CreateCommand();
        change.CommandText = "UPDATE Attempts SET Deadline = $deadline WHERE Id = $id";
        change.Parameters.AddWithValue("$deadline", (DateTimeOffset.UtcNow + left).UtcTicks);
        change.Parameters.AddWithValue("$id", Guid.Parse(attempt.Split('/')[2]).ToByteArray(bigEndian: true));
        Assert.Equal(1, await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
