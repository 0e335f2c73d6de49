using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Security;

public sealed class RightsAtTheActTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // What may keep a viewer, each with its reason.
    private static readonly Dictionary<Type, string> Keepers = new()
    {
        [typeof(AccountRights)] = "the rights themselves; their home forgets them at each change",
        [typeof(Rights)] = "their home",
    };

    [Fact]
    public async Task A_demoted_administrator_is_refused_at_the_next_act_of_an_open_page()
    {
        var user = await People.AddAsync(application.Services, "demoted", Role.Administrator);
        var victim = await People.AddWithTemporaryPasswordAsync(application.Services, "victim");
        await using var page = application.Services.CreateAsyncScope();
        await OpenAsync(page, user);
        var (current, service) = (page.ServiceProvider.GetRequiredService<CurrentViewer>(), page.ServiceProvider.GetRequiredService<AccessService>());
        Assert.True((await service.ResetPasswordAsync(await current.GetAsync(), victim.Id, Cancellation)).Ok);

        await People.GrantAsync(application.Services, user.PersonId);

        Assert.Equal(Refusal.NotAllowed, (await service.ResetPasswordAsync(await current.GetAsync(), victim.Id, Cancellation)).Refused);
        Assert.Null((await current.GetAsync()).ScopePath);
    }

    [Fact]
    public async Task An_open_page_that_its_reader_may_not_see_any_more_is_told_and_no_other()
    {
        var (lost, kept) = (await People.AddAsync(application.Services, "lost", Role.Administrator), await People.AddAsync(application.Services, "kept", Role.Administrator));
        await using var pageOfLost = application.Services.CreateAsyncScope();
        await using var pageOfKept = application.Services.CreateAsyncScope();
        await OpenAsync(pageOfLost, lost);
        await OpenAsync(pageOfKept, kept);
        var (told, others) = (Listen(pageOfLost), Listen(pageOfKept));
        Assert.True(await MayAsync(pageOfLost, Policies.Administer));

        await People.GrantAsync(application.Services, lost.PersonId, Role.Editor);

        await told.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(await MayAsync(pageOfLost, Policies.Administer));
        Assert.True(await MayAsync(pageOfLost, Policies.Edit));
        Assert.True(await pageOfLost.ServiceProvider.GetRequiredService<CurrentViewer>().IsHereAsync());
        Assert.False(others.IsCompleted);
    }

    // A page whose policy is looked at again while something is read would be taken away and drawn anew, and what was typed with it.
    [Fact]
    public async Task A_policy_is_looked_at_without_waiting()
    {
        var user = await People.AddAsync(application.Services, "at-once", Role.Administrator);
        await using var page = application.Services.CreateAsyncScope();
        await OpenAsync(page, user);
        await MayAsync(page, Policies.Administer);

        Assert.True(MayAsync(page, Policies.Administer).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_cookie_says_who_somebody_is_and_not_what_they_may_do()
    {
        var user = await People.AddAsync(application.Services, "cookie", Role.Administrator);
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, "cookie", People.Password, back: "/");
        Uri[] addresses = [new("/admin/people", UriKind.Relative), new("/admin/reports/progress.csv", UriKind.Relative), new("/admin/law/coverage.csv", UriKind.Relative)];
        foreach (var address in addresses)
        {
            Assert.NotEqual(HttpStatusCode.Forbidden, (await visitor.GetAsync(address, Cancellation)).StatusCode);
        }

        await People.GrantAsync(application.Services, user.PersonId);

        foreach (var address in addresses)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(address, Cancellation)).StatusCode);
        }

        // And the other way round: what was given counts without signing in again.
        await People.GrantAsync(application.Services, user.PersonId, Role.Auditor);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(addresses[0], Cancellation)).StatusCode);
        await using var scope = application.Services.CreateAsyncScope();
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user);
        Assert.DoesNotContain(principal.Claims, claim => claim.Type == ClaimTypes.Role);
    }

    /// <summary>Whoever wants one asks <see cref="CurrentViewer"/> at each act: a field would outlive the rights in it.</summary>
    [Fact]
    public void Nothing_keeps_a_viewer_from_one_act_to_the_next()
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var types = new[] { WebRoom.Assembly, typeof(Viewer).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !Keepers.ContainsKey(type) && !IsMadeByCompiler(type))
            .ToList();

        // Services that take a viewer take it with each call.
        Assert.Contains(types.SelectMany(type => type.GetMethods(all)), method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Viewer)));
        Assert.Empty(types.SelectMany(type => type.GetFields(all)).Where(field => Keeps(field.FieldType)).Select(field => $"{field.DeclaringType}.{field.Name}"));
        Assert.True(Keeps(typeof(Dictionary<Guid, Viewer?>)));
        Assert.False(Keeps(typeof(Func<ValueTask<Viewer>>)));
    }

    // What is called each time keeps nothing.
    private static bool Keeps(Type type) =>
        type == typeof(Viewer)
        || (type.IsArray && Keeps(type.GetElementType()!))
        || (type.IsGenericType && !typeof(Delegate).IsAssignableFrom(type) && type.GetGenericArguments().Any(Keeps));

    // The state of a method that runs ends with the method.
    private static bool IsMadeByCompiler(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || (type.DeclaringType is { } outer && IsMadeByCompiler(outer));

    private static Task Listen(AsyncServiceScope page)
    {
        var told = new TaskCompletionSource();
        page.ServiceProvider.GetRequiredService<AuthenticationStateProvider>().AuthenticationStateChanged += _ => told.TrySetResult();
        return told.Task;
    }

    private static async Task<bool> MayAsync(AsyncServiceScope page, string policy)
    {
        var state = await page.ServiceProvider.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync();
        return (await page.ServiceProvider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(state.User, policy)).Succeeded;
    }

    private static async Task OpenAsync(AsyncServiceScope page, AppUser user)
    {
        var principal = await page.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user);
        _ = await page.ServiceProvider.GetRequiredService<Rights>().FindAsync(user.Id, Cancellation);
        ((IHostEnvironmentAuthenticationStateProvider)page.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
    }
}
