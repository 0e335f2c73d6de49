using KnbTraining.Web.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.WebTests.Hosting;

public sealed class RequestLimitsTests(RunningApplication application)
{
    public static TheoryData<string> Forms => ["/account/sign-in", "/account/sign-out", "/setup"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_larger_than_any_real_one_is_refused_and_is_no_failure(string address)
    {
        var hostile = new Dictionary<string, FormUrlEncodedContent>(StringComparer.Ordinal)
        {
            ["value"] = Form([new("Input.UserName", new string('x', RequestLimits.LongestValue + 1))]),
            ["name"] = Form([new(new string('x', 5_000), "x")]),
            ["number"] = Form(Enumerable.Range(0, RequestLimits.MostFields + 1).Select(i => KeyValuePair.Create($"Input.F{i}", "x"))),
            ["depth"] = Form([new($"Input.{string.Concat(Enumerable.Repeat("[0].", 60))}UserName", "x")]),
        };
        foreach (var (what, content) in hostile)
        {
            using var visitor = application.Visitor();
            using var form = content;
            using var answer = await visitor.PostAsync(new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode is >= 300 and < 500, $"{what}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_answered_by_a_page_in_the_language_of_whoever_asks()
    {
        using var visitor = application.Visitor();
        foreach (var (language, title) in new[] { ("en", "This address is too long"), ("ru", "Слишком длинный адрес"), ("kk", "Мекенжай тым ұзын") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/verify?number={new string('7', RequestLimits.LongestAddress)}");
            request.Headers.Add("Accept-Language", language);
            var answer = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(System.Net.HttpStatusCode.RequestUriTooLong, answer.StatusCode);
            Assert.Contains(title, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        }

        // What is longer than that is read, so that there is somebody to answer.
        Assert.True(application.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestLineSize > 4 * RequestLimits.LongestAddress);
    }

    [Fact]
    public void The_server_takes_no_longer_body() =>
        Assert.Equal(RequestLimits.LongestBody, application.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize);

    private static FormUrlEncodedContent Form(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);
}
