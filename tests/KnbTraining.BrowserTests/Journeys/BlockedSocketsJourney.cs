using KnbTraining.BrowserTests.Running;
using KnbTraining.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>A network that carries pages but no WebSockets.</summary>
[Collection(BrowserFixture.Lines)]
public sealed class BlockedSocketsJourney(BrowserFixture fixture)
{
    [Theory]
    [InlineData("en", "This network blocks WebSockets", "For the administrator")]
    [InlineData("ru", "Эта сеть блокирует WebSocket", "Администратору")]
    [InlineData("kk", "Бұл желі WebSocket байланысын бұғаттайды", "Әкімшіге")]
    public async Task The_page_says_that_the_network_blocks_it_and_what_an_administrator_can_do(string language, string person, string administrator)
    {
        await using var line = new LineWithoutSockets(new Uri(fixture.Server.Address));
        await using var visit = await Visit.OpenAsync(fixture, language, line: line.Address);
        await visit.SignInAsync("employee");
        var said = visit.Page.Locator("#blocked");
        await Assertions.Expect(said).ToBeVisibleAsync();
        await Assertions.Expect(said).ToContainTextAsync(person);
        await Assertions.Expect(said).ToContainTextAsync(administrator);
        await Assertions.Expect(said).ToContainTextAsync("Transport:LongPolling=true");
        await Assertions.Expect(visit.Page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await visit.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_page_whose_sockets_open_says_nothing_of_it()
    {
        await using var visit = await Visit.OpenAsync(fixture);
        await visit.SignInAsync("employee");
        await visit.GoAsync("/");
        await visit.GoneQuietAsync();
        await Assertions.Expect(visit.Page.Locator("#blocked")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task With_long_polling_an_exam_is_answered_and_saved_all_the_same()
    {
        await using var server = new ServerProcess(demo: true);
        server.Arguments.Add("--Transport:LongPolling=true");
        await server.StartAsync();
        await using var line = new LineWithoutSockets(new Uri(server.Address));
        await using var visit = await Visit.OpenAsync(fixture, line: line.Address);
        await visit.SignInAsync("arman.dautbek");
        var attempt = await Quiz.StartAsync(visit, "who-protects-state-secrets");
        await Quiz.AnswerAsync(visit);
        await visit.GoAsync($"{attempt}/1");
        Assert.NotEqual(0, await visit.Page.Locator("fieldset.question :checked").CountAsync());
        await Assertions.Expect(visit.Page.Locator("#blocked")).ToBeHiddenAsync();
        visit.AssertQuiet();
    }
}
