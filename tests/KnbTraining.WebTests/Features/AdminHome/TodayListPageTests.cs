using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.AdminHome;

namespace KnbTraining.WebTests.Features.AdminHome;

public sealed class TodayListPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_manager_reminds_one_or_all_shown_and_reads_who_was_left_out()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var north = await Room.AddUnitAsync("North", await Room.RootAsync());
        var people = new List<Viewer>();
        for (var i = 1; i <= 3; i++)
        {
            people.Add(await Room.AddAsync(new PersonBuilder().Named($"Learner {i}").In(north)));
        }

        Assert.True((await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: north.Path), 0, None)).Ok);
        Room.Clock.Advance(TimeSpan.FromDays(1));
        await SignInAsync(Role.Manager);
        var page = Render<TodayListPage>();
        Assert.Equal(3, page.FindAll("td button").Count);
        Assert.Equal("Remind all 3 shown", page.Find(".remind button").TextContent);

        await page.FindAll("td button")[0].ClickAsync(new());
        Assert.Equal("1 reminder was sent.", page.Find(".remind .saved").TextContent);
        Assert.Equal(2, page.FindAll("td button").Count);
        Assert.Contains("Reminded today", page.Find("tbody tr").TextContent, StringComparison.Ordinal);

        // Somebody else was quicker with one of the two that are left.
        Assert.Equal(1, (await Room.Get<Reminders>().SendAsync(admin, [(people[1].PersonId, EditionSample.Course)], None)).Value!.Sent);
        await page.Find(".remind button").ClickAsync(new());
        Assert.Contains("1 reminder was sent.", page.Find(".remind").TextContent, StringComparison.Ordinal);
        Assert.Equal("Learner 2, Working with state secrets: was reminded today already", page.Find(".remind li").TextContent);
        Assert.Empty(page.FindAll("td button"));
    }

    [Fact]
    public async Task An_auditor_reads_the_same_list_and_reminds_nobody()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        await Room.AddLearnerAsync();
        Assert.True((await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 0, None)).Ok);
        Room.Clock.Advance(TimeSpan.FromDays(1));
        await SignInAsync(Role.Auditor);
        var page = Render<TodayListPage>();
        Assert.NotEmpty(page.FindAll("tbody tr"));
        Assert.Empty(page.FindAll("button, .remind"));
    }
}
