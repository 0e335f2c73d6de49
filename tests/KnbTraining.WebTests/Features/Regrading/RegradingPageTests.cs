using Bunit;
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
        string family;
        await using (var db = Room.Open())
        {
            family = await db.AskedFamilies.OrderBy(one => one.FamilyId).Select(one => one.FamilyId).FirstAsync(CancellationToken.None);
        }

        await SignInAsync(Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo(RegradingAddress.Of(family, 1));
        var page = Render<RegradingPage>();
        Assert.Equal((family, "1", "1"), (Value(page, "wrong"), Value(page, "from"), Value(page, "to")));
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(["Ann Testova"], page.FindAll("tbody th").Select(cell => cell.TextContent.Trim())));
        Assert.Contains("1 graded exam asked it, of 1 person.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("0 → 5", page.Find("td[data-label=Percent]").TextContent, StringComparison.Ordinal);

        page.Find("#regrading-wrong").Change("no-such-rule");
        page.Find("#regrading-from").Change("abc");
        page.Find("#regrading-to").Change("9");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("No exam has asked this. Check the name.", page.Find("#regrading-wrong-error").TextContent));
        Assert.Equal("There is no such edition.", page.Find("#regrading-from-error").TextContent);
        Assert.Equal("There is no such edition.", page.Find("#regrading-to-error").TextContent);
        Assert.Empty(page.FindAll("table"));
    }

    private static string? Value(IRenderedComponent<RegradingPage> page, string field) => page.Find($"#regrading-{field}").GetAttribute("value");
}
