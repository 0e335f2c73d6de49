using System.Net;
using KnbTraining.Learning.Background;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Hosting;

/// <summary>Two servers over one database, behind a proxy that sends every request to the other one. Skipped where there is no server for it.</summary>
public sealed class TwoNodesTests
{
    private static readonly Uri Session = new("/account/session", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forms_cookies_and_ends_of_sessions_of_one_node_count_on_the_other()
    {
        var connection = PostgreSqlServer.Instance.ConnectionTo(PostgreSqlServer.Instance.Create());
        await using var first = new Node(connection);
        await using var second = new Node(connection);
        await RunningApplication.SetUpAsync(first.Services);
        using var visitor = Behind(first, second);

        // The form comes from one node and goes to the other.
        var entered = await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        Assert.Equal("/", entered.Headers.Location!.OriginalString);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(Session, Cancellation)).StatusCode);
        }

        using var copies = Copy(visitor, first, second);
        Assert.Equal(HttpStatusCode.Redirect, (await RunningApplication.PostFormAsync(visitor, page: "/", action: "/account/sign-out")).StatusCode);

        // Somebody kept the cookie: both nodes know that it is worth nothing, long before they would ask the database again.
        for (var i = 0; i < 2; i++)
        {
            await Eventually.TrueAsync(async () => (await copies.GetAsync(Session, Cancellation)).StatusCode == HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_node_that_does_not_hear_the_others_takes_no_new_circuit_and_still_answers()
    {
        await using var node = new Node(PostgreSqlServer.Instance.ConnectionTo(PostgreSqlServer.Instance.Create()));
        await RunningApplication.SetUpAsync(node.Services);
        using var visitor = node.CreateClient();
        var (circuit, live) = (new Uri("/_blazor", UriKind.Relative), new Uri("/health/live", UriKind.Relative));
        var listener = node.Services.GetRequiredService<NodeListener>();
        await Eventually.TrueAsync(() => listener.Listens);
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync(circuit, Cancellation)).StatusCode);

        await listener.StopAsync(Cancellation);

        Assert.False(listener.Listens);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync(circuit, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(live, Cancellation)).StatusCode);
    }

    private static HttpClient Behind(Node first, Node second) =>
        new(new CookieContainerHandler(first.Cookies) { InnerHandler = new InTurn(first, second) }) { BaseAddress = new Uri("http://localhost") };

    // The same cookies in another browser, which nobody tells that they are over.
    private static HttpClient Copy(HttpClient visitor, Node first, Node second)
    {
        var client = new HttpClient(new InTurn(first, second)) { BaseAddress = visitor.BaseAddress };
        client.DefaultRequestHeaders.Add("Cookie", first.Cookies.GetCookieHeader(visitor.BaseAddress!));
        return client;
    }

    private sealed class Node(string connection) : WebApplicationFactory<Program>
    {
        private readonly string _data = Directory.CreateTempSubdirectory("knb-node-").FullName;

        public CookieContainer Cookies { get; } = new();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Data:Folder", _data);
            builder.UseSetting("Database:Provider", "PostgreSql");
            builder.UseSetting("ConnectionStrings:Learning", connection);
            builder.UseSetting("Keys:File", PostgreSqlServer.Instance.KeyFile);
            builder.ConfigureServices(services => services.AddFastPasswords());
        }
    }

    private sealed class InTurn(params Node[] nodes) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker[] _nodes = [.. nodes.Select(node => new HttpMessageInvoker(node.Server.CreateHandler()))];
        private int _asked;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _nodes[_asked++ % _nodes.Length].SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            Array.ForEach(_nodes, node => node.Dispose());
            base.Dispose(disposing);
        }
    }
}
