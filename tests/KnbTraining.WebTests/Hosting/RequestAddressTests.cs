using System.Net;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using KnbTraining.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Hosting;

/// <summary>Which address the application takes itself for, whatever a caller or a proxy says.</summary>
public sealed class RequestAddressTests(RunningApplication application)
{
    private const string Public = "https://training.example.kz/knb";

    private static readonly string[] Hosts = ["evil.example", "evil.example:8443", "127.0.0.1:5080", "[::1]:5080", "localhost:99999", "localhost:0", "-", "a..b", "", "xn--80a.kz"];

    /// <summary>Each answer is a page, or a redirect: of a closed page, of a chosen language, of an address that is not there, of a file.</summary>
    private static readonly string[] Paths = ["/", "/admin", "/language?to=ru&back=%2Fverify", "/theme?to=dark&back=%2F%2Fevil.example", "/account/sign-in", "/verify", "/nothing-here", "/certificates/KNB-2026-7F3K-Q9TD/payload.json"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_a_request_says_of_hosts_no_answer_repeats_it_and_none_is_a_failure(bool behindProxy)
    {
        await using var other = behindProxy ? With("Proxy:Enabled", "true") : null;
        var server = (other ?? application).Server;
        var wrong = new List<string>();
        foreach (var (host, path) in Hosts.SelectMany(host => Paths.Select(path => (host, path))))
        {
            var answer = await SendAsync(server, path, host, request =>
            {
                request.Headers["X-Forwarded-Host"] = "evil.example";
                request.Headers["X-Forwarded-Proto"] = "evil";
                request.Headers["X-Forwarded-Prefix"] = "/evil";
                request.Headers["Forwarded"] = "host=evil.example;proto=https";
                request.Headers["X-Original-Host"] = "evil.example";
            });
            var told = $"{host} {path}: {answer.Status} {answer.Location}";
            if (answer.Status >= 500
                || (answer.Location is { } location && (!location.StartsWith('/') || location.StartsWith("//", StringComparison.Ordinal)))
                || (host.Length > 4 && !host.StartsWith("localhost", StringComparison.Ordinal) && answer.Everything.Contains(host, StringComparison.OrdinalIgnoreCase))
                || answer.Everything.Contains("evil", StringComparison.Ordinal))
            {
                wrong.Add(told);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Under_a_path_base_every_address_of_the_application_keeps_it()
    {
        await using var other = With("PublicAddress", Public);
        await RunningApplication.SetUpAsync(other.Services);
        using var visitor = other.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://training.example.kz") });
        Assert.Equal("/knb/account/sign-in?back=%2Fknb%2Fadmin", await RedirectAsync(visitor, "/knb/admin"));
        Assert.Equal("/knb/", await RedirectAsync(visitor, "/knb"));
        Assert.Equal("/knb/verify?number=1", await RedirectAsync(visitor, "/knb/language?to=kk&back=%2Fknb%2Fverify%3Fnumber%3D1"));
        Assert.Equal("/knb/", await RedirectAsync(visitor, "/knb/language?to=kk&back=%2Felsewhere"));
        Assert.Equal("/knb/", await RedirectAsync(visitor, "/knb/theme?to=dark&back=%2Fknbelsewhere"));
        var page = await visitor.GetStringAsync(new Uri("/knb/account/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("<base href=\"/knb/\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/knb/account/sign-in#main\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/knb/css/knb.css", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/KNB/css/knb.css", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);

        // Signing in leads back below the base, and every cookie stays there.
        var answer = await RunningApplication.SignInAsync(visitor, "/knb", RunningApplication.UserName, RunningApplication.Password, back: "/knb/record");
        Assert.Equal("/knb/record", answer.Headers.Location?.ToString());
        var cookies = answer.Headers.GetValues("Set-Cookie").Concat((await visitor.GetAsync(new Uri("/knb/theme?to=dark", UriKind.Relative), TestContext.Current.CancellationToken)).Headers.GetValues("Set-Cookie")).ToArray();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.Contains("path=/knb", cookie, StringComparison.Ordinal));
        Assert.Equal("/knb/account/done", (await RunningApplication.PostFormAsync(visitor, "/knb/record", "/knb/account/sign-out")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task What_administrators_choose_counts_at_once_unless_the_machine_decides()
    {
        await using var other = With("Proxy:Enabled", "false");
        await RunningApplication.SetUpAsync(other.Services);
        Assert.Null(other.Services.GetRequiredService<PublicAddressSetting>().Current);
        await ChooseAsync(other.Services, Public);
        Assert.Equal(Public, other.Services.GetRequiredService<PublicAddressSetting>().Current!.ToString());
        using var visitor = other.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        Assert.Equal("/knb/", await RedirectAsync(visitor, "/knb"));

        await using var configured = With("PublicAddress", "http://machine:5080");
        await RunningApplication.SetUpAsync(configured.Services);
        await ChooseAsync(configured.Services, Public);
        var setting = configured.Services.GetRequiredService<PublicAddressSetting>();
        Assert.Equal(("http://machine:5080", true), (setting.Current!.ToString(), setting.IsConfigured));
    }

    [Fact]
    public void A_configured_address_that_is_none_stops_the_start_with_a_sentence()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("PublicAddress", "training.example.kz")]).Build();
        Assert.Contains("The setting PublicAddress is 'training.example.kz'", Assert.Throws<StartupException>(() => KnownSettings.Check(configuration)).Message, StringComparison.Ordinal);
    }

    private static async Task ChooseAsync(IServiceProvider services, string address)
    {
        var store = services.GetRequiredService<SettingsStore>();
        var now = await store.CurrentAsync(TestContext.Current.CancellationToken);
        var administrator = new Viewer(Guid.CreateVersion7(), "Administrator", new HashSet<Role> { Role.Administrator }, "en", "/");
        var form = SettingsForm.From(now) with { Names = Localized.Of("Archive", "Архив", "Мұрағат"), PublicAddress = address };
        var done = await services.GetRequiredService<SettingsService>().UpdateAsync(administrator, form, now.Version, TestContext.Current.CancellationToken);
        Assert.True(done.Ok, $"{done}");
    }

    private static async Task<string?> RedirectAsync(HttpClient visitor, string path) =>
        (await visitor.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).Headers.Location?.ToString();

    private static async Task<(int Status, string? Location, string Everything)> SendAsync(TestServer server, string path, string host, Action<HttpRequest> more)
    {
        var context = await server.SendAsync(
            asked =>
            {
                asked.Connection.RemoteIpAddress = IPAddress.Loopback;
                asked.Request.Method = "GET";
                asked.Request.Host = new HostString(host);
                var query = path.IndexOf('?', StringComparison.Ordinal);
                asked.Request.Path = query < 0 ? path : path[..query];
                asked.Request.QueryString = new QueryString(query < 0 ? string.Empty : path[query..]);
                asked.Request.Headers.Accept = "text/html";
                more(asked.Request);
            },
            TestContext.Current.CancellationToken);
        using var body = new StreamReader(context.Response.Body);
        var text = await body.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (context.Response.StatusCode, context.Response.Headers.Location, string.Join('\n', context.Response.Headers.Select(header => header.ToString())) + text);
    }

    private WebApplicationFactory<Program> With(string key, string value) => application.Beside(host => host.UseSetting(key, value));
}
