using Bunit;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Glossary;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Glossary;

public sealed class GlossaryPageTests : LearnerRoom
{
    [Fact]
    public void Typing_narrows_the_list_and_the_number_is_announced()
    {
        var page = Open();
        Assert.Equal($"{EditionSample.Edition.Glossary.Count} terms", page.Find("[role=status]").TextContent);
        page.Find("input[type=search]").Input("disk");
        Assert.Equal("1 term found", page.Find("[role=status]").TextContent);
        Assert.Equal("carrier", page.Find(".entry h2").TextContent);
    }

    [Fact]
    public void A_search_without_result_says_what_to_do_next()
    {
        var page = Open();
        page.Find("input[type=search]").Input("zebra");
        Assert.Contains("Try the beginning of a word", page.Find(".empty").TextContent, StringComparison.Ordinal);
        page.Find(".empty button").Click();
        Assert.Equal(EditionSample.Edition.Glossary.Count, page.FindAll(".entry").Count);
        Assert.Equal("", page.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public void A_related_term_that_the_search_hides_ends_the_search()
    {
        var page = Open();
        page.Find("input[type=search]").Input("disk");
        page.Find(".entry a").Click();
        page.WaitForAssertion(() => Assert.Equal("loss-of-carrier", page.Find(".entry.wanted").Id));
        Assert.Equal(EditionSample.Edition.Glossary.Count, page.FindAll(".entry").Count);
    }

    [Fact]
    public void An_anchor_leads_to_its_term_and_an_unknown_one_to_all()
    {
        Assert.Equal("carrier", Open("#carrier").Find(".entry.wanted").Id);
        Assert.Empty(Open("#no-such-term").FindAll(".entry.wanted"));
    }

    [Fact]
    public void Going_back_leads_to_the_term_before()
    {
        var page = Open("#carrier");
        Services.GetRequiredService<NavigationManager>().NavigateTo("glossary#disclosure");
        page.WaitForAssertion(() => Assert.Equal("disclosure", page.Find(".entry.wanted").Id));
    }

    private IRenderedComponent<GlossaryPage> Open(string fragment = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("glossary" + fragment);
        var page = Render<GlossaryPage>();
        page.WaitForState(() => page.FindAll(".entry").Count > 0);
        return page;
    }
}
