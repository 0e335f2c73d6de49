using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Features.Assignments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Assignments;

public sealed class ProposalsPageTests : AdminPageContext
{
    [Fact]
    public async Task Every_course_is_accepted_until_it_is_unticked_and_one_button_gives_them()
    {
        var admin = await SignInAsync(Role.Administrator);
        var page = Open();
        Assert.All(page.FindAll("input[type=checkbox]"), box => Assert.True(box.HasAttribute("checked")));
        Assert.Equal("Give these 5 courses", page.Find("button[type=submit]").TextContent);

        await page.FindAll("input[type=checkbox]")[0].ChangeAsync(new() { Value = false });
        await page.Find("#days-after-access").InputAsync(new() { Value = "14" });
        await page.Find("form").SubmitAsync();

        Assert.EndsWith("/admin", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        var rows = await Room.Get<AssignmentRuleQueries>().ListAsync(admin, "en", CancellationToken.None);
        Assert.DoesNotContain(rows, row => row.CourseId == "before-access");
        Assert.Equal(14, rows.Single(row => row.CourseId == "after-access").Terms.FirstDueDays);
        Assert.Equal(5, rows.Count);

        var again = Open();
        Assert.Single(again.FindAll("input[type=checkbox]:not([disabled])"));
        Assert.Contains("Given already", again.Find("form").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_cannot_be_are_said_beside_their_field_and_nothing_is_given()
    {
        await SignInAsync(Role.Administrator);
        var page = Open();
        await page.Find("#days-after-access").InputAsync(new() { Value = "365" });
        await page.Find("form").SubmitAsync();
        Assert.StartsWith("At most 180 days.", page.Find("#days-after-access-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("365", page.Find("#days-after-access").GetAttribute("value"));
        await using var db = Room.Open();
        Assert.Empty(db.AssignmentRules);
    }

    private IRenderedComponent<ProposalsPage> Open()
    {
        var page = Render<ProposalsPage>();
        page.WaitForElement("input[type=checkbox]");
        return page;
    }
}
