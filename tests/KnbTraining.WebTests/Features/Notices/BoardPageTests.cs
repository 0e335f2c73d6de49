using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Notices;

public sealed class BoardPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_sheet_is_written_in_the_chosen_language_and_the_page_around_it_is_not_printed()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var root = await Room.RootAsync();
        var north = await Room.AddUnitAsync("North", root);
        await Room.AddUnitAsync("Archive", north);
        await Room.AddAsync(new PersonBuilder().Named("Aigerim Testova").In(north));
        Assert.True((await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: north.Path), 0, None)).Ok);
        Room.Clock.Advance(TimeSpan.FromDays(1));
        await SignInAsync(Role.Manager);

        // Without a unit, one is chosen among those of the manager.
        var choice = Render<BoardPage>();
        Assert.Equal(
            [("Organisation", BoardAddress.Of(root.Id)), ("North", BoardAddress.Of(north.Id))],
            choice.FindAll(".tree a").Take(2).Select(link => (link.TextContent, link.GetAttribute("href")!)).OrderByDescending(link => link.TextContent));

        Go(north.Id, "?language=kk");
        var page = Render<BoardPage>(parameters => parameters.Add(of => of.UnitId, north.Id));
        var sheet = page.Find("section[data-printed]");
        Assert.Equal("kk", sheet.GetAttribute("lang"));
        Assert.Equal("Аяқталуы керек курстар", sheet.QuerySelector("h2")!.TextContent);
        Assert.Equal("A. Testova", sheet.QuerySelector("tbody th")!.TextContent);
        Assert.Contains("2026 ж. 2 наурыз", sheet.QuerySelector("tbody td:last-child")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Мерзімі өткен", sheet.QuerySelector(".tag.w")!.TextContent);
        Assert.Contains("2026 ж. 3 наурыз жағдайы бойынша", sheet.QuerySelector("p")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("h1, form, .under, .back"), around => Assert.Contains("no-print", around.ClassName, StringComparison.Ordinal));

        // The unit of each is a column where the units below are on it too.
        Assert.Equal(3, sheet.QuerySelectorAll("thead th").Length);
        Go(north.Id, "?below=yes&language=en");
        Assert.Equal(
            ["Name", "Unit", "Course", "Complete by"],
            Render<BoardPage>(parameters => parameters.Add(of => of.UnitId, north.Id)).FindAll("thead th").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task A_unit_of_others_is_not_found_and_a_unit_where_all_are_done_says_so()
    {
        Assert.Single(Render<BoardPage>(parameters => parameters.Add(of => of.UnitId, Guid.NewGuid())).FindAll("[role=alert].note"));
        var unit = (await Room.RootAsync()).Id;
        Assert.Contains(
            "Nobody has a course to complete.",
            Render<BoardPage>(parameters => parameters.Add(of => of.UnitId, unit)).Find("[data-printed]").TextContent,
            StringComparison.Ordinal);
    }

    private void Go(Guid unit, string query) => Services.GetRequiredService<NavigationManager>().NavigateTo(BoardAddress.Of(unit) + query);
}
