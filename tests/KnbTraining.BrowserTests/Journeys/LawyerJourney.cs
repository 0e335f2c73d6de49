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
    public async Task A_rule_written_for_a_gap_counts_from_next_month_and_is_told_to_whom_it_concerns()
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(2));
        var next = new DateOnly(day.Year, day.Month, 1).AddMonths(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var editor = await Visit.OpenAsync(fixture, "en");
        await editor.SignInAsync("editor");
        await editor.GoAsync("/admin/law");
        var gaps = await Gaps(editor).CountAsync();
        Assert.True(gaps > 0);
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
        Assert.Empty(await editor.Page.Locator("main .finding, main .findings li").AllInnerTextsAsync());
        await editor.AssertAccessibleAsync();
        await editor.Page.Locator("p.back a").ClickAsync();
        await editor.Page.Locator("main > .bar button.main").ClickAsync();
        await editor.Page.Locator("#change-words").FillAsync("§ 3");
        await editor.Page.Locator("main form .bar button.main").ClickAsync();
        await Assertions.Expect(editor.Page.Locator(".status .tag.p")).ToBeVisibleAsync();
        var change = new Uri(editor.Page.Url).PathAndQuery;

        await using (var reviewer = await Visit.OpenAsync(fixture, "en"))
        {
            await reviewer.SignInAsync("reviewer");
            await reviewer.GoAsync(change);
            foreach (var _ in new[] { "approve", "publish" })
            {
                await reviewer.Page.Locator("main > .bar button.main").First.ClickAsync();
                await reviewer.Page.Locator("main form .bar button.main").ClickAsync();
                await Assertions.Expect(reviewer.Page.Locator("main form")).ToHaveCountAsync(0);
            }

            reviewer.AssertQuiet();
        }

        // The gap is there today, and closed next month.
        await editor.GoAsync("/admin/law");
        await Assertions.Expect(Gaps(editor)).ToHaveCountAsync(gaps);
        await editor.GoAsync($"/admin/law?on={next}");
        await Assertions.Expect(Gaps(editor)).ToHaveCountAsync(gaps - 1);
        editor.AssertQuiet();

        // An administrator tells those whom it concerns, in a course about what is new.
        await using var admin = await Visit.OpenAsync(fixture, "en");
        await admin.SignInAsync("admin");
        await admin.GoAsync(change);
        await admin.Page.Locator("a[href$='changed-rules']").ClickAsync();
        await admin.Page.Locator(".offered input").First.CheckAsync();
        await admin.Page.Locator("#delta-whom").SelectOptionAsync("Audience");
        await admin.Page.Locator("#delta-holder").SelectOptionAsync("Current");
        foreach (var (language, title, _) in Words)
        {
            await admin.Page.Locator($"#delta-reason-{language}").FillAsync(title);
        }

        await admin.Page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(admin.Page.Locator("main section tbody tr").First).ToBeVisibleAsync();
        await admin.Page.Locator("main section button.main").ClickAsync();
        await Assertions.Expect(admin.Page.Locator("a[href*='course=delta.']")).ToBeVisibleAsync();
        admin.AssertQuiet();
        await using var learner = await Visit.OpenAsync(fixture, "kk");
        await learner.SignInAsync("manager");
        await learner.GoAsync("/");
        await Assertions.Expect(learner.Page.Locator(".card a[href*='delta.']").First).ToBeVisibleAsync();
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
        await which(visit.Page.Locator($"details:has({list}) label")).Locator("input").CheckAsync();
    }
}
