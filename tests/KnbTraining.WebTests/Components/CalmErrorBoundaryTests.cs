using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KnbTraining.WebTests.Components;

public sealed class CalmErrorBoundaryTests
{
    [Fact]
    public void A_failing_body_shows_a_number_but_nothing_of_the_failure_and_can_be_tried_again()
    {
        using var context = Speaking.In("en");
        var body = new Body { Failure = new InvalidOperationException("secret detail") };
        var boundary = context.Render<CalmErrorBoundary>(parameters => parameters.AddChildContent<Fragile>(child => child.Add(fragile => fragile.Body, body)));
        Assert.Matches("[0-9a-f]{12}", boundary.Find("b").TextContent);
        Assert.DoesNotContain("secret detail", boundary.Markup, StringComparison.Ordinal);

        body.Failure = null;
        boundary.Find("button").Click();
        Assert.Contains("all is well", boundary.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_out_of_reach_is_named_and_the_body_tries_again_by_itself()
    {
        using var context = Speaking.In("en");
        var clock = new FakeTimeProvider();
        context.Services.AddSingleton<TimeProvider>(clock);
        var body = new Body { Failure = new InvalidOperationException("a query failed", new IOException("secret detail")) };
        var boundary = context.Render<CalmErrorBoundary>(parameters => parameters.AddChildContent<Fragile>(child => child.Add(fragile => fragile.Body, body)));
        Assert.Contains("cannot be reached", boundary.Find("[data-unavailable] h1").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", boundary.Markup, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromSeconds(8));
        boundary.WaitForAssertion(() => Assert.True(body.Drawn > 1));
        Assert.Contains("cannot be reached", boundary.Markup, StringComparison.Ordinal);

        body.Failure = null;
        clock.Advance(TimeSpan.FromSeconds(8));
        boundary.WaitForAssertion(() => Assert.Contains("all is well", boundary.Markup, StringComparison.Ordinal));
    }

    private sealed class Body
    {
        public Exception? Failure { get; set; }

        public int Drawn { get; set; }
    }

    private sealed class Fragile : ComponentBase
    {
        [Parameter]
        public Body Body { get; set; } = default!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Body.Drawn++;
            if (Body.Failure is { } failure)
            {
                throw failure;
            }

            builder.AddContent(0, "all is well");
        }
    }
}
