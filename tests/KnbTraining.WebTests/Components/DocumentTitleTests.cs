using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace KnbTraining.WebTests.Components;

public sealed class DocumentTitleTests
{
    [Fact]
    public void The_first_picture_of_a_page_carries_its_title_in_the_document()
    {
        using var context = Speaking.In("en");
        var title = context.Render<DocumentTitle>(parameters => parameters.Add(page => page.Subject, "Terms"));
        Assert.Equal("Terms · KnbTraining", context.Render(title.FindComponent<PageTitle>().Instance.ChildContent!).Markup);
    }

    [Fact]
    public void A_page_with_a_circuit_says_its_title_in_the_page_and_follows_the_reader()
    {
        using var context = Speaking.In("en");
        context.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var title = context.Render<DocumentTitle>(parameters => parameters
            .SetAssignedRenderMode(RenderMode.InteractiveServer).Add(page => page.Subject, "Question 1 of 12").Add(page => page.Of, "Travel"));
        Assert.Equal("Question 1 of 12 · Travel", title.Find("[data-title]").GetAttribute("data-title"));
        title.Render(parameters => parameters.Add(page => page.Subject, "Question 2 of 12"));
        Assert.Equal("Question 2 of 12 · Travel", title.Find("[data-title]").GetAttribute("data-title"));
    }
}
