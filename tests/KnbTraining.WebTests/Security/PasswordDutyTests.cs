using System.Net;
using System.Text.RegularExpressions;
using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Security;

public sealed partial class PasswordDutyTests(RunningApplication application)
{
    // What whoever has a temporary password may still open, each with its reason. Whatever is mapped and not named here is closed.
    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal)
    {
        ["/account/password"] = "this is where it is changed",
        ["/account/sign-out"] = "nobody is held",
        ["/account/sign-in"] = "somebody else may sign in",
        ["/account/done"] = "says only that whoever was here has gone",
        ["/account/session"] = "tells only whose session it is",
        ["/language"] = "the page is to be understood",
        ["/theme"] = "says nothing",
        ["/health/live"] = "asked by machines",
        ["/health/ready"] = "asked by machines",
        ["/setup"] = "closed by itself once it is done",
        ["/error"] = "says only that something failed",
        ["/error/{Code:int}"] = "says only that something failed",
        ["/not-found"] = "says only that there is nothing",
        ["/verify"] = "open to strangers",
        ["/verify/{Number}"] = "open to strangers",
        ["/verify/keys"] = "public keys are for the public",
        ["/verify/keys/{id}.pem"] = "public keys are for the public",
    };

    private const string FilesWhileDeveloping = "{**path:file}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_opens_before_a_temporary_password_is_changed_but_what_is_named_here()
    {
        // An administrator, whom no policy keeps out.
        var added = await People.AddWithTemporaryPasswordAsync(application.Services, "duty", Role.Administrator, Role.Editor, Role.Reviewer, Role.Auditor);
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, "duty", added.TemporaryPassword, back: "/");
        var endpoints = application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.RoutePattern.RawText != FilesWhileDeveloping)
            .ToList();
        var opened = new SortedSet<string>(StringComparer.Ordinal);
        var closed = new List<string>();

        foreach (var endpoint in endpoints)
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(AddressOf(endpoint.RoutePattern), UriKind.Relative));
                request.Headers.Add("Origin", visitor.BaseAddress!.GetLeftPart(UriPartial.Authority));
                var answer = await visitor.SendAsync(request, Cancellation);
                if (IsClosed(answer, endpoint))
                {
                    closed.Add($"{method} {pattern}");
                }
                else
                {
                    opened.Add(pattern);
                }
            }
        }

        Assert.Equal(Open.Keys.Order(StringComparer.Ordinal), opened);
        Assert.Contains(closed, address => address.EndsWith(".{format}", StringComparison.Ordinal));
        Assert.Contains(closed, address => address.StartsWith("GET /_blazor", StringComparison.Ordinal) || address.StartsWith("POST /_blazor", StringComparison.Ordinal));
        Assert.Contains("GET /", closed);
    }

    [Fact]
    public async Task A_changed_password_opens_everything_without_signing_in_again()
    {
        var added = await People.AddWithTemporaryPasswordAsync(application.Services, "duty-done", Role.Administrator);
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, "duty-done", added.TemporaryPassword, back: "/");
        Assert.Equal("/account/password", (await visitor.GetAsync(new Uri("/admin", UriKind.Relative), Cancellation)).Headers.Location!.PathAndQueryOrSelf());

        var html = await visitor.GetStringAsync(new Uri("/account/password", UriKind.Relative), Cancellation);
        var fields = Hidden().Matches(html[html.IndexOf("<main", StringComparison.Ordinal)..]).DistinctBy(field => field.Groups["name"].Value).ToDictionary(field => field.Groups["name"].Value, field => field.Groups["value"].Value, StringComparer.Ordinal);
        (fields["Input.Current"], fields["Input.Chosen"], fields["Input.Repeated"]) = (added.TemporaryPassword, People.Password, People.Password);
        using var form = new FormUrlEncodedContent(fields);
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(new Uri("/account/password", UriKind.Relative), form, Cancellation)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/admin", UriKind.Relative), Cancellation)).StatusCode);
    }

    private static bool IsClosed(HttpResponseMessage answer, RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<RootComponentMetadata>() is not null
            ? answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.PathAndQueryOrSelf() == "/account/password"
            : answer.StatusCode == HttpStatusCode.Forbidden;

    // A value for each parameter that its constraint lets through.
    private static string AddressOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => ValueOf(parameter),
        _ => "",
    }))));

    private static string ValueOf(RoutePatternParameterPart parameter) =>
        parameter.ParameterPolicies.Any(policy => policy.Content == "guid") ? Guid.Empty.ToString()
        : parameter.ParameterPolicies.Any(policy => policy.Content == "int") ? "1"
        : "x";

    [GeneratedRegex(@"<input type=""hidden"" name=""(?<name>[^""]+)"" value=""(?<value>[^""]*)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();
}
