using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.TestKit;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Features.AdminHome;
using KnbTraining.Web.Features.Organisation;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.AdminHome;

public sealed class AdminHomePageTests : AdminPageContext
{
    [Fact]
    public async Task A_new_house_reads_what_is_to_be_set_up_with_the_way_to_each_and_what_is_done_is_marked()
    {
        var page = Open();
        Assert.Equal("5 things are still missing", page.Find("h1").TextContent);
        var steps = page.FindAll(".steps li");
        Assert.Equal(Enum.GetValues<SetupTask>().Length, steps.Count);
        Assert.All(steps, step => Assert.StartsWith("admin/", step.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(steps, step => Assert.Equal(step.ClassList.Contains("open") ? "open" : "done", step.QuerySelector(".tag")!.TextContent));
        Assert.Contains("None has been made yet.", page.Find(".steps").TextContent, StringComparison.Ordinal);

        // A house without mail says so once, and may change its mind.
        var mail = Render<MailPage>();
        await mail.WaitForElement(".note button").ClickAsync(new());
        Assert.Equal("Use mail after all", mail.WaitForElement(".note button").TextContent.Trim());
        Assert.Equal("4 things are still missing", Open().Find("h1").TextContent);
        await mail.Find(".note button").ClickAsync(new());
        mail.WaitForAssertion(() => Assert.Equal("No mail, on purpose", mail.Find(".note button").TextContent.Trim()));
        Assert.Equal("5 things are still missing", Open().Find("h1").TextContent);
        Assert.Equal([SettingsField.WithoutMail, SettingsField.WithoutMail], (await Room.FactsAsync<SettingsChanged>()).SelectMany(fact => fact.Changes).Select(change => change.Field));
    }

    [Fact]
    public async Task An_auditor_reads_how_people_stand_and_nothing_about_the_house()
    {
        var manager = await Room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        await Room.AddLearnerAsync();
        await Room.Get<AssignmentService>().AssignAsync(manager, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 1, CancellationToken.None);
        await SignInAsync(Role.Auditor);
        Assert.Equal("Nobody is overdue", Open().Find("h1").TextContent);

        Room.Clock.Advance(TimeSpan.FromDays(2));
        await SignInAsync(Role.Auditor);
        var page = Open();
        Assert.EndsWith("overdue", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".missing, .steps"));
        Assert.Equal("admin/reports?order=worst", page.FindAll("#figures-heading ~ ul a")[^1].GetAttribute("href"));

        // The audit log: what came after the last checkpoint, and what happened this month, each with the way to its entries.
        var ledger = page.FindAll("#ledger-heading ~ ul a").Select(link => link.GetAttribute("href")).ToArray();
        Assert.Equal(
            ["admin/audit/checkpoint", "admin/audit?kind=report.exported&from=2026-03-01", "admin/audit?kind=account.sign-in-failed&from=2026-03-01", "admin/audit?kind=act.refused&from=2026-03-01"],
            ledger);
    }

    [Fact]
    public async Task An_editor_reads_which_changes_are_open()
    {
        var editor = await SignInAsync(Role.Editor);
        Assert.Equal("Nothing is missing", Open().Find("h1").TextContent);
        const string path = "lessons/written-obligation/en.md";
        var text = EditionSample.Documents.Find(path)!;
        var change = (await Room.SaveDocumentAsync(editor, path, text + "\n")).Value!.Change;

        var page = Open();
        Assert.Equal("1 change is open", page.Find("h1").TextContent);
        Assert.Equal($"admin/content/changes/{change}", page.Find(".rows a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".figures"));
        Assert.Equal("My changes: 1", page.Find("#mine-heading").TextContent);
        Assert.Empty(page.FindAll("#review-heading, #ledger-heading"));

        // Whoever reviews finds it among what waits; whoever wrote it does not.
        Assert.True((await Room.AskReviewAsync(editor, change)).Ok);
        await SignInAsync(Role.Reviewer);
        var review = Open();
        Assert.Equal("Waiting for a reviewer: 1", review.Find("#review-heading").TextContent);
        Assert.Equal($"admin/content/changes/{change}", review.Find("#review-heading ~ ul a").GetAttribute("href"));
        Assert.Empty(review.FindAll("#mine-heading"));
    }

    [Fact]
    public async Task Whoever_is_asked_for_a_waiver_finds_it_on_the_home_and_nobody_else_does()
    {
        var asked = await SignInAsync(Role.Administrator);
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await Room.AddAsync(new PersonBuilder().Named("Learner"));
        await Room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId], EditionSample.Course, 30, CancellationToken.None);
        await using var db = Room.Open();
        var cycle = (await db.Cycles.SingleAsync(found => found.PersonId == learner.PersonId, CancellationToken.None)).Id;
        Assert.Empty(Open().FindAll("#waivers-heading"));
        Assert.True((await Room.Get<WaiverService>().ProposeAsync(admin, [cycle], new DateOnly(2026, 4, 20), asked.PersonId, "Ill", CancellationToken.None)).Ok);

        var page = Open();
        Assert.Equal("Waivers to decide: 1", page.Find("#waivers-heading").TextContent);
        Assert.Equal($"admin/reports/person/{learner.PersonId}", page.Find("#waivers-heading ~ ul a").GetAttribute("href"));
        await SignInAsync(Role.Administrator);
        Assert.Empty(Open().FindAll("#waivers-heading"));
    }

    [Fact]
    public async Task A_manager_reads_what_needs_them_today_and_each_number_leads_to_the_list_of_those_people()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        await SignInAsync(Role.Manager);
        var calm = Render<ManagerView>(view => view.Add(of => of.Today, new ManagerToday(3, [])).Add(of => of.Confirmations, []));
        Assert.StartsWith("No course of your people is overdue", calm.Find(".empty").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(calm.FindAll(".need"));
        var north = await Room.AddUnitAsync("North", await Room.RootAsync());

        for (var i = 1; i <= 7; i++)
        {
            await Room.AddAsync(new PersonBuilder().Named($"Learner {i}").In(north));
        }

        await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: north.Path), 1, CancellationToken.None);
        var soon = Open();
        Assert.Equal("Nobody is overdue", soon.Find("h1").TextContent);
        Assert.Equal("due in 1 day", soon.Find("#need-DueSoon ~ ul .tag").TextContent);
        Assert.Empty(soon.FindAll(".empty"));

        Room.Clock.Advance(TimeSpan.FromDays(3));
        await SignInAsync(Role.Manager);
        var page = Open();
        Assert.Equal("7 courses are overdue", page.Find("h1").TextContent);
        Assert.Equal("admin/people", page.Find(".figures a").GetAttribute("href"));
        Assert.Empty(page.FindAll("#need-DueSoon"));
        var rows = page.FindAll("#need-Overdue ~ ul li");
        Assert.Equal(5, rows.Count);
        Assert.StartsWith("admin/reports/person/", rows[0].QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("2 days overdue", rows[0].QuerySelector(".tag")!.TextContent);
        Assert.Equal("7", page.Find(".figures a[href='admin/today?need=Overdue'] b").TextContent);

        // Every text says how many have not confirmed it, and leads to them.
        var texts = page.FindAll("#need-texts ~ ul li");
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.EndsWith("?state=Never", text.QuerySelector("a.tag")!.GetAttribute("href"), StringComparison.Ordinal));

        Services.GetRequiredService<NavigationManager>().NavigateTo("admin/today?need=Overdue");
        var list = Render<TodayListPage>();
        list.WaitForElement("tbody tr");
        Assert.Equal("Overdue", list.Find("h1").TextContent);
        Assert.Equal(7, list.FindAll("tbody tr").Count);
        Services.GetRequiredService<NavigationManager>().NavigateTo("admin/today?need=EndsSoon&page=x");
        list.WaitForElement(".empty");
    }

    private IRenderedComponent<AdminHomePage> Open()
    {
        var page = Render<AdminHomePage>();
        page.WaitForElement("h1");
        return page;
    }
}
