using System.Net;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Http;

namespace KnbTraining.WebTests.Security;

public sealed class RequestOriginTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Scheme and host of the request, the public address, the origin, and whether it is ours.</summary>
    public static TheoryData<string, string, string?, string?, bool> Origins => new()
    {
        { "http", "knb.example:5080", null, "http://knb.example:5080", true },
        { "http", "knb.example", null, "http://knb.example", true },
        { "http", "KNB.example", null, "http://knb.EXAMPLE:80", true },
        { "https", "knb.example", null, "https://knb.example", true },
        { "http", "[::1]:5080", null, "http://[::1]:5080", true },

        // A proxy ended TLS and did not say so.
        { "http", "knb.example", null, "https://knb.example", true },
        { "https", "knb.example", null, "http://knb.example", false },
        { "http", "knb.example:5080", null, "http://knb.example:5090", false },
        { "http", "knb.example", null, "http://evil.example", false },
        { "http", "knb.example", null, "http://knb.example.evil.example", false },
        { "http", "knb.example", null, "http://sub.knb.example", false },
        { "http", "knb.example", null, "null", false },
        { "http", "knb.example", null, "", false },
        { "http", "knb.example", null, "file://knb.example", false },
        { "http", "knb.example", null, "knb.example", false },

        // A proxy that passes its own Host on, and a public address with a path.
        { "http", "127.0.0.1:5080", "https://knb.example/training", "https://knb.example", true },
        { "http", "127.0.0.1:5080", "https://knb.example/training", "https://knb.example:8443", false },
        { "http", "127.0.0.1:5080", "https://knb.example/training", "http://knb.example", false },
        { "http", "127.0.0.1:5080", "https://knb.example/training", "http://127.0.0.1:5080", true },
        { "http", "127.0.0.1:5080", null, "https://knb.example", false },
    };

    [Theory]
    [MemberData(nameof(Origins))]
    public void A_page_is_ours_by_the_host_of_the_request_or_by_the_public_address(string scheme, string host, string? publicAddress, string? origin, bool ours)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host, context.Request.Headers.Origin) = (scheme, new HostString(host), origin);
        Assert.Equal(ours, RequestOrigin.IsOurs(context.Request, publicAddress is null ? null : new Uri(publicAddress)));
    }

    /// <summary>The ways to a circuit: method, path, and whether it asks for a WebSocket.</summary>
    public static TheoryData<string, string, bool> Ways => new()
    {
        { "POST", "/_blazor/negotiate?negotiateVersion=1", false },
        { "GET", "/_blazor", true },
        { "GET", "/_BLAZOR", true },
        { "CONNECT", "/_blazor", false },
        { "POST", "/_blazor?id=x", false },
        { "POST", "/_blazor/disconnect/", false },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_foreign_page_opens_no_circuit_with_the_cookies_of_its_visitor(string method, string address, bool socket)
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        var own = visitor.BaseAddress!.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(visitor, method, address, socket, "http://localhost:5999"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(visitor, method, address, socket, "null"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(visitor, method, address, socket, origin: null));
        Assert.NotEqual(HttpStatusCode.Forbidden, await AskAsync(visitor, method, address, socket, own));
    }

    [Fact]
    public async Task Without_cookies_nobody_is_anybody_and_what_a_page_only_fetches_names_no_origin()
    {
        using var stranger = application.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        Assert.NotEqual(HttpStatusCode.Forbidden, await AskAsync(stranger, "POST", "/_blazor/negotiate?negotiateVersion=1", socket: false, origin: null));
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(visitor, "GET", "/_blazor/initializers", socket: false, origin: null));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(visitor, "GET", "/_blazor/initializers", socket: false, origin: "http://localhost:5999"));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient visitor, string method, string address, bool socket, string? origin)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative));
        if (socket)
        {
            request.Headers.Upgrade.ParseAdd("websocket");
            request.Headers.Connection.ParseAdd("Upgrade");
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return (await visitor.SendAsync(request, Cancellation)).StatusCode;
    }
}
