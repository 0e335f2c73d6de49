using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

[Collection(BrowserFixture.Pages)]
public sealed class EveryStop(OpenVisits visits, ITestOutputHelper output) : IClassFixture<OpenVisits>
{
    // The dark theme has the same rules with other colours: a few pages show each part.
    private static readonly string[] Dark = ["/", "/learn/working-with-state-secrets", "/admin/people", "/admin/law", "/account/sign-in"];

    [Theory]
    [InlineData("employee", ColorScheme.Light)]
    [InlineData("admin", ColorScheme.Light)]
    [InlineData("", ColorScheme.Light)]
    [InlineData("admin", ColorScheme.Dark)]
    public async Task Of_the_tab_key_on_every_page_changes_pixels_in_sight_and_in_the_order_of_reading(string person, ColorScheme scheme)
    {
        var visit = await visits.OfAsync(person, "en", scheme);
        var walk = new TabWalk(visit);
        List<string> found = [];
        foreach (var path in EveryPage.Pages().Select(page => page.Data).Where(page => page.Item1 == person || scheme == ColorScheme.Dark).Select(page => page.Item2))
        {
            if (scheme == ColorScheme.Light || Dark.Contains(path, StringComparer.Ordinal))
            {
                await EveryPage.ReadAsync(visit, path);
                found.AddRange(await walk.FindAsync(path, least: 2));
            }
        }

        output.WriteLine($"{walk.Stops} stops, {walk.Compared} pairs of pictures");
        Assert.True(walk.Compared > 5 && found.Count == 0, string.Join('\n', found));
    }
}
