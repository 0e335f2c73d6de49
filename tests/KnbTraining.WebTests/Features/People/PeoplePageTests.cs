using Bunit;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.People;

namespace KnbTraining.WebTests.Features.People;

public sealed class PeoplePageTests : AdminPageContext
{
    [Fact]
    public async Task Who_only_reads_is_led_to_the_report_of_a_person_and_not_to_the_page_that_changes_them()
    {
        await Room.AddAsync(new PersonBuilder().Named("Aliya Testova"));
        await SignInAsync(Role.Auditor);
        var page = Render<PeoplePage>();
        page.WaitForElement("tbody tr");
        Assert.Contains(page.FindAll("tbody tr"), row => row.TextContent.Contains("Aliya Testova", StringComparison.Ordinal));
        Assert.All(page.FindAll("tbody a"), link => Assert.StartsWith("admin/reports/person/", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_is_filtered_searched_by_number_and_turned_page_by_page()
    {
        var root = await Room.RootAsync();
        await using (var db = Room.Open())
        {
            db.People.AddRange(Enumerable.Range(0, 60).Select(i => new PersonBuilder().Named($"Many {i:00}").Numbered($"00{i:00}").Build(root, LearningRoom.Start)));
            db.People.Add(new PersonBuilder().Named("Head Testova").As(Capacity.Head).Build(root, LearningRoom.Start));
            db.People.Add(new PersonBuilder().Named("Gone Testova").Inactive().Build(root, LearningRoom.Start));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await SignInAsync(Role.Administrator);
        var page = Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("tbody tr").Count));
        await page.FindAll("nav button")[1].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Page 2 of 2", page.Find("nav").TextContent, StringComparison.Ordinal));
        await page.Find("#people-capacity").ChangeAsync(new() { Value = "Head" });
        page.WaitForAssertion(() => Assert.Equal(["Head Testova"], Names(page)));
        await page.Find("#people-capacity").ChangeAsync(new() { Value = "" });
        await page.Find("#people-employment").ChangeAsync(new() { Value = "Left" });
        page.WaitForAssertion(() => Assert.Equal(["Gone Testova"], Names(page)));
        await page.Find("#people-employment").ChangeAsync(new() { Value = "" });
        await page.Find("#people-search").InputAsync(new() { Value = "0042" });
        page.WaitForAssertion(() => Assert.Equal(["Many 42"], Names(page)));
    }

    [Fact]
    public async Task A_filter_is_saved_by_name_chosen_again_and_deleted()
    {
        await Room.AddAsync(new PersonBuilder().Named("Head Testova").As(Capacity.Head));
        await SignInAsync(Role.Administrator);
        var page = Render<PeoplePage>();
        page.WaitForElement("tbody tr");
        Assert.DoesNotContain("Save this view", page.Markup, StringComparison.Ordinal);
        await page.Find("#people-capacity").ChangeAsync(new() { Value = "Head" });
        await Button(page, "Save this view").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        Assert.NotEmpty(page.WaitForElement("#view-name-error").TextContent);
        await page.Find("#view-name").ChangeAsync(new() { Value = "Heads" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("true", Button(page, "Heads").GetAttribute("aria-pressed")));

        var again = Render<PeoplePage>();
        again.WaitForElement("tbody tr");
        await Button(again, "Heads").ClickAsync(new());
        again.WaitForAssertion(() => Assert.Equal(["Head Testova"], Names(again)));
        Assert.Equal("Head", again.Find("#people-capacity option[selected]").GetAttribute("value"));
        await Button(again, "Delete the view “Heads”").ClickAsync(new());
        again.WaitForAssertion(() => Assert.DoesNotContain("Heads", again.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_person_speaks_the_language_of_the_house()
    {
        await SignInAsync(Role.Administrator);
        var page = Render<PersonPage>();
        page.WaitForElement("#person-language");
        Assert.Equal(KnbTraining.Learning.Settings.OrganisationSettings.Default.PersonnelLanguage, page.Find("#person-language").GetAttribute("value"));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PeoplePage> page, string words) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == words);

    private static IEnumerable<string> Names(IRenderedComponent<PeoplePage> page) => page.FindAll("tbody td:first-child a").Select(link => link.TextContent);

    [Fact]
    public async Task Findings_stand_at_their_fields_and_the_form_keeps_what_was_typed()
    {
        await SignInAsync(Role.Administrator);
        var page = Render<PersonPage>();
        page.WaitForElement("#person-name");
        await page.Find("#person-name").ChangeAsync(new() { Value = "Aliya Testova" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#person-user-name-error")));
        Assert.DoesNotContain(page.FindAll("#person-name-error"), error => error.TextContent.Trim().Length > 0);
        Assert.Equal("Aliya Testova", page.Find("#person-name").GetAttribute("value"));
    }

    [Fact]
    public async Task A_new_password_is_asked_about_first_and_shown_once()
    {
        var person = await SignInAsync(Role.Administrator);
        var page = Render<PersonPage>(parameters => parameters.Add(part => part.Id, person.PersonId));
        page.WaitForElement("#account-heading");
        Assert.Empty(page.FindAll(".secret"));
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "New temporary password").ClickAsync(new());
        Assert.Empty(page.FindAll(".secret"));
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Make a new password").ClickAsync(new());
        Assert.NotEmpty(page.WaitForElement(".secret").TextContent);
    }

    [Fact]
    public async Task A_second_press_on_add_keeps_the_password_of_the_new_person_on_the_page()
    {
        await SignInAsync(Role.Administrator);
        var page = Render<PersonPage>();
        page.WaitForElement("#person-name");
        await page.Find("#person-name").ChangeAsync(new() { Value = "Aliya Testova" });
        await page.Find("#person-user-name").ChangeAsync(new() { Value = "aliya.twice" });
        var unit = (await Room.RootAsync()).Id;
        await page.Find("#person-unit").ChangeAsync(new() { Value = $"{unit}" });
        var first = page.Find("form").SubmitAsync();
        await page.Find("form").SubmitAsync();
        await first;
        var password = page.WaitForElement(".secret").TextContent;
        await page.Find("form").SubmitAsync();
        Assert.Equal(password, page.Find(".secret").TextContent);
    }

    [Fact]
    public async Task A_second_press_on_add_unit_says_what_the_first_one_did()
    {
        await SignInAsync(Role.Administrator);
        var page = Render<UnitsPage>();
        page.WaitForElement("#unit-name");
        await page.Find("#unit-name").ChangeAsync(new() { Value = "Reading room" });
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".saved");
        await page.Find("form").SubmitAsync();
        Assert.Single(page.FindAll(".saved"));
        Assert.Empty(page.FindAll(".finding"));
    }

    [Fact]
    public async Task Whoever_saves_second_sees_both_and_brings_no_role_back()
    {
        var admin = await SignInAsync(Role.Administrator);
        var (id, form) = await AddEditorAsync(admin);
        var page = Open(id);
        await page.Find("#person-name").ChangeAsync(new() { Value = "Bolat Serikov" });
        await Service.UpdateAsync(admin, id, form with { Name = "B. Serikov", Roles = [] }, await Room.VersionOfAsync(id), CancellationToken.None);

        await page.Find("form").SubmitAsync();

        page.WaitForElement(".stale");
        Assert.Equal(["Name", "Roles"], page.FindAll(".stale legend").Select(legend => legend.TextContent));
        Assert.Equal(
            ["Yours: Bolat Serikov", "Saved by somebody else: B. Serikov", "Yours: Editor", "Saved by somebody else: Learner"],
            page.FindAll(".stale label").Select(label => string.Join(' ', label.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal("Bolat Serikov", page.Find("#person-name").GetAttribute("value"));
        Assert.Equal("B. Serikov", (await ReadAsync(admin, id)).Name);

        // What was typed here stays chosen, what was not touched here follows the other.
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".saved");
        Assert.Empty(page.FindAll(".stale"));
        var saved = await ReadAsync(admin, id);
        Assert.Equal("Bolat Serikov", saved.Name);
        Assert.Equal([Role.Learner], saved.Roles);
    }

    [Fact]
    public async Task Whoever_saves_second_may_choose_either_for_each_field()
    {
        var admin = await SignInAsync(Role.Administrator);
        var (id, form) = await AddEditorAsync(admin);
        var page = Open(id);
        await page.Find("#person-name").ChangeAsync(new() { Value = "Bolat Serikov" });
        await Service.UpdateAsync(admin, id, form with { Name = "B. Serikov", Roles = [] }, await Room.VersionOfAsync(id), CancellationToken.None);
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".stale");

        await page.Find(".stale input[name='stale-0']:not([checked])").ChangeAsync(new() { Value = "on" });
        await page.Find(".stale input[name='stale-1']:not([checked])").ChangeAsync(new() { Value = "on" });
        Assert.Equal("B. Serikov", page.Find("#person-name").GetAttribute("value"));
        await page.Find("form").SubmitAsync();

        page.WaitForElement(".saved");
        var saved = await ReadAsync(admin, id);
        Assert.Equal("B. Serikov", saved.Name);
        Assert.Equal([Role.Learner, Role.Editor], saved.Roles);
    }

    [Fact]
    public async Task Two_who_save_the_same_are_not_asked()
    {
        var admin = await SignInAsync(Role.Administrator);
        var (id, form) = await AddEditorAsync(admin);
        var page = Open(id);
        await page.Find("#person-name").ChangeAsync(new() { Value = "Bolat Serikov" });
        await Service.UpdateAsync(admin, id, form with { Name = "Bolat Serikov" }, await Room.VersionOfAsync(id), CancellationToken.None);

        await page.Find("form").SubmitAsync();

        page.WaitForElement(".saved");
        Assert.Empty(page.FindAll(".stale"));
    }

    private PeopleService Service => Room.Get<PeopleService>();

    private async Task<PersonDetails> ReadAsync(Viewer admin, Guid id) => (await Room.Get<PeopleQueries>().FindAsync(admin, id, CancellationToken.None)).Value!;

    private async Task<(Guid Id, PersonForm Form)> AddEditorAsync(Viewer admin)
    {
        var form = new PersonForm { Name = "Bolat S.", UserName = "b.serikov", UnitId = (await Room.RootAsync()).Id, Roles = [Role.Editor] };
        return ((await Service.AddAsync(admin, form, CancellationToken.None)).Value!.Id, form);
    }

    private IRenderedComponent<PersonPage> Open(Guid id)
    {
        var page = Render<PersonPage>(parameters => parameters.Add(part => part.Id, id));
        page.WaitForElement("#person-name");
        return page;
    }
}
