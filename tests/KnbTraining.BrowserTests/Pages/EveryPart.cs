using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

/// <summary>The page of all parts exists in development only, so that it needs a server of its own; it is asked what every page is asked.</summary>
[Collection(BrowserFixture.Lines)]
public sealed class EveryPart(BrowserFixture fixture)
{
    [Fact]
    public async Task Is_accessible_in_both_themes_shows_each_stop_of_the_tab_key_and_fits_a_phone()
    {
        await using var server = new ServerProcess(demo: true);
        server.Arguments.Add("--environment=Development");
        await server.StartAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var visit = await Visit.OpenAsync(fixture, server: server, scheme: scheme);
            await visit.SignInAsync("admin");
            await EveryPage.ReadAsync(visit, "/admin/look");
            await visit.AssertAccessibleAsync();
            Assert.Empty(await new TabWalk(visit).FindAsync("/admin/look", least: 2));
            await EveryPage.AssertFitsAsync(visit, "/admin/look");
            visit.AssertQuiet();
        }
    }
}
