using Bunit;
using KnbTraining.Web.Components.Exploring;
using KnbTraining.Web.Features.Explore;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Explore;

public sealed class ExplorePageTests : LearnerRoom
{
    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void Another_act_brings_its_facts_and_hides_those_of_the_first()
    {
        var page = Open("?act=travel-abroad");
        Assert.NotEmpty(page.FindAll("input[name=approval]"));
        Choose(page, "act", "regime-breach");
        Assert.Empty(page.FindAll("input[name=approval]"));
        Assert.Equal(2, page.FindAll("input[name=pattern]").Count);
        Assert.EndsWith("/explore?act=regime-breach&holder=current&obligation=signed&capacity=employee&pattern=single", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chosen_fact_changes_the_answer_and_the_address_and_is_spoken()
    {
        var page = Open("?act=travel-abroad&holder=current&approval=absent");
        Assert.Equal("Administrative liability", page.Find("#answer").TextContent);
        Choose(page, "approval", "given");
        Assert.Equal("No liability named", page.Find("#answer").TextContent);
        Assert.Contains("No liability named", page.Find(".outcome [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("approval=given", Address, StringComparison.Ordinal);
        Assert.True(page.Find("input[value='approval=given']").HasAttribute("checked"));
    }

    [Fact]
    public void A_plan_stands_beside_the_law_in_force_and_is_tagged()
    {
        var page = Open("?act=travel-abroad&holder=former&approval=absent");
        Assert.Equal("No administrative liability", page.Find("#answer").TextContent);
        Assert.Equal("Administrative liability", page.Find(".verdict.planned h2").TextContent);
        Assert.Equal("Planned", page.Find(".verdict.planned .tag").TextContent);
        Choose(page, "holder", "current");
        Assert.Empty(page.FindAll(".verdict.planned"));
    }

    [Fact]
    public void What_would_change_the_answer_is_a_link_that_changes_it()
    {
        var page = Open("?act=travel-abroad&holder=current&approval=absent");
        var link = page.FindAll(".others a").Single(link => link.TextContent.Contains("Approval of the trip: given", StringComparison.Ordinal));
        Assert.Contains("No liability named", link.TextContent, StringComparison.Ordinal);
        link.Click();
        Services.GetRequiredService<NavigationManager>().NavigateTo(link.GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal("No liability named", page.Find("#answer").TextContent));
        Assert.True(page.Find("input[value='approval=given']").HasAttribute("checked"));
    }

    [Fact]
    public void What_is_not_covered_is_said_plainly_and_never_as_permission()
    {
        var page = Open("?act=travel-abroad&holder=former&approval=given");
        Assert.Equal("Not covered by the sources", page.Find("#answer").TextContent);
        Assert.Contains("does not mean allowed", page.Find(".outcome .caution").TextContent, StringComparison.Ordinal);
        Assert.Contains("Legal background, dated", page.Find(".outcome").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_cannot_be_read_is_explained_without_repeating_it()
    {
        var page = Open("?act=travel-abroad&approval=all-is-allowed&weather=fine");
        var note = page.Find(".note.p").TextContent;
        Assert.Contains("“Approval of the trip”", note, StringComparison.Ordinal);
        Assert.Contains("a fact that does not exist here", note, StringComparison.Ordinal);
        Assert.DoesNotContain("all-is-allowed", page.Markup, StringComparison.Ordinal);
        Choose(page, "holder", "former");
        Assert.Empty(page.FindAll(".note.p"));
    }

    [Fact]
    public void The_question_covers_the_answer_until_it_is_closed()
    {
        var page = Open("?act=travel-abroad&holder=current&approval=absent");
        page.Find(".outcome .btn.main").Click();
        Assert.Empty(page.FindAll("#answer"));
        Assert.Empty(page.FindAll(".whole"));
        Assert.NotEmpty(page.FindAll(".ask fieldset.question"));
        page.Find(".quiz-panel > .bar button").Click();
        Assert.Equal("Administrative liability", page.Find("#answer").TextContent);
    }

    [Fact]
    public void Another_fact_ends_the_question()
    {
        var page = Open("?act=travel-abroad&holder=current&approval=absent");
        page.Find(".outcome .btn.main").Click();
        Choose(page, "approval", "given");
        Assert.Empty(page.FindAll(".ask"));
        Assert.NotNull(page.Find("#answer"));
    }

    [Fact]
    public void Where_nothing_can_be_asked_there_is_no_button() => Assert.Empty(Open("?act=receiving-clearance&holder=former").FindAll(".outcome .btn"));

    private IRenderedComponent<ExplorePage> Open(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(ExploreAddress.Page + query);
        var page = Render<ExplorePage>();
        page.WaitForState(() => page.FindAll("#answer").Count > 0);
        return page;
    }

    private static void Choose(IRenderedComponent<ExplorePage> page, string dimension, string value) =>
        page.Find($"input[value='{dimension}={value}']").Input($"{dimension}={value}");
}
