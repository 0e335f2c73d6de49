using Bunit;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.People;

namespace KnbTraining.WebTests.Features.People;

public sealed class UnitsPageTests : AdminPageContext
{
    [Fact]
    public async Task A_manager_is_found_by_name_and_chosen()
    {
        var admin = await SignInAsync(Role.Administrator);
        var person = await Room.AddAsync(new PersonBuilder().Named("Өтегенов Нұрлан").Numbered("0042"));
        await Room.AddAsync(new PersonBuilder().Named("Өтегенова Айгүл"));
        var unit = (await Room.Get<PeopleQueries>().UnitsAsync(admin, TestContext.Current.CancellationToken))[0];
        var panel = Render<UnitManagersPanel>(parameters => parameters.Add(one => one.Unit, unit));
        await panel.Find("#manager-who").InputAsync(new() { Value = "өтегенов нұр" });
        panel.WaitForAssertion(() => Assert.Single(panel.FindAll("input[name=manager-found]")));
        await panel.Find("input[name=manager-found]").ChangeAsync(new() { Value = "on" });
        Assert.Equal("Өтегенов Нұрлан", panel.Find("#manager-who").GetAttribute("value"));
        await panel.Find("form").SubmitAsync();
        await using var db = Room.Open();
        Assert.Equal(person.PersonId, db.UnitManagers.Single(row => row.SeqOut == null).PersonId);
    }

    [Fact]
    public async Task Units_are_renamed_moved_and_closed_on_their_page_and_what_hinders_is_named()
    {
        var root = await Room.RootAsync();
        var archive = await Room.AddUnitAsync("Archive", root);
        await Room.AddUnitAsync("Depot", root);
        await Room.AddAsync(new PersonBuilder().Named("Aliya Testova").In(archive));
        await SignInAsync(Role.Administrator);
        var page = Render<UnitsPage>();
        page.WaitForAssertion(() => Assert.Equal(["Organisation", "Archive", "Depot"], Names(page)));

        await Button(page, "Archive", "Rename").ClickAsync(new());
        await page.Find("#unit-act-name").ChangeAsync(new() { Value = "depot" });
        await page.Find("form:has(#unit-act-day)").SubmitAsync();
        Assert.Equal("There is an open unit of this name beside it already.", page.WaitForElement("#unit-act-name-error").TextContent);
        await page.Find("#unit-act-name").ChangeAsync(new() { Value = "Registry" });
        await page.Find("#unit-act-name-ru").ChangeAsync(new() { Value = "Реестр" });
        await page.Find("form:has(#unit-act-day)").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(["Organisation", "Depot", "Registry"], Names(page)));

        await Button(page, "Registry", "Close").ClickAsync(new());
        await page.Find("form:has(#unit-act-day)").SubmitAsync();
        Assert.Contains("Aliya Testova", page.WaitForElement(".note.w").TextContent, StringComparison.Ordinal);

        await Button(page, "Depot", "Close").ClickAsync(new());
        await page.Find("form:has(#unit-act-day)").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(["Organisation", "Registry"], Names(page)));
        Assert.Equal("Done: Close: Depot", page.Find(".saved").TextContent);
    }

    [Fact]
    public async Task A_unit_that_is_being_merged_says_where_its_people_go_and_offers_no_act()
    {
        var root = await Room.RootAsync();
        var (archive, depot) = (await Room.AddUnitAsync("Archive", root), await Room.AddUnitAsync("Depot", root));
        await Room.AddAsync(new PersonBuilder().Named("Aliya Testova").In(archive));
        await SignInAsync(Role.Administrator);
        var page = Render<UnitsPage>();
        page.WaitForAssertion(() => Assert.Equal(["Organisation", "Archive", "Depot"], Names(page)));

        await Button(page, "Archive", "Merge").ClickAsync(new());
        await page.Find("#unit-act-parent").ChangeAsync(new() { Value = $"{depot.Id}" });
        await page.Find("form:has(#unit-act-day)").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Its people are being brought into “Depot”; then it is closed.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".tree li").Single(row => row.QuerySelector("a")!.TextContent == "Archive").QuerySelectorAll("button"));
        Assert.Equal("Done: Merge into another: Archive", page.Find(".saved").TextContent);
    }

    private static IEnumerable<string> Names(IRenderedComponent<UnitsPage> page) => page.FindAll(".tree li > a").Select(link => link.TextContent);

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<UnitsPage> page, string unit, string act) => page.FindAll(".tree li")
        .Single(row => row.QuerySelector("a")!.TextContent == unit).QuerySelectorAll("button").First(button => button.TextContent.Trim() == act);
}
