using System.Net;
using System.Text.RegularExpressions;

namespace KnbTraining.WebTests.Features.Account;

/// <summary>Forms that stayed open too long, or whose cookie is gone: a page with a way on, never an empty answer.</summary>
public sealed partial class RefusedFormTests(RunningApplication application)
{
    private static readonly Uri SignIn = new("/account/sign-in?back=%2Frecord", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sign_in_form_comes_again_with_what_was_typed_and_without_the_password()
    {
        using var visitor = application.Visitor();
        foreach (var (language, note) in new[] { ("en", "enter the password once more"), ("ru", "Введите пароль ещё раз"), ("kk", "Парольді тағы бір рет енгізіңіз") })
        {
            var answer = await PostAsync(visitor, SignIn, language, "sign-in", ("Input.UserName", "berik"), ("Input.Password", "my-secret-words"));
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(note, page, StringComparison.Ordinal);
            Assert.Contains("value=\"berik\"", page, StringComparison.Ordinal);
            Assert.Contains($"lang=\"{language}\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("my-secret-words", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_form_that_came_again_works()
    {
        using var visitor = application.Visitor();
        var refused = await PostAsync(visitor, SignIn, "en", "sign-in", ("Input.UserName", RunningApplication.UserName), ("Input.Password", "x"));
        var fields = Hidden().Matches(await refused.Content.ReadAsStringAsync(Cancellation)).DistinctBy(field => field.Groups["name"].Value)
            .Select(field => KeyValuePair.Create(field.Groups["name"].Value, field.Groups["value"].Value)).ToList();
        fields.Add(new("Input.UserName", RunningApplication.UserName));
        fields.Add(new("Input.Password", RunningApplication.Password));
        using var form = new FormUrlEncodedContent(fields);
        var answer = await visitor.PostAsync(SignIn, form, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/record", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_in_in_another_window_meanwhile_the_same_person_goes_on_and_another_is_told_who_is_there()
    {
        using var visitor = application.Visitor();
        var open = await visitor.GetStringAsync(SignIn, Cancellation);
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        var token = Hidden().Matches(open).Select(field => (field.Groups["name"].Value, field.Groups["value"].Value)).ToArray();

        var same = await PostAsync(visitor, SignIn, "en", null, [.. token, ("Input.UserName", RunningApplication.UserName), ("Input.Password", "x")]);
        Assert.Equal(HttpStatusCode.Redirect, same.StatusCode);
        Assert.EndsWith("/record", same.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var other = await PostAsync(visitor, SignIn, "en", null, [.. token, ("Input.UserName", "berik"), ("Input.Password", "x")]);
        var page = await other.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Contains("Dana Seitova is already logged in in this browser", page, StringComparison.Ordinal);
        Assert.Contains("value=\"berik\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_static_form_of_somebody_signed_in_answers_a_refused_post_with_its_page()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        foreach (var (address, handler, word) in new[]
        {
            ("/account/password", "password", "nothing was changed"), ("/account/sessions", "sessions", "nothing was changed"), ("/account/sign-out", "sign-out", "You are still logged in"),
        })
        {
            var answer = await PostAsync(visitor, new Uri(address, UriKind.Relative), "en", handler);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.Contains(word, page, StringComparison.Ordinal);
            Assert.Contains("__RequestVerificationToken", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Signing_out_after_the_session_has_ended_is_no_error_and_no_way_back()
    {
        using var visitor = application.Visitor();
        var answer = await PostAsync(visitor, new Uri("/account/sign-out", UriKind.Relative), "en", "sign-out");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/account/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_to_where_nothing_is_shows_a_page()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        using var nothing = new FormUrlEncodedContent([]);
        var answer = await visitor.PostAsync(new Uri("/nothing-here", UriKind.Relative), nothing, Cancellation);
        Assert.InRange((int)answer.StatusCode, 404, 405);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient visitor, Uri address, string language, string? handler, params (string Name, string Value)[] fields)
    {
        var all = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        if (handler is not null)
        {
            all.Add(new("_handler", handler));
        }

        using var form = new FormUrlEncodedContent(all);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        request.Headers.Add("Accept-Language", language);
        return await visitor.SendAsync(request, Cancellation);
    }

    [GeneratedRegex(@"<input type=""hidden"" name=""(?<name>[^""]+)"" value=""(?<value>[^""]*)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();
}
