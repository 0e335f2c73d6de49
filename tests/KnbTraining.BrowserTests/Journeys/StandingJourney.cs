using System.Globalization;
using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>What happens to one person in a year, told on the person's page and read in reports of the days before and after.</summary>
[Collection(BrowserFixture.Journeys)]
public sealed class StandingJourney(BrowserFixture fixture)
{
    /// <summary>Somebody of the demo who holds a clearance and has done no course.</summary>
    private const string Person = "Almas Berdikul";

    private const string Before = "Procurement";

    // The manager of the demo answers for it, and so may allow a waiver.
    private const string After = "Testing Laboratory";

    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(5));

    [Fact]
    public async Task Transfer_end_new_employment_leave_and_waiver_show_in_reports_from_their_day_on_and_not_before()
    {
        await using var visit = await Visit.OpenAsync(fixture);
        var page = visit.Page;
        await visit.SignInAsync("admin");
        await visit.GoAsync("/admin/people");
        await page.Locator("#people-search").FillAsync("Berdikul");
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("main tbody a").Filter(new LocatorFilterOptions { HasText = Person }).ClickAsync();
        await Assertions.Expect(page.Locator("#standing-heading")).ToBeVisibleAsync();
        var home = new Uri(page.Url).AbsolutePath;

        await ActAsync(page, "Transfer", -40, async () => await page.Locator("#act-unit").SelectOptionAsync(new SelectOptionValue { Label = await LabelAsync(page, After) }));
        await visit.AssertAccessibleAsync();
        await AssertAsync(visit, -41, Before);
        await AssertAsync(visit, -40, After);

        await visit.GoAsync(home);
        await ActAsync(page, "End of employment", -1);
        await AssertAsync(visit, -1, After);
        await Assertions.Expect(await RowsAsync(visit, 0)).ToHaveCountAsync(0);

        await visit.GoAsync(home);
        await ActAsync(page, "Employed again", 0, async () =>
        {
            await page.Locator("#act-unit").SelectOptionAsync(new SelectOptionValue { Label = await LabelAsync(page, After) });
            await page.Locator("#act-holder").SelectOptionAsync("Current");
        });
        await AssertAsync(visit, 0, After, not: "On leave");

        await visit.GoAsync(home);
        await ActAsync(page, "Leave", 0, () => page.Locator("#act-until").FillAsync(Day(10)));
        await AssertAsync(visit, 0, "On leave");
        await AssertAsync(visit, -1, After, not: "On leave");

        await visit.GoAsync(home);
        await WaiveAsync(visit);
        await AssertAsync(visit, 0, "Waived", not: "On leave");
        await AssertAsync(visit, -1, After, not: "Waived");

        await visit.GoAsync("/admin/reports/exceptions");
        var exception = page.Locator("main tbody tr").Filter(new LocatorFilterOptions { HasText = Person }).Filter(new LocatorFilterOptions { HasText = "waived" });
        await Assertions.Expect(exception.First).ToContainTextAsync("Away on duty");
        visit.AssertQuiet();
    }

    private static async Task ActAsync(IPage page, string act, int day, Func<Task>? more = null)
    {
        var section = page.Locator("section:has(#standing-heading)");
        await section.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = act, Exact = true }).ClickAsync();
        await page.Locator("#act-day").FillAsync(Day(day));
        if (more is not null)
        {
            await more();
        }

        await page.Locator("#act-reason").FillAsync("As the order says");
        await section.Locator("form button.main").ClickAsync();
        await Assertions.Expect(page.Locator("#act-day")).ToHaveCountAsync(0);
        await Assertions.Expect(section.Locator("p.saved")).ToBeVisibleAsync();
    }

    private async Task WaiveAsync(Visit visit)
    {
        var page = visit.Page;
        var courses = page.Locator("section:has(#courses-heading)");
        await courses.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Propose a waiver", Exact = true }).ClickAsync();
        await page.Locator("#course-act-course").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("#course-act-until").FillAsync(Day(20));
        await page.Locator("#course-act-approver").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("#course-act-reason").FillAsync("Away on duty");
        await courses.Locator("form button.main").ClickAsync();
        await Assertions.Expect(page.Locator(".note.waiting")).ToBeVisibleAsync();

        await using var manager = await Visit.OpenAsync(fixture);
        await manager.SignInAsync("manager");
        await manager.GoAsync("/admin/waivers");
        await manager.Page.Locator("main li").Filter(new LocatorFilterOptions { HasText = Person }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(manager.Page.Locator("p.saved")).ToBeVisibleAsync();
        manager.AssertQuiet();
    }

    private static Task<string> LabelAsync(IPage page, string unit) =>
        page.Locator("#act-unit option").Filter(new LocatorFilterOptions { HasText = unit }).First.EvaluateAsync<string>("option => option.label");

    private static async Task AssertAsync(Visit visit, int day, string contains, string? not = null)
    {
        var rows = await RowsAsync(visit, day);
        await Assertions.Expect(rows.First).ToBeVisibleAsync();
        var said = string.Join('\n', await rows.AllInnerTextsAsync());
        Assert.True(said.Contains(contains, StringComparison.Ordinal), $"{day}: {said}");
        Assert.True(not is null || !said.Contains(not, StringComparison.Ordinal), $"{day}: {said}");
    }

    private static async Task<ILocator> RowsAsync(Visit visit, int day)
    {
        await visit.Page.GotoAsync($"/admin/reports/compliance?asOf={Day(day)}");
        await visit.Page.Locator("main table").First.WaitForAsync();
        return visit.Page.Locator("main tbody tr").Filter(new LocatorFilterOptions { HasText = Person });
    }

    private static string Day(int fromToday) => Today.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
