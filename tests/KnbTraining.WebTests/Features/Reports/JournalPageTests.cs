using System.Globalization;
using Bunit;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class JournalPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    private DateOnly Today => Room.Get<LocalCalendar>().Today;

    [Fact]
    public async Task The_sheet_lists_who_is_to_be_trained_in_kazakh_and_russian_with_room_to_sign()
    {
        var north = await UnitAsync();
        await SignInAsync(Role.Administrator);
        var sheet = Open(north.Id).Find(".journal");
        Assert.Equal(["kk", "ru"], sheet.QuerySelectorAll("h2 span").Select(part => part.GetAttribute("lang")));
        Assert.Equal(["Bekova Aru", "Serikov Dan"], sheet.QuerySelectorAll("tbody th").Select(name => name.TextContent.Trim()));
        Assert.Equal(["1", "2"], sheet.QuerySelectorAll("tbody td.n").Select(number => number.TextContent));
        Assert.All(sheet.QuerySelectorAll("tbody td:last-child"), cell => Assert.Equal("", cell.TextContent));
        Assert.Contains("Подпись", sheet.QuerySelector("thead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Қолы", sheet.QuerySelector("thead")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_to_list_can_be_chosen_and_who_is_done_has_the_day()
    {
        var north = await UnitAsync();
        var admin = await SignInAsync(Role.Administrator);
        var person = (await Room.Get<ProgressQueries>().PeopleAsync(admin, north.Id, EditionSample.Course, Today, None))[0].PersonId;
        Guid cycle;
        await using (var db = Room.Open())
        {
            cycle = db.Cycles.Single(found => found.PersonId == person).Id;
        }

        Assert.True((await Room.Get<CycleActs>().CreditAsync(admin, cycle, Today, Today.AddDays(300), new EvidenceFile("order.pdf", [1]), "Order 7", None)).Ok);

        Assert.Equal(["Bekova Aru"], NamesOf(Open(north.Id, "done")));
        Assert.Equal(Today.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture), Open(north.Id, "done").Find("tbody th + td").TextContent);
        Assert.Equal(["Serikov Dan"], NamesOf(Open(north.Id, "open")));
        Assert.Equal("", Open(north.Id, "open").Find("tbody th + td").TextContent);
        Assert.Equal(2, NamesOf(Open(north.Id, "nonsense")).Count);

        var list = Render<UnitProgressPage>(parameters => parameters.Add(of => of.UnitId, north.Id).Add(of => of.CourseId, EditionSample.Course));
        Assert.Equal(["to be trained: 2", "done: 1", "not done: 1"], list.FindAll(".counts li").Select(count => count.TextContent));
    }

    [Fact]
    public async Task A_unit_that_one_does_not_see_and_a_course_that_is_not_given_have_no_sheet()
    {
        var north = await UnitAsync();
        await SignInAsync(Role.Administrator);
        var other = Open(Guid.NewGuid());
        Assert.Empty(other.FindAll(".journal"));
        Assert.NotEmpty(other.FindAll("[role=alert]"));
        Assert.Empty(Open(north.Id, course: "no-such-course").FindAll(".journal"));
    }

    private static IReadOnlyList<string> NamesOf(IRenderedComponent<JournalPage> page) => [.. page.FindAll("tbody th").Select(name => name.TextContent.Trim())];

    private async Task<Unit> UnitAsync()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var north = await Room.AddUnitAsync("North", await Room.RootAsync());
        foreach (var name in new[] { "Serikov Dan", "Bekova Aru" })
        {
            await Room.AddAsync(new PersonBuilder().Named(name).In(north));
        }

        Assert.True((await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: north.Path), 0, None)).Ok);
        return north;
    }

    private IRenderedComponent<JournalPage> Open(Guid unit, string? who = null, string course = EditionSample.Course)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"admin/reports/unit/{unit}/{course}/journal{(who is null ? "" : $"?who={who}")}");
        return Render<JournalPage>(parameters => parameters.Add(of => of.UnitId, unit).Add(of => of.CourseId, course));
    }
}
