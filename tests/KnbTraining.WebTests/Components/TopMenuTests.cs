using Bunit.TestDoubles;
using KnbTraining.Content.Text;
using KnbTraining.Web.Components;
using KnbTraining.Web.Security;
using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components;

public sealed class TopMenuTests
{
    [Theory]
    [InlineData("kk", "Қазақша")]
    [InlineData("ru", "Русский")]
    [InlineData("en", "English")]
    public void The_current_language_is_marked_and_is_no_link(string language, string name)
    {
        using var context = Visited(language);
        var menu = context.Render<TopMenu>(parameters => parameters.Add(menu => menu.Surface, Surface.Learner));
        Assert.Contains(name, menu.Find(".languages [aria-current]").TextContent, StringComparison.Ordinal);
        Assert.Equal(Languages.All.Count - 1, menu.FindAll(".languages a").Count);
    }

    [Fact]
    public void A_choice_leads_back_to_the_open_page_also_after_moving_on()
    {
        using var context = Visited("en");
        var menu = context.Render<TopMenu>(parameters => parameters.Add(menu => menu.Surface, Surface.Learner));
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("quiz/1/7?x=1#part");
        menu.WaitForAssertion(() => Assert.Equal("language?to=kk&back=%2Fquiz%2F1%2F7%3Fx%3D1", menu.Find("a[lang=kk]").GetAttribute("href")));
    }

    [Fact]
    public void A_visitor_has_no_menu()
    {
        using var context = Visited("en");
        Assert.Empty(context.Render<TopMenu>(parameters => parameters.Add(menu => menu.Surface, Surface.Learner)).FindAll(".menu"));
    }

    [Fact]
    public void The_menu_leads_a_learner_nowhere_near_administration()
    {
        using var context = Visited("en", out var authorization);
        authorization.SetAuthorized("Aru Sapa");
        var menu = context.Render<TopMenu>(parameters => parameters.Add(menu => menu.Surface, Surface.Learner));
        Assert.Equal("AS", menu.Find(".menu .initials").TextContent);
        Assert.Empty(menu.FindAll(".menu a[href=admin]"));
        Assert.Equal("token", menu.Find("form[action='account/sign-out'] input[name=knb]").GetAttribute("value"));
    }

    [Fact]
    public void The_menu_of_whoever_administers_anything_leads_to_administration()
    {
        using var context = Visited("en", out var authorization);
        authorization.SetAuthorized("Aru Sapa").SetPolicies(Policies.AnyAdmin);
        Assert.Single(context.Render<TopMenu>(parameters => parameters.Add(menu => menu.Surface, Surface.Learner)).FindAll(".menu a[href=admin]"));
    }

    [Fact]
    public void Where_the_session_ends_under_an_open_page_the_menu_goes()
    {
        using var context = Visited("en", out var authorization);
        authorization.SetAuthorized("Aru Sapa");
        var menu = context.Render<TopMenu>(parameters => parameters.Add(menu => menu.Surface, Surface.Learner));
        authorization.SetNotAuthorized();
        menu.WaitForAssertion(() => Assert.Empty(menu.FindAll(".menu")));
    }

    private static BunitContext Visited(string language) => Visited(language, out _);

    private static BunitContext Visited(string language, out BunitAuthorizationContext authorization)
    {
        var context = Speaking.In(language);
        context.Services.AddFrame(new AntiforgeryRequestToken("token", "knb"));
        authorization = context.AddAuthorization();
        return context;
    }
}
