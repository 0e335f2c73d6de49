using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Trends;
using KnbTraining.Web.Features.Reports;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class CompliancePageTests : AdminPageContext
{
    [Fact]
    public async Task Each_figure_leaves_its_people_and_chosen_columns_travel_along()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        await Room.AddAsync(new PersonBuilder().Named("Learner").Numbered("0042"));
        await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, Xunit.TestContext.Current.CancellationToken);
        Room.Clock.Advance(TimeSpan.FromDays(40));
        await SignInAsync(Role.Auditor);
        Go("admin/reports/compliance?choice=overdue&columns=number.days");
        var page = Render<CompliancePage>();
        page.WaitForElement("tbody tr");

        Assert.Equal(["Name", "Personnel number", "Days late"], page.FindAll("table thead th").Take(3).Select(head => head.TextContent.Trim()));
        var row = page.FindAll("tbody tr").Single(found => found.TextContent.Contains("Learner", StringComparison.Ordinal));
        Assert.Equal(["Learner", "0042", "10"], row.Children.Select(cell => cell.TextContent.Trim()));
        Assert.StartsWith("admin/reports/person/", row.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        var links = page.FindAll(".figures a").Select(link => link.GetAttribute("href")).ToArray();
        Assert.Equal("admin/reports/compliance?columns=number.days", links[0]);
        Assert.Contains("admin/reports/compliance?choice=done&columns=number.days", links);
        Assert.Contains("admin/reports/compliance.csv?choice=overdue&columns=number.days", page.FindAll("a[download]").Select(link => link.GetAttribute("href")));

        // Ticking another column opens the address that says it.
        page.FindAll(".columns-chosen input")[1].Change(true);
        Assert.EndsWith("columns=days.number.unit", Sorted(Services.GetRequiredService<NavigationManager>().Uri), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_cannot_be_asked_is_said_beside_its_field()
    {
        await SignInAsync(Role.Auditor);
        foreach (var (asked, isSaid) in new[] { ("1800-01-01", true), ("yesterday", true), ("2026-02-30", true), ("2026-02-28", false) })
        {
            Go($"admin/reports/compliance?asOf={asked}");
            var page = Render<CompliancePage>();
            page.WaitForElement("#report-day");
            Assert.Equal(isSaid, page.FindAll(".field:has(#report-day) .finding").Count == 1);
            Assert.Equal(isSaid, page.Find("#report-day").GetAttribute("aria-invalid") == "true");
            Go($"admin/reports?asOf={asked}");
            var progress = Render<ProgressPage>();
            progress.WaitForElement("#report-day");
            Assert.Equal(isSaid, progress.FindAll(".field:has(#report-day) .finding").Count == 1);
        }
    }

    [Fact]
    public async Task An_exception_and_access_without_the_course_are_told_with_the_way_to_the_person()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await Room.AddAsync(new PersonBuilder().Named("Learner"));
        await Room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId], EditionSample.Course, 30, Xunit.TestContext.Current.CancellationToken);
        await using var db = Room.Open();
        var cycle = (await db.Cycles.SingleAsync(found => found.PersonId == learner.PersonId, CancellationToken.None)).Id;
        Assert.True((await Room.Get<CycleActs>().ExtendAsync(admin, [cycle], new DateOnly(2026, 5, 1), "Fire in the archive", Xunit.TestContext.Current.CancellationToken)).Ok);
        await SignInAsync(Role.Auditor);

        var exceptions = Render<ExceptionsPage>();
        exceptions.WaitForElement("tbody tr");
        var row = exceptions.Find("tbody tr");
        Assert.Contains("Fire in the archive", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("until 1 May 2026", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"admin/reports/person/{learner.PersonId}", row.QuerySelector("a")!.GetAttribute("href"));

        Go($"admin/reports/access?course={EditionSample.Course}");
        var access = Render<AccessPage>();
        access.WaitForElement("tbody tr");
        Assert.Contains(access.FindAll("tbody tr a"), link => link.GetAttribute("href") == $"admin/reports/person/{learner.PersonId}");
    }

    [Fact]
    public void A_month_is_a_link_that_says_its_figures_and_the_table_says_them_too()
    {
        TrendPoint[] points = [new(new DateOnly(2026, 1, 31), 0, 0, 0), new(new DateOnly(2026, 2, 28), 10, 8, 1), new(new DateOnly(2026, 3, 2), 10, 9, 2)];
        var view = Render<TrendView>(parameters => parameters.Add(trend => trend.Points, points).Add(trend => trend.Address, day => $"day/{day:yyyy-MM-dd}"));
        var months = view.FindAll("svg a");
        Assert.Equal(["day/2026-01-31", "day/2026-02-28", "day/2026-03-02"], months.Select(link => link.GetAttribute("href")));
        Assert.Null(months[0].QuerySelector("circle"));
        Assert.Contains("80", months[1].GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("overdue: 1", months[1].GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.True(Y(months[2]) < Y(months[1]));
        Assert.Equal(3, view.FindAll("tbody tr").Count);

        static double Y(AngleSharp.Dom.IElement month) => double.Parse(month.QuerySelector("circle")!.GetAttribute("cy")!, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task What_is_shown_can_be_saved_by_name_opened_again_and_taken_away()
    {
        await SignInAsync(Role.Auditor);
        Go("admin/reports/compliance?choice=overdue");
        var page = Render<CompliancePage>();
        page.WaitForElement(".figures");
        var address = page.FindAll(".filters a.btn").Select(link => link.GetAttribute("href")!).First(href => href.Contains("saved", StringComparison.Ordinal));
        Go(address);
        var saved = Render<SavedReportsPage>();
        await saved.Find("form").SubmitAsync();
        Assert.Equal("saved-name-error", saved.Find(".finding").Id);
        await saved.Find("#saved-name").ChangeAsync(new() { Value = "Overdue people" });
        await saved.Find("form").SubmitAsync();

        saved.WaitForElement(".rows li");
        Assert.Equal("admin/reports/compliance?choice=overdue", saved.Find(".rows a").GetAttribute("href"));
        Assert.Empty(saved.FindAll("form"));
        await saved.Find(".rows button").ClickAsync();
        saved.WaitForElement(".empty");
    }

    [Fact]
    public void A_report_asks_for_the_roles_of_its_page() => Assert.All(
        ReportPages.All,
        page => Assert.Equal(Policies.Roles[page.Policy].Order(), Room.Get<ReportList>()[page.Report].Readers.Order()));

    private void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    private static string Sorted(string address)
    {
        var (before, columns) = (address[..(address.LastIndexOf('=') + 1)], address[(address.LastIndexOf('=') + 1)..]);
        return before + string.Join('.', columns.Split('.').Order(StringComparer.Ordinal));
    }
}
