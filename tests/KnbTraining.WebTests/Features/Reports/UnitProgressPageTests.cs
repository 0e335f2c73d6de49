using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.Web.Features.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class UnitProgressPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Those_of_a_unit_who_are_late_or_near_are_reminded_together_and_only_as_of_today()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var north = await Room.AddUnitAsync("North", await Room.RootAsync());
        foreach (var name in new[] { "First", "Second" })
        {
            await Room.AddAsync(new PersonBuilder().Named($"{name} Testova").In(north));
        }

        Assert.True((await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: north.Path), 0, None)).Ok);
        Room.Clock.Advance(TimeSpan.FromDays(1));
        await SignInAsync(Role.Manager);
        var (page, other) = (Open(), Open());
        Assert.Equal("Remind all 2 shown", page.Find(".remind button").TextContent);
        await page.Find(".remind button").ClickAsync(new());
        Assert.Equal("2 reminders were sent.", page.Find(".remind .saved").TextContent);
        Assert.Empty(page.FindAll(".remind button"));

        // A second press that was on its way says nothing else, and one in another window says what happened.
        var panel = page.FindComponent<RemindPanel>();
        await panel.InvokeAsync(() => panel.Instance.SendAsync([]));
        Assert.Equal("2 reminders were sent.", page.Find(".remind .saved").TextContent);
        await other.Find(".remind button").ClickAsync(new());
        Assert.Equal(
            ["Nobody was reminded now.", "2 people were reminded today already, and not again."], other.FindAll(".remind p").Select(said => said.TextContent));
        Assert.Equal(2, (await Room.FactsAsync<ReminderSent>()).Count);

        // How people stood on an earlier day is nothing to remind of.
        Room.Clock.Advance(TimeSpan.FromDays(1));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"admin/reports/unit/{north.Id}/{EditionSample.Course}?asOf=2026-03-03");
        Assert.Empty(Open().FindAll(".remind"));

        IRenderedComponent<UnitProgressPage> Open() =>
            Render<UnitProgressPage>(parameters => parameters.Add(of => of.UnitId, north.Id).Add(of => of.CourseId, EditionSample.Course));
    }

    [Fact]
    public async Task A_manager_reminds_a_person_from_the_panel_of_their_courses_and_nobody_reminds_themselves()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await Room.AddLearnerAsync();
        var manager = await SignInAsync(Role.Manager);
        Assert.True((await Room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId, manager.PersonId], EditionSample.Course, 10, None)).Ok);
        Assert.Empty(Panel(manager.PersonId).FindAll(".remind"));

        var panel = Panel(learner.PersonId);
        Assert.Equal("Remind now: Working with state secrets", panel.Find(".remind button").TextContent);
        await panel.Find(".remind button").ClickAsync(new());
        Assert.Equal("1 reminder was sent.", panel.Find(".remind .saved").TextContent);
        Assert.Empty(panel.FindAll(".remind button"));

        // An auditor reads the same panel.
        Room.Clock.Advance(TimeSpan.FromDays(1));
        await SignInAsync(Role.Auditor);
        Assert.Empty(Panel(learner.PersonId).FindAll(".remind"));

        IRenderedComponent<CoursesPanel> Panel(Guid person) =>
            Render<CoursesPanel>(parameters => parameters.Add(of => of.PersonId, person).Add(of => of.ReadOnly, true));
    }
}
