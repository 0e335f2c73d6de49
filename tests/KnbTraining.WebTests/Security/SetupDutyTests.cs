using System.Net;
using KnbTraining.Learning.Setup;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Security;

public sealed class SetupDutyTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("knb-setup-").FullName;
    private WebApplicationFactory<Program> _application = null!;

    public ValueTask InitializeAsync()
    {
        _application = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host.UseSetting("Data:Folder", _folder));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Before_setup_every_page_leads_to_the_one_that_says_what_to_do_and_never_tells_the_token()
    {
        string token;
        await using (var scope = _application.Services.CreateAsyncScope())
        {
            token = (await scope.ServiceProvider.GetRequiredService<SetupService>().CreateTokenAsync(CancellationToken.None)).Value!;
        }

        using var visitor = _application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        foreach (var path in new[] { "/", "/account/sign-in", "/verify", "/record", "/admin", "/admin/people", "/learn/working-with-state-secrets" })
        {
            using var answer = await visitor.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal((path, HttpStatusCode.Redirect, "/setup"), (path, answer.StatusCode, answer.Headers.Location?.ToString()));
        }

        foreach (var (language, said) in new[] { ("en", "KnbTraining is not set up yet"), ("ru", "KnbTraining ещё не настроен"), ("kk", "KnbTraining әлі бапталмаған") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/setup") { Headers = { { "Accept-Language", language } } };
            using var answer = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Contains(said, page, StringComparison.Ordinal);
            Assert.DoesNotContain(token, page, StringComparison.Ordinal);
            Assert.DoesNotContain("<input", page, StringComparison.Ordinal);
        }

        using var ready = await visitor.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task Once_there_is_an_administrator_the_pages_are_themselves()
    {
        await RunningApplication.SetUpAsync(_application.Services);
        using var visitor = _application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var signIn = await visitor.GetAsync(new Uri("/account/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        using var home = await visitor.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, signIn.StatusCode);
        Assert.Contains("/account/sign-in", home.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
