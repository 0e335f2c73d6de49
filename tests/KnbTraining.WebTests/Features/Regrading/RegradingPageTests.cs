using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Regrading;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Regrading;

public sealed class RegradingPageTests : AdminPageContext
{
    [Fact]
    public async Task It_says_which_exams_would_be_different_and_what_is_wrong_stands_at_its_field()
    {
        await Room.SitAsync(await Room.AddAsync(new PersonBuilder().Named("Ann Testova").Holding(HolderStatus.Current)), right: 0);
        string family, rule;
        await using (var db = Room.Open())
        {
            (family, rule) = await db.AskedFamilies.OrderBy(one => one.FamilyId).Select(one => ValueTuple.Create(one.FamilyId, one.RuleId)).FirstAsync(CancellationToken.None);
        }

        await SignInAsync(Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo(RegradingAddress.Of(family, 1));
        var page = Render<RegradingPage>();
        Assert.Equal((rule, family, "1", "1"), (Value(page, "rule"), Value(page, "wrong"), Value(page, "from"), Value(page, "to")));
        page.Find("#regrading-treatment").Change("Count");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(["Ann Testova"], page.FindAll("tbody th").Select(cell => cell.TextContent.Trim())));
        Assert.Contains("1 graded exam asked it, of 1 person.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("0 → 5", page.Find("td[data-label=Percent]").TextContent, StringComparison.Ordinal);

        // Whoever may not propose is told who may.
        Assert.Contains("An editor can propose this.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#regrading-reason"));

        page.Find("#regrading-search").Change("no such words");
        Assert.Contains("No exam has asked about such a rule.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(("", ""), (Value(page, "rule"), Value(page, "wrong")));
        page.Find("#regrading-from").Change("abc");
        page.Find("#regrading-to").Change("9");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("This cannot be left empty.", page.Find("#regrading-wrong-error").TextContent));
        Assert.Equal("There is no such edition.", page.Find("#regrading-from-error").TextContent);
        Assert.Equal("There is no such edition.", page.Find("#regrading-to-error").TextContent);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public async Task An_editor_proposes_what_was_shown_and_a_reviewer_approves_it()
    {
        var person = await Room.AddAsync(new PersonBuilder().Named("Ann Testova").Holding(HolderStatus.Current));
        var (_, item) = await Room.SitAtTheMarkAsync(person, true, WrongItems.LeaveOut, false);
        await SignInAsync(Role.Editor);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(RegradingAddress.Of(item, 1));
        var page = Render<RegradingPage>();
        await page.Find("form").SubmitAsync();
        page.WaitForElement("#regrading-reason");
        await page.FindAll("form")[1].SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#regrading-reason-error").TextContent));
        page.Find("#regrading-reason").Change("The key was wrong.");
        await page.FindAll("form")[1].SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(AnnulmentAddress.List, navigation.Uri, StringComparison.Ordinal));
        var id = Guid.Parse(navigation.Uri.Split('/')[^1]);

        // Proposed once more, it is refused in sight of the button, and the reason stays typed.
        navigation.NavigateTo(RegradingAddress.Of(item, 1));
        var again = Render<RegradingPage>();
        await again.Find("form").SubmitAsync();
        again.WaitForElement("#regrading-reason");
        again.Find("#regrading-reason").Change("The key was wrong again.");
        await again.FindAll("form")[1].SubmitAsync();
        again.WaitForElement("#propose-error");
        Assert.Equal(again.Find("#regrading-wrong-error").TextContent, again.Find("#propose-error").TextContent);
        Assert.Equal("propose-error", again.FindAll("form")[1].QuerySelector("button")!.GetAttribute("aria-describedby"));
        Assert.Equal("The key was wrong again.", again.Find("#regrading-reason").GetAttribute("value"));

        // Whoever proposed it can withdraw it, and not decide.
        var own = Render<AnnulmentPage>(parameters => parameters.Add(one => one.Id, id));
        own.WaitForAssertion(() => Assert.Equal(["Withdraw"], own.FindAll("button").Select(button => button.TextContent)));
        Assert.Contains("You are told what is decided.", own.Markup, StringComparison.Ordinal);

        await SignInAsync(Role.Reviewer);
        var decided = Render<AnnulmentPage>(parameters => parameters.Add(one => one.Id, id));
        decided.WaitForAssertion(() => Assert.Equal(["Approve and grade anew", "Reject"], decided.FindAll("button").Select(button => button.TextContent)));
        Assert.Contains("The key was wrong.", decided.Find(".particulars").TextContent, StringComparison.Ordinal);
        await decided.FindAll("form")[0].SubmitAsync();
        decided.WaitForAssertion(() => Assert.NotEmpty(decided.Find("#annulment-reason-error").TextContent));

        // What nothing takes back is asked twice, with its figures.
        await decided.FindAll("button")[0].ClickAsync(new());
        Assert.Contains("Exams graded anew: 1. No longer passed, and their certificates end: 1.", decided.Find(".note[role=alert]").TextContent, StringComparison.Ordinal);
        await decided.FindAll(".note[role=alert] button")[1].ClickAsync(new());
        Assert.Empty(decided.FindAll(".note[role=alert]"));
        await decided.FindAll("button")[0].ClickAsync(new());
        await decided.FindAll(".note[role=alert] button")[0].ClickAsync(new());
        decided.WaitForAssertion(() => Assert.Equal("carried out", decided.Find("h1 .tag").TextContent));
        Assert.Contains("It cannot be taken back", decided.Find("[aria-labelledby=undo-heading]").TextContent, StringComparison.Ordinal);
        Assert.Equal(RegradingAddress.Page, decided.Find("[aria-labelledby=undo-heading] a").GetAttribute("href"));
        Assert.Equal(["1", "1", "0", "0"], decided.FindAll("section li b").Select(count => count.TextContent));
        Assert.Empty(decided.FindAll("button"));
        var list = Render<AnnulmentsPage>();
        list.WaitForAssertion(() => Assert.Contains("not passed any more: 1", list.Find("ul.rows li").TextContent, StringComparison.Ordinal));
    }

    private static string? Value(IRenderedComponent<RegradingPage> page, string field) =>
        page.Find($"#regrading-{field}") is { NodeName: "SELECT" } select
            ? select.QuerySelector("option[selected]")?.GetAttribute("value") ?? ""
            : page.Find($"#regrading-{field}").GetAttribute("value");
}
