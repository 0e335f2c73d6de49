using Bunit;
using KnbTraining.Learning.People;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.People;

namespace KnbTraining.WebTests.Features.People;

public sealed class PeoplePageTests : AdminPageContext
{
    [Fact]
    public async Task A_manager_reads_names_without_links_to_change_them()
    {
        await Room.AddAsync(new PersonBuilder().Named("Aliya Testova"));
        await SignInAsync(Role.Auditor);
        var page = Render<PeoplePage>();
        page.WaitForElement("tbody tr");
        Assert.Contains(page.FindAll("tbody tr"), row => row.TextContent.Contains("Aliya Testova", StringComparison.Ordinal));
        Assert.Empty(page.FindAll("tbody a"));
    }

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
}
