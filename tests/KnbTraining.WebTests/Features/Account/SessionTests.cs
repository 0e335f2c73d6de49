using System.Net;
using System.Security.Claims;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace KnbTraining.WebTests.Features.Account;

/// <summary>What a page learns about its session, and what keeps a session alive.</summary>
public sealed class SessionTests(RunningApplication application)
{
    private static readonly Uri Session = new("/account/session", UriKind.Relative);
    private static readonly Uri Working = new("/account/session?active=true", UriKind.Relative);
    private static readonly Uri Checked = new("/account/session?check=true", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_session_the_answer_is_401_and_with_one_its_account()
    {
        using var visitor = application.Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync(Session, Cancellation)).StatusCode);
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        var answer = await visitor.GetAsync(Session, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var account = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"data-who=\"{account}\"", await visitor.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_can_end_at_the_answer_that_the_page_waits_for()
    {
        using var visitor = application.Visitor();
        var answer = await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/account/session");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/account/session", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_works_keeps_the_session_and_an_open_page_alone_does_not()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var timed = await TimedApplication.StartAsync(clock);
        using var worker = timed.CreateClient();
        using var idler = timed.CreateClient();
        await RunningApplication.SignInAsync(worker, RunningApplication.UserName, RunningApplication.Password, back: "/account/session");
        await RunningApplication.SignInAsync(idler, RunningApplication.UserName, RunningApplication.Password, back: "/account/session");
        for (var hour = 1; hour <= 13; hour++)
        {
            // Twelve hours are the end of every session, however much is worked in it.
            clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal(hour < 12 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await worker.GetAsync(Working, Cancellation)).StatusCode);
            Assert.Equal(hour < 10 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await idler.GetAsync(Session, Cancellation)).StatusCode);
        }
    }

    [Fact]
    public async Task Whoever_is_made_inactive_is_put_out_by_the_next_check_and_their_circuit_within_five_minutes()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), SecurityServices.RevalidationInterval);
        await using var timed = await TimedApplication.StartAsync(new FakeTimeProvider(DateTimeOffset.UtcNow));
        await using var scope = timed.Services.CreateAsyncScope();
        var (people, service) = (scope.ServiceProvider.GetRequiredService<PeopleQueries>(), scope.ServiceProvider.GetRequiredService<PeopleService>());
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var admin = (await people.FindViewerAsync((await users.FindByNameAsync(RunningApplication.UserName))!.Id, Cancellation))!;
        var unit = (await people.UnitsAsync(admin, Cancellation))[0].Id;
        var added = (await service.AddAsync(admin, new PersonForm { Name = "Berik Serikov", UserName = "berik", UnitId = unit }, Cancellation)).Value!;
        using var visitor = timed.CreateClient();
        await RunningApplication.SignInAsync(visitor, "berik", added.TemporaryPassword, back: "/account/session");
        var user = (await users.FindByNameAsync("berik"))!;
        var principal = await PrincipalOfAsync(scope, user);
        var revalidation = (CircuitRevalidation)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        Assert.True(await revalidation.StillAsync(new AuthenticationState(principal), Cancellation));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(Checked, Cancellation)).StatusCode);

        Assert.True((await scope.ServiceProvider.GetRequiredService<AccessService>().SetActiveAsync(admin, added.Id, active: false, Cancellation)).Ok);

        Assert.False(await revalidation.StillAsync(new AuthenticationState(principal), Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync(Checked, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync(Session, Cancellation)).StatusCode);
    }

    // A socket's request lasts as long as its page.
    [Fact]
    public async Task Looking_whether_a_session_still_stands_leaves_no_service_of_the_account_with_the_request()
    {
        await using var timed = await TimedApplication.StartAsync(new FakeTimeProvider(DateTimeOffset.UtcNow));
        await using var scope = timed.Services.CreateAsyncScope();
        var user = (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByNameAsync(RunningApplication.UserName))!;
        var principal = await PrincipalOfAsync(scope, user);
        var options = timed.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var scheme = (await timed.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetSchemeAsync(IdentityConstants.ApplicationScheme))!;
        var asked = new AskedServices(scope.ServiceProvider);
        var request = new DefaultHttpContext { RequestServices = asked };
        var ticket = new AuthenticationTicket(principal, new AuthenticationProperties { IssuedUtc = DateTimeOffset.UtcNow.AddHours(-1) }, scheme.Name);
        var context = new CookieValidatePrincipalContext(request, scheme, options, ticket);

        await options.Events.ValidatePrincipal(context);

        // Renewed: the account was really looked at.
        Assert.True(context.ShouldRenew);
        Assert.NotSame(principal, context.Principal);
        Assert.Same(asked, request.RequestServices);
        Assert.Equal([typeof(EndedSessions), typeof(IServiceScopeFactory), typeof(SessionBook)], asked.Types.Distinct().OrderBy(type => type.Name));
    }

    [Fact]
    public async Task Who_signs_out_ends_the_open_pages_of_that_session_at_once_and_those_of_no_other()
    {
        await using var timed = await TimedApplication.StartAsync(new FakeTimeProvider(DateTimeOffset.UtcNow));
        await using var desk = timed.Services.CreateAsyncScope();
        await using var phone = timed.Services.CreateAsyncScope();
        await using var late = timed.Services.CreateAsyncScope();
        var user = (await desk.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByNameAsync(RunningApplication.UserName))!;
        await OpenPageAsync(desk, user, "desk");
        await OpenPageAsync(phone, user, "phone");
        Assert.True(await desk.ServiceProvider.GetRequiredService<CurrentViewer>().IsHereAsync());
        _ = await desk.ServiceProvider.GetRequiredService<CurrentViewer>().GetAsync();

        timed.Services.GetRequiredService<EndedSessions>().End("desk");

        Assert.False(await desk.ServiceProvider.GetRequiredService<CurrentViewer>().IsHereAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await desk.ServiceProvider.GetRequiredService<CurrentViewer>().GetAsync());
        Assert.Equal(user.PersonId, (await phone.ServiceProvider.GetRequiredService<CurrentViewer>().GetAsync()).PersonId);
        await OpenPageAsync(late, user, "desk");
        Assert.False(await late.ServiceProvider.GetRequiredService<CurrentViewer>().IsHereAsync());
    }

    [Fact]
    public async Task A_new_password_by_the_administrator_ends_open_pages_and_cookies_at_once()
    {
        await using var timed = await TimedApplication.StartAsync(new FakeTimeProvider(DateTimeOffset.UtcNow));
        await using var scope = timed.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var user = (await users.FindByNameAsync(RunningApplication.UserName))!;
        var admin = (await scope.ServiceProvider.GetRequiredService<PeopleQueries>().FindViewerAsync(user.Id, Cancellation))!;
        using var visitor = timed.CreateClient();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/account/session");
        await OpenPageAsync(scope, user, "page");

        Assert.True((await scope.ServiceProvider.GetRequiredService<AccessService>().ResetPasswordAsync(admin, user.PersonId, Cancellation)).Ok);

        Assert.False(await scope.ServiceProvider.GetRequiredService<CurrentViewer>().IsHereAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync(Session, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_copy_of_the_cookie_is_worthless_after_signing_out_also_where_its_claims_were_renewed()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var timed = await TimedApplication.StartAsync(clock);
        using var thief = timed.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        using var signingIn = timed.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var first = CookieOf(await RunningApplication.SignInAsync(signingIn, RunningApplication.UserName, RunningApplication.Password, back: "/account/session"));
        clock.Advance(SecurityServices.RevalidationInterval + TimeSpan.FromMinutes(1));
        var answer = await signingIn.GetAsync(Working, Cancellation);
        var renewed = CookieOf(answer);
        Assert.NotEqual(first, renewed);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(thief, first));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(thief, renewed));

        await SignOutAsync(signingIn);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(thief, first));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(thief, renewed));
    }

    [Fact]
    public async Task A_cookie_that_was_signed_out_is_refused_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("knb-webtests-").FullName;
        try
        {
            string ended, open;
            await using (var before = await TimedApplication.StartAsync(new FakeTimeProvider(DateTimeOffset.UtcNow), folder))
            {
                using var leaving = before.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
                using var staying = before.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
                ended = CookieOf(await RunningApplication.SignInAsync(leaving, RunningApplication.UserName, RunningApplication.Password, back: "/account/session"));
                open = CookieOf(await RunningApplication.SignInAsync(staying, RunningApplication.UserName, RunningApplication.Password, back: "/account/session"));
                await SignOutAsync(leaving);
            }

            await using var after = TimedApplication.Over(new FakeTimeProvider(DateTimeOffset.UtcNow), folder);
            using var thief = after.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(thief, ended));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(thief, open));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task On_a_shared_computer_a_session_ends_after_a_quarter_of_an_hour_without_work_and_the_browser_remembers_nobody()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var timed = await TimedApplication.StartAsync(clock);
        using var worker = timed.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var idler = timed.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var entered = await RunningApplication.SignInAsync(worker, RunningApplication.UserName, RunningApplication.Password, back: "/account/session", shared: true);
        await RunningApplication.SignInAsync(idler, RunningApplication.UserName, RunningApplication.Password, back: "/account/session", shared: true);
        Assert.DoesNotContain(entered.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("knb.known-device=", StringComparison.Ordinal) && !cookie.Contains("1970", StringComparison.Ordinal));
        Assert.Contains("max-age", Assert.Single(entered.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("knb.shared-computer=", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("expires", Assert.Single(entered.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("knb.session=", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);

        // Long enough for the claims to be read anew: a renewed cookie stays a short one.
        for (var minutes = 10; minutes <= 40; minutes += 10)
        {
            clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(HttpStatusCode.OK, (await worker.GetAsync(Working, Cancellation)).StatusCode);
            Assert.Equal(minutes < 15 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await idler.GetAsync(Session, Cancellation)).StatusCode);
        }

        clock.Advance(KnbSignInManager.SharedIdle + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await worker.GetAsync(Session, Cancellation)).StatusCode);
        Assert.Contains("name=\"Input.Shared\" value=\"true\" checked", await worker.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_on_a_page_that_tells_the_next_person_where_to_begin_and_clears_what_the_browser_stored()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync(new Uri("/account/done", UriKind.Relative), Cancellation)).StatusCode);

        var gone = await RunningApplication.PostFormAsync(visitor, page: "/", action: "/account/sign-out");
        Assert.EndsWith("/account/done", gone.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var page = await visitor.GetAsync(new Uri("/account/done", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("\"storage\"", Assert.Single(page.Headers.GetValues("Clear-Site-Data")));

        // The language is that of whoever goes until this page was read.
        const string Language = ".AspNetCore.Culture=";
        Assert.DoesNotContain(gone.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(Language, StringComparison.Ordinal));
        Assert.Contains(page.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith($"{Language};", StringComparison.Ordinal));
        var text = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("href=\"account/sign-in\"", text, StringComparison.Ordinal);
        Assert.Contains("js/done", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync(Session, Cancellation)).StatusCode);
    }

    private static async Task<ClaimsPrincipal> PrincipalOfAsync(AsyncServiceScope scope, AppUser user)
    {
        var entered = (await scope.ServiceProvider.GetRequiredService<SignInService>().WelcomeAsync(user.Id, "", Cancellation)).Value!;
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionMarks.Session, SessionBook.MarkOf(entered.Session.Id)));
        return principal;
    }

    private static async Task OpenPageAsync(AsyncServiceScope scope, AppUser user, string session)
    {
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionMarks.Session, session));
        var page = (IHostEnvironmentAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
    }

    private static string CookieOf(HttpResponseMessage answer) =>
        Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("knb.session=", StringComparison.Ordinal)).Split(';')[0];

    private static async Task<HttpStatusCode> AskAsync(HttpClient thief, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Session);
        request.Headers.Add("Cookie", cookie);
        return (await thief.SendAsync(request, Cancellation)).StatusCode;
    }

    private static async Task SignOutAsync(HttpClient visitor)
    {
        var answer = await RunningApplication.PostFormAsync(visitor, page: "/", action: "/account/sign-out");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>The application with a clock that tests move.</summary>
    private sealed class AskedServices(IServiceProvider services) : IServiceProvider
    {
        public List<Type> Types { get; } = [];

        public object? GetService(Type serviceType)
        {
            Types.Add(serviceType);
            return services.GetService(serviceType);
        }
    }

    private sealed class TimedApplication(FakeTimeProvider clock, string? folder = null) : WebApplicationFactory<Program>
    {
        private readonly string _data = folder ?? Path.Combine(Path.GetTempPath(), $"knb-webtests-{Guid.NewGuid():N}");

        /// <param name="folder">A data folder that stays when the application ends; null for one of its own.</param>
        public static async Task<TimedApplication> StartAsync(FakeTimeProvider clock, string? folder = null)
        {
            var application = new TimedApplication(clock, folder);
            await RunningApplication.SetUpAsync(application.Services);
            return application;
        }

        /// <summary>An application over what another one left.</summary>
        public static TimedApplication Over(FakeTimeProvider clock, string folder) => new(clock, folder);

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            if (folder is null)
            {
                Directory.Delete(_data, recursive: true);
            }
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Data:Folder", _data);
            builder.ConfigureServices(services => services.AddFastPasswords().AddSingleton<TimeProvider>(clock));
        }
    }
}
