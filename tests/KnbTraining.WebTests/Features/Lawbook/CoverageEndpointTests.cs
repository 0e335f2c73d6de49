using System.Net;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Lawbook;

public sealed class CoverageEndpointTests(RunningApplication application)
{
    private static readonly Uri Address = new("/admin/law/coverage.csv", UriKind.Relative);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_gets_no_matrix()
    {
        using var visitor = application.Visitor();
        using var answer = await visitor.GetAsync(Address, Ct);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void Only_who_may_read_the_law_gets_the_matrix()
    {
        var endpoint = Assert.Single(
            application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(),
            endpoint => endpoint.RoutePattern.RawText == "/admin/law/coverage.{format}");
        Assert.Equal([Policies.ReadLaw], endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(demand => demand.Policy));
    }

    [Fact]
    public async Task An_administrator_gets_a_line_for_each_fact_with_a_byte_order_mark_for_spreadsheets()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        using var answer = await visitor.GetAsync(Address, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("coverage-edition-1.csv", answer.Content.Headers.ContentDisposition!.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("fact,use,keyable,", lines[0], StringComparison.Ordinal);
        Assert.Equal(139, lines.Length - 1);
    }

    [Fact]
    public async Task The_same_is_there_as_a_workbook_and_under_no_other_ending()
    {
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        using var workbook = await visitor.GetAsync(new Uri("/admin/law/coverage.xlsx", UriKind.Relative), Ct);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.Content.Headers.ContentType!.MediaType);
        Assert.Equal("coverage-edition-1.xlsx", workbook.Content.Headers.ContentDisposition!.FileNameStar ?? workbook.Content.Headers.ContentDisposition.FileName);
        Assert.Equal("PK"u8.ToArray(), (await workbook.Content.ReadAsByteArrayAsync(Ct))[..2]);
        foreach (var address in new[] { "/admin/law/coverage.ods", "/admin/law/difficulty.CSV", "/admin/reports/progress.exe", "/admin/reports/missed.", "/admin/acknowledgements/travel-reminder/people.html" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(new Uri(address, UriKind.Relative), Ct)).StatusCode);
        }

        foreach (var address in new[] { "/admin/reports/progress.xlsx", "/admin/reports/missed.xlsx" })
        {
            Assert.Equal("PK"u8.ToArray(), (await visitor.GetByteArrayAsync(new Uri(address, UriKind.Relative), Ct))[..2]);
        }
    }
}
