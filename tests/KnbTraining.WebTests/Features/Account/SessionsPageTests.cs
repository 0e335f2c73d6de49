using System.Net;
using System.Text.RegularExpressions;

namespace KnbTraining.WebTests.Features.Account;

public sealed partial class SessionsPageTests(RunningApplication application)
{
    private static readonly Uri Page = new("/account/sessions", UriKind.Relative);
    private static readonly Uri Session = new("/account/session", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_sees_their_sessions_and_ends_one_or_all_others_at_once()
    {
        using var here = await SignInAsync("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0");
        using var first = await SignInAsync("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 YaBrowser/26.1 Mobile Safari/537.36");
        using var second = await SignInAsync("<script>alert(1)</script>");
        var page = await here.GetStringAsync(Page, Cancellation);
        Assert.Contains("Firefox, Windows", page, StringComparison.Ordinal);
        Assert.Contains("Yandex, Android", page, StringComparison.Ordinal);
        Assert.Contains("Unknown device", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page, StringComparison.Ordinal);
        Assert.Single(ThisDevice().Matches(page));

        // The first in the list is this one; the button of the phone's row ends it.
        var phone = Buttons().Matches(page[page.IndexOf("Yandex, Android", StringComparison.Ordinal)..])[0].Groups["id"].Value;
        Assert.Contains("Done.", await EndAsync(here, phone), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await first.GetAsync(Session, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync(Session, Cancellation)).StatusCode);

        Assert.Contains("Done.", await EndAsync(here, "others"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync(Session, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(Session, Cancellation)).StatusCode);
        Assert.Contains("had been logged out already", await EndAsync(here, phone), StringComparison.Ordinal);
    }

    private async Task<HttpClient> SignInAsync(string browser)
    {
        var visitor = application.Visitor();
        visitor.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", browser);
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        return visitor;
    }

    private static async Task<string> EndAsync(HttpClient visitor, string which)
    {
        var html = await visitor.GetStringAsync(Page, Cancellation);
        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];
        var fields = Hidden().Matches(main).Select(field => KeyValuePair.Create(field.Groups["name"].Value, field.Groups["value"].Value)).ToList();
        fields.Add(new("Input.Which", which));
        using var form = new FormUrlEncodedContent(fields);
        var answer = await visitor.PostAsync(Page, form, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    [GeneratedRegex(@"<input type=""hidden"" name=""(?<name>[^""]+)"" value=""(?<value>[^""]*)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"name=""Input.Which"" value=""(?<id>[0-9a-f-]{36})""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Buttons();

    [GeneratedRegex("<span class=\"tag\">This device</span>", RegexOptions.NonBacktracking)]
    private static partial Regex ThisDevice();
}
