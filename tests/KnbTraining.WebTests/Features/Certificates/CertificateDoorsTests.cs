using System.Net;
using KnbTraining.Learning.Certificates;
using KnbTraining.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Certificates;

public sealed class CertificateDoorsTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_is_answered_in_the_language_of_the_browser()
    {
        using var visitor = application.Visitor();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("kk-KZ");
        var page = await visitor.GetStringAsync(new Uri("/verify?number=KNB-2026-7F3K-Q9TD", UriKind.Relative), Cancellation);
        Assert.Contains("Мұндай сертификат жоқ", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"kk\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_may_have_a_public_key_and_nobody_another_file_of_its_folder()
    {
        using var visitor = application.Visitor();
        var key = application.Services.GetRequiredService<CertificateKeys>().ListPublic()[0];
        Assert.Equal(key.Pem, await visitor.GetStringAsync(new Uri($"/verify/keys/{key.Id}.pem", UriKind.Relative), Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(new Uri("/verify/keys/signing.pem", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(new Uri("/verify/keys/..%2Fsigning.pem", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/certificates/KNB-2026-7F3K-Q9TD/payload.json")]
    [InlineData("/certificates/KNB-2026-7F3K-Q9TD/signature.der")]
    public async Task The_files_of_a_certificate_are_closed_to_strangers_and_not_there_for_a_number_that_nobody_has(string address)
    {
        using var visitor = application.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode);
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Whoever_tries_many_numbers_is_asked_calmly_to_wait_and_others_are_not()
    {
        for (var i = 0; i < SecurityServices.ChecksPerMinute; i++)
        {
            Assert.Equal(200, (await CheckFromAsync("203.0.113.7")).Response.StatusCode);
        }

        // The limit gives a try back every two seconds, so a slow machine needs some more.
        var refused = await CheckFromAsync("203.0.113.7");
        for (var i = 0; i < 10 * SecurityServices.ChecksPerMinute && refused.Response.StatusCode == 200; i++)
        {
            refused = await CheckFromAsync("203.0.113.7");
        }

        Assert.Equal(429, refused.Response.StatusCode);
        Assert.InRange(int.Parse(refused.Response.Headers.RetryAfter!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        using var body = new StreamReader(refused.Response.Body);
        Assert.Contains("<h1", await body.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(200, (await CheckFromAsync("203.0.113.8")).Response.StatusCode);
    }

    private Task<Microsoft.AspNetCore.Http.HttpContext> CheckFromAsync(string address) => application.Server.SendAsync(
        context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            context.Request.Method = "GET";
            context.Request.Path = "/verify/KNB-2026-7F3K-Q9TD";
        },
        Cancellation);
}
