using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

/// <summary>The dark theme has the same rules with other colours: a few pages show each part. <see cref="EveryPage"/> walks through all of them in the light.</summary>
[Collection(BrowserFixture.Pages)]
public sealed class EveryStop(OpenVisits visits, ITestOutputHelper output) : IClassFixture<OpenVisits>
{
    [Fact]
    public async Task Of_the_tab_key_is_seen_in_the_dark_theme_too()
    {
        var visit = await visits.OfAsync("admin", "en", ColorScheme.Dark);
        var walk = visits.WalkOf(visit);
        List<string> found = [];
        foreach (var path in new[] { "/", "/learn/working-with-state-secrets", "/admin/people", "/admin/law", "/account/sign-in" })
        {
            await EveryPage.ReadAsync(visit, path);
            found.AddRange(await walk.FindAsync(path, least: 2));
        }

        output.WriteLine($"{walk.Stops} stops, {walk.Compared} pairs of pictures");
        Assert.True(walk.Compared > 5 && found.Count == 0, string.Join('\n', found));
    }
}
