using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace KnbTraining.WebTests.Security;

public sealed partial class ClosedDoorsTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Closed =>
        [.. WebRoom.Pages.SelectMany(WebRoom.Routes).Select(route => Parameter().Replace(route, "x")).Where(route => route is not ("/account/sign-in" or "/account/sign-out" or "/account/done" or "/setup" or "/not-found" or "/error" or "/error/x" or "/verify" or "/verify/x" or "/verify/keys")), "/nothing-here"];

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task Whoever_is_not_signed_in_is_sent_to_sign_in(string address)
    {
        using var visitor = application.Visitor();
        var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/account/sign-in?back=", answer.Headers.Location!.PathAndQueryOrSelf(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_opens_a_circuit_without_signing_in()
    {
        using var visitor = application.Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync(new Uri("/_blazor", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/verify")]
    [InlineData("/verify/KNB-2026-7F3K-Q9TD")]
    [InlineData("/verify/keys")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/css/knb.css")]
    public async Task What_everybody_needs_is_open(string address)
    {
        using var visitor = application.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task That_there_is_nothing_is_said_to_everybody_with_its_status()
    {
        using var visitor = application.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(new Uri("/not-found", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task The_right_password_leads_back_to_where_one_was_going()
    {
        using var visitor = application.Visitor();
        var answer = await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/admin");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/admin", answer.Headers.Location!.PathAndQueryOrSelf());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/admin", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(new Uri("/nothing-here", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData(RunningApplication.UserName, "not the right sentence")]
    [InlineData("nobody", "not the right sentence")]
    public async Task Known_or_not_a_refusal_reads_the_same(string userName, string password)
    {
        using var visitor = application.Visitor();
        var answer = await RunningApplication.SignInAsync(visitor, userName, password, back: "/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("The user name or the password is not right.", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_return_address_is_not_followed_after_signing_in()
    {
        using var visitor = application.Visitor();
        var answer = await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "//evil.example");
        Assert.Equal("/", answer.Headers.Location!.PathAndQueryOrSelf());
    }

    [Fact]
    public async Task Signing_out_needs_the_form_of_this_site()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        using var nothing = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(new Uri("/account/sign-out", UriKind.Relative), nothing, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/account/sign-in", "style-src 'self'")]
    [InlineData("/admin", "style-src-attr 'unsafe-inline'")]
    public async Task Each_surface_has_its_content_security_policy(string address, string styles)
    {
        using var visitor = application.Visitor();
        var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains(styles, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal(address == "/admin", policy.Contains("unsafe-inline", StringComparison.Ordinal));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task The_hashes_of_the_admin_policy_cover_every_style_element_of_the_page()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/admin");
        var answer = await visitor.GetAsync(new Uri("/admin", UriKind.Relative), Cancellation);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        var styles = StyleElement().Matches(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.NotEmpty(styles);
        Assert.All(styles, style =>
        {
            var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style.Groups["css"].Value)));
            Assert.Contains($"'sha256-{hash}'", policy, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_learner_surface_carries_no_asset_of_MudBlazor()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        var page = await visitor.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

        // Elements and style sheets are looked at, not the text of the page: its sealed state holds any letters by chance.
        var elements = new HtmlParser().ParseDocument(page).All.ToArray();
        Assert.Contains(elements, element => element.LocalName == "main");
        Assert.DoesNotContain(elements, element => element.ClassList.Any(name => name.StartsWith("mud-", StringComparison.Ordinal)));
        Assert.DoesNotContain(elements.SelectMany(element => element.Attributes), attribute => attribute.Name is "href" or "src" && attribute.Value.Contains("Mud", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(elements, element => element.LocalName is "style" or "script" && element.TextContent.Contains("mud", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex("<style[^>]*>(?<css>.*?)</style>", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StyleElement();
}

internal static class Addresses
{
    public static string PathAndQueryOrSelf(this Uri address) => address.IsAbsoluteUri ? address.PathAndQuery : address.OriginalString;
}
