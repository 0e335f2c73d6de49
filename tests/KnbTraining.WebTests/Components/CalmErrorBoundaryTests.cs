using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace KnbTraining.WebTests.Components;

public sealed class CalmErrorBoundaryTests
{
    [Fact]
    public void A_failing_body_shows_a_number_but_nothing_of_the_failure_and_can_be_tried_again()
    {
        using var context = Speaking.In("en");
        var body = new Body { Fails = true };
        var boundary = context.Render<CalmErrorBoundary>(parameters => parameters.AddChildContent<Fragile>(child => child.Add(fragile => fragile.Body, body)));
        Assert.Matches("[0-9a-f]{12}", boundary.Find("b").TextContent);
        Assert.DoesNotContain("secret detail", boundary.Markup, StringComparison.Ordinal);

        body.Fails = false;
        boundary.Find("button").Click();
        Assert.Contains("all is well", boundary.Markup, StringComparison.Ordinal);
    }

    private sealed class Body
    {
        public bool Fails { get; set; }
    }

    private sealed class Fragile : ComponentBase
    {
        [Parameter]
        public Body Body { get; set; } = default!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Body.Fails)
            {
                throw new InvalidOperationException("secret detail");
            }

            builder.AddContent(0, "all is well");
        }
    }
}
