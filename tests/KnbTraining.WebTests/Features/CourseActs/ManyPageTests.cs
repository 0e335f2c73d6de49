using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.CourseActs;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.CourseActs;

public sealed class ManyPageTests : AdminPageContext
{
    [Fact]
    public async Task People_are_chosen_from_a_list_an_act_is_shown_done_and_undone_for_all()
    {
        var (ann, bob) = (await AddAsync("Ann Testova"), await AddAsync("Bob Testova"));
        var admin = await SignInAsync(Role.Administrator);
        await Room.Get<CycleActs>().AssignAsync(admin, [ann], EditionSample.Course, 10, CancellationToken.None);
        Services.GetRequiredService<NavigationManager>().NavigateTo("admin/people/courses?state=open");
        var page = Render<ManyPage>();
        page.WaitForAssertion(() => Assert.Contains("Choose a course to see the people.", page.Markup, StringComparison.Ordinal));
        await page.Find("#many-course").ChangeAsync(new() { Value = EditionSample.Course });
        page.WaitForAssertion(() => Assert.Equal(["Ann Testova"], page.FindAll("tbody th").Select(cell => cell.TextContent.Trim())));
        await page.Find("#many-selection").ChangeAsync(new() { Value = "" });
        page.WaitForAssertion(() => Assert.InRange(page.FindAll("tbody th").Count, 2, 10));

        // Nobody is chosen yet, and what is missing stands at its field.
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Choose at least one person.", page.Find("[role=alert]").TextContent));
        Assert.NotEmpty(page.Find("#many-until-error").TextContent);
        Assert.NotEmpty(page.Find("#many-reason-error").TextContent);
        foreach (var name in new[] { "Ann Testova", "Bob Testova" })
        {
            await page.Find($"input[aria-label='Choose {name}']").ChangeAsync(new() { Value = true });
        }

        Assert.Contains("2 people chosen", page.Markup, StringComparison.Ordinal);
        await page.Find("#many-until").ChangeAsync(new() { Value = "2026-04-01" });
        await page.Find("#many-reason").ChangeAsync(new() { Value = "Fire" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("section table").Count));
        Assert.Contains("12 March 20261 April 2026", string.Concat(page.FindAll("section table")[0].QuerySelectorAll("td").Select(cell => cell.TextContent)), StringComparison.Ordinal);
        Assert.Contains("has nothing open", page.FindAll("section table")[1].TextContent, StringComparison.Ordinal);
        await page.FindAll("button").First(button => button.TextContent == "Extend").ClickAsync(new());
        var address = "";
        page.WaitForAssertion(() => Assert.Contains("admin/people/courses/", address = Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        var done = Render<BatchPage>(parameters => parameters.Add(part => part.Id, Guid.Parse(address.Split('/')[^1])));
        done.WaitForAssertion(() => Assert.Equal(["1 April 2026", "Holds"], done.FindAll("tbody td").Select(cell => cell.TextContent)));
        await done.FindAll("button").First(button => button.TextContent == "Undo for all").ClickAsync(new());
        await done.Find("form").SubmitAsync();
        done.WaitForAssertion(() => Assert.NotEmpty(done.Find("#batch-reason-error").TextContent));
        await done.Find("#batch-reason").ChangeAsync(new() { Value = "Mistaken" });
        await done.Find("form").SubmitAsync();
        done.WaitForAssertion(() => Assert.Equal(["12 March 2026", "Does not hold"], done.FindAll("tbody td").Select(cell => cell.TextContent)));
        Assert.Contains("Undone for 1 person", done.Markup, StringComparison.Ordinal);

        // More than may be at once are not chosen, and the page says so.
        await using (var db = Room.Open())
        {
            var root = await db.Units.SingleAsync(unit => unit.ParentId == null, CancellationToken.None);
            db.People.AddRange(Enumerable.Range(0, CycleActs.MostAtOnce).Select(i => new PersonBuilder().Named($"Person {i:000}").Build(root, LearningRoom.Start)));
            await db.SaveChangesAsync(CancellationToken.None);
        }

        Services.GetRequiredService<NavigationManager>().NavigateTo($"admin/people/courses?course={EditionSample.Course}");
        var full = Render<ManyPage>();
        full.WaitForElement("tbody th");
        await full.FindAll("button").First(button => button.TextContent.StartsWith("Choose all", StringComparison.Ordinal)).ClickAsync(new());
        full.WaitForAssertion(() => Assert.Contains("At most 100 can be chosen", full.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("0 people chosen", full.Markup, StringComparison.Ordinal);
        Assert.NotEqual(ann, bob);
    }

    private async Task<Guid> AddAsync(string name) => (await Room.AddAsync(new PersonBuilder().Named(name))).PersonId;
}
