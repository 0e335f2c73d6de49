using KnbTraining.BrowserTests.Running;
using KnbTraining.Content.Text;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Pages)]
public sealed class SetupJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task The_link_of_the_first_start_makes_the_first_administrator_once()
    {
        const string password = "a long enough phrase 7";
        await using var server = new ServerProcess(demo: false);
        await server.StartAsync();
        var link = await server.HearAsync("/setup?token=");
        await using var visit = await Visit.OpenAsync(fixture, "kk", server: server);
        var page = visit.Page;
        foreach (var language in Languages.All)
        {
            await page.GotoAsync($"/language?to={language}&back=%2F");
            await page.GotoAsync(link);
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
            await visit.AssertAccessibleAsync();
        }

        await page.Locator("main button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".finding").First).ToBeVisibleAsync();

        await page.Locator("[name='Input.Organisation']").FillAsync("Aksai Archive");
        await page.Locator("[name='Input.Name']").FillAsync("Zhanna Bekova");
        await page.Locator("[name='Input.UserName']").FillAsync("zhanna");
        await page.Locator("[name='Input.Password']").FillAsync(password);
        await page.Locator("[name='Input.Repeated']").FillAsync(password);
        await page.Locator("main button[type=submit]").ClickAsync();
        await visit.AtAsync("/admin/assignments/proposed");
        await Assertions.Expect(page.Locator("form.proposals input:checked")).ToHaveCountAsync(5);

        await page.GotoAsync(link);
        await Assertions.Expect(page.Locator("main form")).ToHaveCountAsync(0);

        await visit.GoAsync("/admin/people");
        await Assertions.Expect(page.Locator("main table")).ToContainTextAsync("Zhanna Bekova");
        visit.AssertQuiet();
    }
}
