using Bunit.TestDoubles;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Layout;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components.Layout;

public sealed class LearnerFrameTests
{
    [Fact]
    public void A_page_that_is_drawn_anew_leaves_the_menu_alone()
    {
        using var context = Visited();
        var frame = context.Render<LearnerFrame>(parameters => parameters.AddChildContent("<p>one</p>"));
        var menu = frame.FindComponent<TopMenu>();
        var drawn = menu.RenderCount;
        frame.Render(parameters => parameters.AddChildContent("<p>two</p>"));
        Assert.Equal("two", frame.Find("main p").TextContent);
        Assert.Equal(drawn, menu.RenderCount);
    }

    [Fact]
    public void What_a_page_says_in_the_bar_stands_in_place_of_the_brand()
    {
        using var context = Visited();
        Assert.Equal("KnbTraining", context.Render<LearnerFrame>().Find("header .brand").TextContent);
        var frame = context.Render<LearnerFrame>(parameters => parameters.Add(page => page.Bar, "<b class=\"title\">Travel</b>"));
        Assert.Equal("Travel", frame.Find("header .title").TextContent);
        Assert.Empty(frame.FindAll("header .brand"));
    }

    [Fact]
    public void The_skip_link_leads_into_the_open_page()
    {
        using var context = Visited();
        context.Services.GetRequiredService<BunitNavigationManager>().NavigateTo("quiz/1/7?x=1#part");
        Assert.Equal("/quiz/1/7?x=1#main", context.Render<LearnerFrame>().Find("a.skip").GetAttribute("href"));
    }

    private static BunitContext Visited()
    {
        var context = Speaking.In("en");
        context.Services.AddFrame();
        context.AddAuthorization().SetAuthorized("Aru Sapa");
        return context;
    }
}
