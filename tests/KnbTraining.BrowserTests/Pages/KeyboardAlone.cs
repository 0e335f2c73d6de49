using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

/// <summary>An exam, which has no address before it begins, and the pages on the way to it as at 400 % zoom.</summary>
[Collection(BrowserFixture.Journeys)]
public sealed class KeyboardAlone(BrowserFixture fixture)
{
    private static readonly string[] Way =
        ["/", "/learn/working-with-state-secrets", "/learn/working-with-state-secrets/travel-and-approval", "/explore?act=travel-abroad&holder=former&approval=absent", "/record"];

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(320, 512)]
    public async Task Each_stop_of_the_tab_key_is_marked_in_sight_and_in_the_order_of_reading(int width, int height)
    {
        await using var visit = await Visit.OpenAsync(fixture, "ru", width, height);
        await visit.SignInAsync("lyudmila.vetrova");
        var exam = await Quiz.StartAsync(visit, "who-protects-state-secrets");
        var walk = new TabWalk(visit);
        List<string> found = [];
        foreach (var path in (string[])[.. width < Visit.Width ? Way : [], $"{exam}/1", $"{exam}/review"])
        {
            await visit.GoAsync(path);
            await visit.Page.Locator("h1").First.WaitForAsync();
            await Assertions.Expect(visit.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            found.AddRange(await walk.FindAsync(path));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
