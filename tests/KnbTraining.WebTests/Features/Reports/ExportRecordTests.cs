using System.Net;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class ExportRecordTests(RunningApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_was_recognised_in_an_address_is_recorded()
    {
        await using var scope = application.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var user = (await services.GetRequiredService<UserManager<AppUser>>().FindByNameAsync(RunningApplication.UserName))!;
        var viewer = (await services.GetRequiredService<PeopleQueries>().FindViewerAsync(user.Id, Cancellation))!;
        var course = (await services.GetRequiredService<EditionStore>().CurrentAsync(Cancellation)).Edition.Courses.Keys.First();
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        var before = await EntriesAsync(services, viewer);

        var forged = Uri.EscapeDataString("x\r\n2026-11-29 system deleted everything " + new string('y', 7000));
        foreach (var (address, status) in new[]
        {
            ($"/admin/reports/people.csv?unit={Guid.NewGuid()}&course={forged}", HttpStatusCode.NotFound),
            ($"/admin/acknowledgements/{Uri.EscapeDataString("x\r\ny")}/people.csv?unit={forged}&state={forged}", HttpStatusCode.RequestUriTooLong),
        })
        {
            Assert.Equal(status, (await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode);
        }

        Assert.DoesNotContain(await EntriesAsync(services, viewer), entry => entry.Fact is ReportExported && before.All(old => old.Number != entry.Number));
        var unit = Guid.NewGuid();
        var good = new Uri($"/admin/reports/people.csv?unit={unit}&course={course}&asOf={forged}", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(good, Cancellation)).StatusCode);
        var recorded = Assert.Single(await EntriesAsync(services, viewer), entry => entry.Fact is ReportExported && before.All(old => old.Number != entry.Number));
        var today = services.GetRequiredService<KnbTraining.Web.Localization.LocalTime>().Today;
        Assert.Equal(new ReportExported(ExportedReport.People, Slug.Of("csv"), today, UnitId: unit, Course: Slug.Of(course)), recorded.Fact);
    }

    private static async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(IServiceProvider services, Viewer viewer) =>
        (await services.GetRequiredService<LedgerQueries>().ListAsync(viewer, new LedgerFilter(), 1, Cancellation)).Entries;
}
