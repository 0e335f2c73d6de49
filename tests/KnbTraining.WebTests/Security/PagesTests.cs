using System.Reflection;
using KnbTraining.Web.Components.Layout;
using KnbTraining.Web.Features.Account;
using KnbTraining.Web.Features.Certificates;
using KnbTraining.Web.Features.Errors;
using KnbTraining.Web.Features.Setup;
using KnbTraining.Web.Security;
using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.WebTests.Security;

public sealed class PagesTests
{
    // Pages for people who are not signed in, each with its reason.
    private static readonly Dictionary<Type, string> OpenToEverybody = new()
    {
        [typeof(SignInPage)] = "this is where one signs in",
        [typeof(SignOutPage)] = "whoever is not signed in is sent on to where one signs in, and never back here",
        [typeof(DonePage)] = "says only that whoever was here has gone",
        [typeof(SetupPage)] = "guarded by a one-time token; nobody can sign in yet",
        [typeof(VerifyPage)] = "strangers check a certificate by its number; it tells them no more than that needs",
        [typeof(KeysPage)] = "public keys are for the public",
        [typeof(NotFoundPage)] = "says only that there is nothing",
        [typeof(ErrorPage)] = "says only that something failed",
    };

    private static readonly string[] KnownPolicies = [Policies.Learn, .. Policies.Roles.Keys];

    public static TheoryData<Type> Pages => [.. WebRoom.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_page_names_a_policy(Type page)
    {
        if (OpenToEverybody.ContainsKey(page))
        {
            Assert.NotNull(page.GetCustomAttribute<AllowAnonymousAttribute>());
            return;
        }

        Assert.Null(page.GetCustomAttribute<AllowAnonymousAttribute>());
        var policy = Assert.Single(page.GetCustomAttributes<AuthorizeAttribute>()).Policy;
        Assert.Contains(policy, KnownPolicies);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_page_stands_on_one_surface_in_its_layout_and_behind_its_policy(Type page)
    {
        var surface = Assert.Single(WebRoom.Routes(page).Select(Surfaces.Of).Distinct());
        var layout = page.GetCustomAttribute<LayoutAttribute>()?.LayoutType ?? typeof(LearnerLayout);
        Assert.Contains(layout, surface == Surface.Admin ? [typeof(AdminLayout)] : new[] { typeof(LearnerLayout), typeof(OwnBarLayout) });
        if (surface == Surface.Admin)
        {
            Assert.NotEqual(Policies.Learn, page.GetCustomAttribute<AuthorizeAttribute>()!.Policy);
        }
    }

    [Fact]
    public void Every_entry_of_the_admin_navigation_leads_to_an_admin_page()
    {
        var routes = WebRoom.Pages.SelectMany(WebRoom.Routes).Select(route => route.TrimStart('/')).ToHashSet(StringComparer.Ordinal);
        Assert.All(AdminNavigation.Entries, entry =>
        {
            Assert.Contains(entry.Href, routes);
            Assert.Equal(Surface.Admin, Surfaces.Of(entry.Href));
            Assert.Contains(entry.Policy, Policies.Roles.Keys);
        });
    }

    [Fact]
    public void Whoever_may_open_an_admin_page_may_open_the_admin_surface() =>
        Assert.All(Policies.Roles.Values, roles => Assert.Subset(Policies.Roles[Policies.AnyAdmin].ToHashSet(), roles.ToHashSet()));
}
