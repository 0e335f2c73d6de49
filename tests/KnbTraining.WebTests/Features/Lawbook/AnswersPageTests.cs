using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Lawbook;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Lawbook;

public sealed class AnswersPageTests : AdminPageContext
{
    [Fact]
    public async Task Families_are_listed_with_their_figures_and_lead_to_their_own_page()
    {
        await SignInAsync(Role.Editor);
        for (var i = 0; i < 40; i++)
        {
            await Room.SitAsync(await Room.AddLearnerAsync(), right: i % 3 == 0 ? 4 : 20, AttemptMode.Practice);
        }

        var page = Open("admin/law/answers?order=answers");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Assert.Contains("Attempts that count: 40.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("first attempt at a course", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("too few", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        var address = page.Find("tbody tr a").GetAttribute("href")!;
        Assert.Equal("admin/law/answers.csv", page.Find("a[download]").GetAttribute("href"));
        Assert.Single(page.FindAll("h2"), heading => heading.TextContent == "How reliable exams are");

        // What a schedule would have predicted waits for more answers, and shows no figures before.
        page.WaitForAssertion(() => Assert.Contains("Not enough: 0 answers could be predicted so far, and 5000 are needed", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Log loss", page.Markup, StringComparison.Ordinal);

        // Everything that is asked stands in the address.
        await page.Find("#answers-basis").ChangeAsync(new() { Value = "exams" });
        var navigation = Services.GetRequiredService<NavigationManager>();
        Assert.EndsWith("admin/law/answers?choice=exams&order=answers", navigation.Uri, StringComparison.Ordinal);
        var exams = Render<AnswersPage>();
        exams.WaitForAssertion(() => Assert.Single(exams.FindAll(".empty")));

        navigation.NavigateTo(address);
        var family = Render<AnswersOfFamilyPage>();
        family.WaitForAssertion(() => Assert.Equal(3, family.FindAll(".side-by-side > div").Count));
        Assert.Contains("What was chosen", family.Markup, StringComparison.Ordinal);
        Assert.Contains("it takes 50 answers in each of two languages", family.Markup, StringComparison.Ordinal);
        Assert.Contains("Discriminative efficiency", family.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Testova", family.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_family_with_few_answers_says_so_and_shows_its_texts_and_an_unknown_one_is_not_found()
    {
        await SignInAsync(Role.Reviewer);
        var id = EditionSample.Edition.ItemsOn(new DateOnly(2026, 3, 2)).Families[0].Id;
        Services.GetRequiredService<NavigationManager>().NavigateTo($"admin/law/answers/family?id={id}");
        var page = Render<AnswersOfFamilyPage>();
        page.WaitForAssertion(() => Assert.Contains("With fewer than 20 answers", page.Markup, StringComparison.Ordinal));
        Assert.Equal(3, page.FindAll(".side-by-side > div").Count);
        Services.GetRequiredService<NavigationManager>().NavigateTo("admin/law/answers/family?id=nothing");
        var missing = Render<AnswersOfFamilyPage>();
        missing.WaitForAssertion(() => Assert.Equal("There is nothing here for you", missing.Find("h1").TextContent));
    }

    private IRenderedComponent<AnswersPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<AnswersPage>();
    }
}
