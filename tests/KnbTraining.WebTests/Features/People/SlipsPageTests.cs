using Bunit;
using Bunit.Rendering;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.People;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.People;

public sealed class SlipsPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Whoever_has_no_password_is_chosen_and_the_slips_are_on_the_page_once()
    {
        var admin = await SignInAsync(Role.Administrator);
        var (waiting, holder) = (await AddAsync(admin, "waiting", "kk"), await AddAsync(admin, "holder", "en"));
        await ForgetAsync(waiting);
        var page = Open("");
        var rows = page.FindAll("tbody tr");
        Assert.Contains("waiting", rows[0].TextContent, StringComparison.Ordinal);
        Assert.True(rows[0].QuerySelector("input")!.HasAttribute("checked"));
        Assert.Contains("holder", string.Concat(rows.Select(row => row.TextContent)), StringComparison.Ordinal);
        Assert.Single(page.FindAll("tbody input[checked]"));

        await Button(page, "Make 1 slip").ClickAsync(new());

        var slip = page.WaitForElement(".slip");
        Assert.Equal(("kk", "waiting"), (slip.GetAttribute("lang"), slip.QuerySelector("h2")!.TextContent));
        Assert.Contains("Бір реттік пароль", slip.TextContent, StringComparison.Ordinal);
        Assert.Matches(@"^[0-9a-z]{5}-[0-9a-z]{5}-[0-9a-z]{5}$", slip.QuerySelector(".secret")!.TextContent);
        Assert.Contains("31 наурыз", slip.TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-printed]"));
        Assert.Single(page.FindAll("[data-print]"));

        // Whoever leaves before that is asked, also on the way back to the list.
        Assert.True(page.FindComponent<LeaveGuard>().Instance.Unsaved);
        await Button(page, "Back to the list").ClickAsync(new());
        Assert.NotEmpty(page.FindAll(".secret"));
        Assert.NotNull(Button(page, "To the list, without these passwords"));
        await Button(page, "All were handed over").ClickAsync(new());

        page.WaitForElement(".saved");
        Assert.Empty(page.FindAll(".secret"));
        Assert.Equal([waiting], (await Room.FactsAsync<PasswordHandedOver>()).Select(fact => fact.PersonId));
        Assert.NotEqual(waiting, holder);
    }

    [Fact]
    public async Task Many_slips_stand_eight_on_a_sheet_and_who_is_chosen_can_be_changed()
    {
        var admin = await SignInAsync(Role.Administrator);
        for (var i = 0; i < 9; i++)
        {
            await ForgetAsync(await AddAsync(admin, $"many{i}", "en"));
        }

        var page = Open("");
        Assert.Equal(9, page.FindAll("tbody input[checked]").Count);
        await page.FindAll("tbody input")[0].ChangeAsync(new ChangeEventArgs { Value = false });
        Assert.NotNull(Button(page, "Make 8 slips"));
        await page.FindAll("tbody input")[0].ChangeAsync(new ChangeEventArgs { Value = true });
        await Button(page, "Make 9 slips").ClickAsync(new());

        page.WaitForElement(".slip");
        Assert.Equal([8, 1], page.FindAll(".slips").Select(sheet => sheet.QuerySelectorAll(".slip").Length));
    }

    [Fact]
    public async Task A_password_that_works_is_warned_about_and_never_chosen_beforehand()
    {
        var admin = await SignInAsync(Role.Administrator);
        var person = await AddAsync(admin, "settled", "en");
        await using (var db = Room.Open())
        {
            await db.Users.Where(user => user.PersonId == person).ExecuteUpdateAsync(user => user.SetProperty(one => one.MustChangePassword, false), None);
        }

        Assert.DoesNotContain("settled", Open("").Markup, StringComparison.Ordinal);
        var page = Open($"?person={person}");
        Assert.StartsWith("settled has a password that works.", page.FindAll(".note.w")[^1].TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("button.main").HasAttribute("disabled"));
        await page.Find("tbody input").ChangeAsync(new ChangeEventArgs { Value = true });
        await Button(page, "Make 1 slip").ClickAsync(new());
        Assert.NotNull(page.WaitForElement(".slip"));
    }

    [Fact]
    public async Task A_second_press_leaves_the_slips_of_the_first_on_the_page()
    {
        var admin = await SignInAsync(Role.Administrator);
        await ForgetAsync(await AddAsync(admin, "twice", "en"));
        var page = Open("");
        var (make, first) = (Button(page, "Make 1 slip"), Task.CompletedTask);

        // Found and pressed at once: a page that is drawn again in between has another button.
        await page.InvokeAsync(() =>
        {
            make = Button(page, "Make 1 slip");
            first = make.ClickAsync(new());
        });
        try
        {
            await make.ClickAsync(new());
        }
        catch (UnknownEventHandlerIdException)
        {
            // The page was drawn again in between: then the second press met nothing, as it would in a browser.
        }

        await first;

        var password = page.WaitForElement(".slip .secret").TextContent;
        Assert.Matches("^[0-9a-z-]{17}$", password);
        Assert.Single(page.FindAll(".slip"));
    }

    [Fact]
    public async Task An_address_that_names_nobody_who_is_here_shows_nobody()
    {
        var admin = await SignInAsync(Role.Administrator);
        await ForgetAsync(await AddAsync(admin, "waiting", "en"));
        foreach (var asked in new[] { "person=zzz", "import=zzz", "unit=zzz", $"unit={Guid.NewGuid()}", $"person={Guid.NewGuid()}", $"import={Guid.NewGuid()}" })
        {
            Services.GetRequiredService<NavigationManager>().NavigateTo("admin/people/slips?" + asked);
            var page = Render<SlipsPage>();
            page.WaitForElement(".note.w[role=alert]");
            Assert.Empty(page.FindAll("button, tbody tr"));
        }
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<SlipsPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private IRenderedComponent<SlipsPage> Open(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("admin/people/slips" + query);
        var page = Render<SlipsPage>();
        page.WaitForElement("caption, .empty");
        return page;
    }

    private async Task<Guid> AddAsync(Viewer admin, string name, string language)
    {
        var form = new PersonForm { Name = name, UserName = name, UnitId = (await Room.RootAsync()).Id, Language = language };
        return (await Room.Get<PeopleService>().AddAsync(admin, form, None)).Value!.Id;
    }

    private async Task ForgetAsync(Guid person)
    {
        await using var db = Room.Open();
        await db.Users.Where(user => user.PersonId == person).ExecuteUpdateAsync(user => user.SetProperty(one => one.PasswordHash, (string?)null), None);
    }
}
