using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class ManagerJourney(BrowserFixture fixture)
{
    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    [InlineData("kk")]
    public async Task A_manager_sees_the_progress_of_a_person_and_only_of_own_units(string language)
    {
        await using var administrator = await Visit.OpenAsync(fixture, language);
        await administrator.SignInAsync("admin");
        var all = await UnitsAsync(administrator);
        Assert.Equal(5, all.Length);

        await using var manager = await Visit.OpenAsync(fixture, language);
        await manager.SignInAsync("manager");
        var own = await UnitsAsync(manager);
        await manager.AssertAccessibleAsync();
        Assert.Equal(["Design Department", "Testing Laboratory"], own.Order(StringComparer.Ordinal));

        await manager.Page.Locator("main table tbody a").First.ClickAsync();
        await manager.Page.Locator("main table tbody th a").First.WaitForAsync();
        await manager.AssertAccessibleAsync();
        await manager.Page.Locator("main table tbody th a").First.ClickAsync();
        await manager.AtAsync("/admin/reports/person/");
        await manager.Page.Locator("main table").First.WaitForAsync();
        await manager.AssertAccessibleAsync();

        var strangers = await PersonOutsideAsync(administrator);
        await manager.GoAsync(strangers);
        Assert.Equal(404, (await manager.Context.APIRequest.GetAsync(strangers)).Status);
        await Assertions.Expect(manager.Page.Locator("main h1")).ToBeVisibleAsync();
        await Assertions.Expect(manager.Page.Locator("main table")).ToHaveCountAsync(0);

        var csv = await manager.Context.APIRequest.GetAsync(await ExportAsync(manager));
        Assert.True(csv.Ok);
        var text = await csv.TextAsync();
        Assert.Contains("Design Department", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Procurement", text, StringComparison.Ordinal);
        manager.AssertQuiet();
    }

    private static async Task<string[]> UnitsAsync(Visit visit)
    {
        await visit.GoAsync("/admin/reports");
        await visit.Page.Locator("main table tbody tr").First.WaitForAsync();
        return [.. (await visit.Page.Locator("main table tbody th[scope=row]").AllInnerTextsAsync()).Select(name => name.Trim()).Distinct(StringComparer.Ordinal)];
    }

    private static async Task<string> PersonOutsideAsync(Visit administrator)
    {
        var rows = administrator.Page.Locator("main table tbody tr").Filter(new LocatorFilterOptions { HasText = "Procurement" });
        await rows.Locator("a").First.ClickAsync();
        var person = administrator.Page.Locator("main table tbody th a").First;
        await person.WaitForAsync();
        return "/" + (await person.GetAttributeAsync("href"))!.TrimStart('/');
    }

    private static async Task<string> ExportAsync(Visit visit)
    {
        await visit.GoAsync("/admin/reports");
        return "/" + (await visit.Page.Locator("a[download]").First.GetAttributeAsync("href"))!.TrimStart('/');
    }
}
