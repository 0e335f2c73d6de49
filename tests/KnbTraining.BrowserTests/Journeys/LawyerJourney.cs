using System.Globalization;
using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>A lawyer changes the law: for a gap that the rules leave, and for an amendment that is not adopted yet.</summary>
[Collection(BrowserFixture.Pages)]
public sealed class LawyerJourney(BrowserFixture fixture)
{
    private static readonly (string Language, string Title, string Statement)[] Words =
    [
        ("en", "A rule from next month", "The sources answer this for a holder from next month on."),
        ("ru", "Правило со следующего месяца", "Источники отвечают на это со следующего месяца."),
        ("kk", "Келесі айдан басталатын қағида", "Дереккөздер бұған келесі айдан бастап жауап береді."),
    ];

    [Fact]
    public async Task A_rule_for_a_gap_is_written_in_words_alone_and_what_it_lacks_then_are_stories()
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(2));
        var next = new DateOnly(day.Year, day.Month, 1).AddMonths(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var editor = await Visit.OpenAsync(fixture, "en");
        await editor.SignInAsync("editor");
        await editor.GoAsync("/admin/law");
        await Gaps(editor).First.ClickAsync();
        await editor.AtAsync("/admin/content/new-rule.*$");
        await editor.Page.Locator("#new-rule-title").FillAsync(Words[0].Title);
        await editor.Page.Locator("main form button.main").ClickAsync();
        await editor.AtAsync("/admin/content/document/rules/.*$");

        // Three languages, where it stands, and from when it counts; everything else is filled from the gap.
        foreach (var (language, title, statement) in Words)
        {
            await WriteAsync(editor, $"#rule-title-{language}", title);
            await WriteAsync(editor, $"#statement-{language}", statement);
        }

        await editor.Page.Locator("#source-add").ClickAsync();
        await editor.Page.Locator("#source-0").SelectOptionAsync("liability-report");
        await ChooseAsync(editor, "#source-0-paragraphs", choice => choice.Nth(2));
        await ChooseAsync(editor, "#source-0-facts", choice => choice.Filter(new() { HasText = "F-082" }));
        await editor.Page.Locator("#part-force").ClickAsync();
        await WriteAsync(editor, "#rule-since", next);
        await WriteAsync(editor, "#rule-review", next);
        await editor.Page.Locator(".savebar button").First.ClickAsync();
        await Assertions.Expect(editor.Page.Locator(".status .saved")).ToBeVisibleAsync();
        await editor.GoneQuietAsync();

        // The rule itself is complete. People are asked about its situations from then on, and for that there are too few stories.
        var left = await editor.Page.Locator("main .findings > li").AllInnerTextsAsync();
        Assert.NotEmpty(left);
        Assert.All(left, finding => Assert.StartsWith("Stories: ", finding.Trim(), StringComparison.Ordinal));
        Assert.Empty(await editor.Page.Locator("main .editor .fields .field .finding").AllInnerTextsAsync());
        await editor.AssertAccessibleAsync();

        // Each leads to its document in the same change.
        await editor.Page.Locator("main .findings > li a").First.ClickAsync();
        await editor.AtAsync("/admin/content/document/vignettes/.*change=[0-9]+.*$");
        editor.AssertQuiet();
    }

    [Fact]
    public async Task An_amendment_is_rehearsed_and_adopted_as_a_change_of_a_day()
    {
        await using var editor = await Visit.OpenAsync(fixture, "en");
        await editor.SignInAsync("editor");
        await editor.GoAsync("/admin/content/rehearsal");
        await editor.Page.Locator("main form input[type=checkbox]").First.CheckAsync();
        await WriteAsync(editor, "#rehearsal-day", "2027-05-03");
        await editor.Page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(editor.Page.Locator("#rehearsal-heading")).ToContainTextAsync("2027");
        await Assertions.Expect(editor.Page.Locator("dl.dossier dd").First).Not.ToHaveTextAsync("0");
        await editor.AssertAccessibleAsync();
        await editor.Page.Locator("section .bar button").First.ClickAsync();
        await editor.AtAsync("/admin/content/changes/[0-9]+$");
        await editor.LiveAsync();
        await Assertions.Expect(editor.Page.Locator("a[href*='document/rules/']").First).ToBeVisibleAsync();
        editor.AssertQuiet();
    }

    private static ILocator Gaps(Visit visit) => visit.Page.Locator("a.act[href*='new-rule']");

    private static async Task WriteAsync(Visit visit, string field, string text)
    {
        await visit.Page.Locator(field).FillAsync(text);
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.Locator(field)).ToHaveValueAsync(text);
    }

    // One of a folded list.
    private static async Task ChooseAsync(Visit visit, string list, Func<ILocator, ILocator> which)
    {
        await visit.Page.Locator(list).ClickAsync();
        await which(visit.Page.Locator($"details:has(> {list}) label")).Locator("input").CheckAsync();
    }
}
