using Bunit;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.People;

namespace KnbTraining.WebTests.Features.People;

public sealed class StandingPanelTests : AdminPageContext
{
    [Fact]
    public async Task A_leave_is_planned_shown_and_withdrawn_on_the_page_of_the_person()
    {
        var id = (await Room.AddAsync(new PersonBuilder().Named("Aliya Testova").Numbered("0042"))).PersonId;
        await SignInAsync(Role.Administrator);
        var page = Render<PersonPage>(parameters => parameters.Add(part => part.Id, id));
        page.WaitForElement("#standing-heading");
        page.WaitForAssertion(() => Assert.Equal(["since 2 March 2026"], Days(page)));
        Assert.Equal("0042", page.Find("#person-number").GetAttribute("value"));
        Assert.Empty(page.FindAll("#person-unit"));

        await Button(page, "Leave").ClickAsync(new());
        await page.Find("#act-day").ChangeAsync(new() { Value = "2026-03-09" });
        await page.Find("#act-until").ChangeAsync(new() { Value = "2026-03-08" });
        await page.Find("form:has(#act-day)").SubmitAsync();
        Assert.Equal("The last day is before the first.", page.WaitForElement("#act-until-error").TextContent);
        await page.Find("#act-until").ChangeAsync(new() { Value = "2026-03-20" });
        await page.Find("form:has(#act-day)").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["since 21 March 2026 Planned", "9 March 2026 to 20 March 2026 Planned", "2 March 2026 to 8 March 2026"], Days(page)));
        Assert.Empty(page.FindAll("#act-day"));
        Assert.Contains("Recorded: Leave", page.Find("[role=status].saved").TextContent, StringComparison.Ordinal);
        await Button(page, "Withdraw").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["since 2 March 2026"], Days(page)));
    }

    [Fact]
    public async Task A_day_behind_asks_for_a_reason_and_what_was_typed_elsewhere_on_the_page_stays()
    {
        var (id, unit) = ((await Room.AddAsync(new PersonBuilder().Named("Aliya Testova").Since(new DateOnly(2026, 1, 5)))).PersonId, await Room.AddUnitAsync("Archive", await Room.RootAsync()));
        await SignInAsync(Role.Administrator);
        var page = Render<PersonPage>(parameters => parameters.Add(part => part.Id, id));
        page.WaitForElement("#standing-heading");
        page.WaitForAssertion(() => Assert.NotEmpty(Days(page)));
        await page.Find("#person-name").ChangeAsync(new() { Value = "Aliya Omarova" });

        await Button(page, "Transfer").ClickAsync(new());
        await page.Find("#act-day").ChangeAsync(new() { Value = "2026-02-02" });
        await page.Find("#act-unit").ChangeAsync(new() { Value = unit.Id.ToString() });
        await page.Find("form:has(#act-day)").SubmitAsync();
        page.WaitForElement("#act-reason-error");
        await page.Find("#act-reason").ChangeAsync(new() { Value = "Order 7" });
        await page.Find("form:has(#act-day)").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["since 2 February 2026", "5 January 2026 to 1 February 2026"], Days(page)));
        Assert.Contains("recorded late, on 2 March 2026", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Aliya Omarova", page.Find("#person-name").GetAttribute("value"));
    }

    private static IEnumerable<string> Days(IRenderedComponent<PersonPage> page) =>
        page.FindAll("section[aria-labelledby=standing-heading] tbody td:first-child").Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PersonPage> page, string text) => page.FindAll("section[aria-labelledby=standing-heading] button").First(button => button.TextContent.Trim() == text);
}
