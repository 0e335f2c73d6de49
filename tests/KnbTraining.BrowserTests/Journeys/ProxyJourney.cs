using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>The servers that stand before the application, with the lines of the README.</summary>
[Collection(BrowserFixture.Lines)]
public sealed class ProxyJourney(BrowserFixture fixture, ProxyJourney.Applications applications) : IClassFixture<ProxyJourney.Applications>
{
    [Theory]
    [InlineData("nginx")]
    [InlineData("apache")]
    public async Task The_lines_of_the_readme_serve_the_application_at_the_root_and_below_a_path(string kind)
    {
        Assert.SkipUnless(ReverseProxy.IsInstalled(kind), $"{kind} is not installed (Debian: nginx-light, apache2-bin).");
        foreach (var pathBase in new[] { "", "/knb" })
        {
            var (server, address) = await applications.OfAsync(pathBase);
            await using var proxy = await ReverseProxy.StartAsync(kind, address.Port, new Uri(server.Address), pathBase);
            await AnswerAQuestionAsync(address, pathBase, kind == "nginx" ? "arman.dautbek" : "lyudmila.vetrova");
            await CheckACertificateAsync(address, pathBase);
        }
    }

    /// <summary>One application for each public address: which proxy stands before it, it cannot know.</summary>
    public sealed class Applications : IAsyncDisposable
    {
        private readonly Dictionary<string, (ServerProcess Server, Uri Address)> _all = [];

        public async Task<(ServerProcess Server, Uri Address)> OfAsync(string pathBase)
        {
            if (!_all.TryGetValue(pathBase, out var found))
            {
                found = (new ServerProcess(demo: true), new Uri($"https://localhost:{ServerProcess.FreePort()}{pathBase}"));
                _all.Add(pathBase, found);
                found.Server.Arguments.Add($"--PublicAddress={found.Address}");
                found.Server.Arguments.Add("--Proxy:Enabled=true");
                await found.Server.StartAsync();
            }

            return found;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (server, _) in _all.Values)
            {
                await server.DisposeAsync();
            }
        }
    }

    private async Task AnswerAQuestionAsync(Uri address, string pathBase, string userName)
    {
        await using var visit = await Visit.OpenAsync(fixture, line: address);
        var sockets = new List<IWebSocket>();
        visit.Page.WebSocket += (_, socket) => sockets.Add(socket);

        // Afresh: behind the other proxy the address is the same.
        await visit.SignInAfreshAsync(userName);
        await Quiz.StartAsync(visit, "who-protects-state-secrets");
        await Quiz.AnswerAsync(visit);
        Assert.NotEmpty(sockets);
        Assert.All(sockets, socket => Assert.StartsWith($"wss://localhost:{address.Port}{pathBase}/_blazor", socket.Url, StringComparison.Ordinal));

        // A language chosen on a page leads back to that page.
        var here = visit.Page.Url;
        await visit.Page.Locator("nav.languages a[lang=ru]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "ru");
        Assert.Equal(here, visit.Page.Url);
        await visit.LiveAsync();

        // Every redirect stays where the browser is: after signing out, and to the sign-in page where something is closed.
        await visit.Page.Locator("details.menu summary").ClickAsync();
        await visit.Page.Locator("details.menu form button").ClickAsync();
        await visit.AtAsync($"^{address.ToString().TrimEnd('/')}/account/done");
        var closed = await visit.Context.APIRequest.GetAsync($"{address.ToString().TrimEnd('/')}/record", new APIRequestContextOptions { MaxRedirects = 0 });
        Assert.Equal($"{pathBase}/account/sign-in?back={Uri.EscapeDataString($"{pathBase}/record")}", closed.Headers["location"]);
        visit.AssertQuiet();
    }

    private async Task CheckACertificateAsync(Uri address, string pathBase)
    {
        await using var visit = await Visit.OpenAsync(fixture, line: address);
        await visit.SignInAfreshAsync("editor");
        var session = Assert.Single(await visit.Context.CookiesAsync(), cookie => cookie.Name.Contains("session", StringComparison.Ordinal));
        Assert.True(session.Secure, "The proxy says that the browser came over HTTPS.");
        Assert.Equal(pathBase.Length == 0 ? "/" : pathBase, session.Path);
        await visit.GoAsync("/");
        await visit.Page.Locator("a[href^='certificates/']").First.ClickAsync();
        var check = await visit.Page.Locator("article.certificate footer a").InnerTextAsync();
        Assert.StartsWith($"{address.ToString().TrimEnd('/')}/verify/KNB-", check, StringComparison.Ordinal);
        await visit.Page.GotoAsync(check);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("This certificate is valid");
        visit.AssertQuiet();
    }
}
