using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class ProgressPageTests : AdminPageContext
{
    [Fact]
    public void Before_anything_is_assigned_the_page_says_what_will_stand_here()
    {
        var page = Render<ProgressPage>();
        page.WaitForElement(".empty");
        Assert.Contains("administrator", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_to_the_export_names_the_day_that_is_shown()
    {
        await AssignAsync();
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("admin/reports?asOf=2026-03-05");
        var page = Render<ProgressPage>();
        page.WaitForElement("table");
        Assert.Equal(["admin/reports/progress.csv?asOf=2026-03-05", "admin/reports/progress.xlsx?asOf=2026-03-05"], page.FindAll("a[download]").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Each_unit_shows_its_number_beside_each_share()
    {
        await AssignAsync();
        var page = Render<ProgressPage>();
        page.WaitForElement("tbody tr");
        Assert.NotEmpty(page.Find("table caption").TextContent);
        Assert.All(page.FindAll("tbody tr").Select(row => row.Children[3]), done => Assert.NotNull(done.QuerySelector("small")));
    }

    private async Task AssignAsync()
    {
        var administrator = await SignInAsync(Role.Administrator);
        await Room.AddLearnerAsync();
        var assigned = await Room.Get<AssignmentService>().AssignAsync(
            administrator, EditionSample.Course, new AssignmentAudience(HolderStatus.Current, null, null), 30, Xunit.TestContext.Current.CancellationToken);
        Assert.True(assigned.Ok);
    }
}
