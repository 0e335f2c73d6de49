using System.Net;
using KnbTraining.Learning.Accounts;
using KnbTraining.Web.Security;
using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KnbTraining.WebTests.Security;

public sealed class OwnCookiesTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_https_every_cookie_of_ours_is_bound_to_this_host_and_secure()
    {
        using var visitor = Over("https");
        var page = await visitor.GetAsync(new Uri("/account/sign-in", UriKind.Relative), Cancellation);
        var entered = await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        var cookies = page.Headers.GetValues("Set-Cookie").Concat(entered.Headers.GetValues("Set-Cookie")).ToArray();
        foreach (var name in (string[])["session", "form", "known-device"])
        {
            var cookie = Assert.Single(cookies, cookie => cookie.StartsWith($"__Host-knb.{name}=", StringComparison.Ordinal));
            Assert.Contains("; path=/;", cookie + ";", StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        }

        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(cookies, cookie => cookie.StartsWith("knb.", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri("/record", UriKind.Relative), Cancellation)).StatusCode);
    }

    // A script writes this one, and scripts know nothing of the prefix.
    [Fact]
    public async Task By_https_the_script_still_tells_that_a_device_is_dark()
    {
        var asked = await application.Server.SendAsync(
            context =>
            {
                (context.Request.Method, context.Request.Scheme, context.Request.Path) = ("GET", "https", "/account/sign-in");
                context.Request.Host = new HostString("training.example");
                context.Request.Headers.Cookie = $"{Theme.DeviceCookie}=dark";
            },
            Cancellation);
        Assert.True(Theme.From(asked.Request).DeviceIsDark);
    }

    [Fact]
    public void No_two_cookies_have_the_same_name()
    {
        string[] names = [Theme.Cookie, Theme.DeviceCookie, KnownDevices.Cookie];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task By_https_a_cookie_without_the_prefix_is_not_believed()
    {
        using var signingIn = application.Visitor();
        var entered = await RunningApplication.SignInAsync(signingIn, RunningApplication.UserName, RunningApplication.Password, back: "/");
        var cookie = entered.Headers.GetValues("Set-Cookie").First(cookie => cookie.StartsWith("knb.session=", StringComparison.Ordinal)).Split(';')[0];
        using var visitor = application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new Uri("https://training.example") });
        foreach (var (sent, expected) in new[] { (cookie, HttpStatusCode.Unauthorized), ("__Host-" + cookie, HttpStatusCode.OK) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/account/session", UriKind.Relative));
            request.Headers.Add("Cookie", sent);
            Assert.Equal(expected, (await visitor.SendAsync(request, Cancellation)).StatusCode);
        }
    }

    [Fact]
    public async Task Browsers_are_told_for_a_year_to_come_by_https_where_they_came_so()
    {
        using var secure = Over("https");
        using var plain = Over("http");
        var address = new Uri("/account/sign-in", UriKind.Relative);
        Assert.Equal("max-age=31536000", Assert.Single((await secure.GetAsync(address, Cancellation)).Headers.GetValues("Strict-Transport-Security")));
        Assert.False((await plain.GetAsync(address, Cancellation)).Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task What_is_shown_to_a_person_is_kept_by_no_cache_and_what_is_the_same_for_everybody_is()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        foreach (var address in (string[])["/", "/record", "/account/password", "/account/session", "/admin/people", "/admin/reports/progress.csv", "/admin/law/coverage.csv", "/admin/audit", "/certificates/KNB-2026-7F3K-Q9TD", "/verify"])
        {
            Assert.True((await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).Headers.CacheControl?.NoStore, address);
        }

        Assert.NotEqual(true, (await visitor.GetAsync(new Uri("/css/knb.css", UriKind.Relative), Cancellation)).Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_browser_that_was_let_in_before_is_not_slowed_down_by_others_who_guess()
    {
        using var owner = application.Visitor();
        await RunningApplication.SignInAsync(owner, RunningApplication.UserName, RunningApplication.Password, back: "/");
        await RunningApplication.PostFormAsync(owner, page: "/", action: "/account/sign-out");
        using var guesser = From("203.0.113.9");
        for (var guess = 0; guess < SignInThrottle.FreeFailures + 1; guess++)
        {
            await RunningApplication.SignInAsync(guesser, RunningApplication.UserName, "not the right sentence", back: "/");
        }

        // The same office, with and without the mark in the browser.
        using var stranger = From("203.0.113.9");
        Assert.Equal(HttpStatusCode.OK, (await RunningApplication.SignInAsync(stranger, RunningApplication.UserName, RunningApplication.Password, back: "/")).StatusCode);
        owner.DefaultRequestHeaders.Add(RunningApplication.AddressHeader, "203.0.113.9");
        Assert.Equal(HttpStatusCode.Redirect, (await RunningApplication.SignInAsync(owner, RunningApplication.UserName, RunningApplication.Password, back: "/")).StatusCode);
    }

    private HttpClient Over(string scheme) =>
        application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri($"{scheme}://training.example") });

    private HttpClient From(string address)
    {
        var visitor = application.Visitor();
        visitor.DefaultRequestHeaders.Add(RunningApplication.AddressHeader, address);
        return visitor;
    }
}
