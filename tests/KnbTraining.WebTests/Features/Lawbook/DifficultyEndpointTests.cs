using System.Net;
using KnbTraining.Learning.Persistence;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Lawbook;

public sealed class DifficultyEndpointTests(RunningApplication application)
{
    private static readonly Uri Address = new("/admin/law/difficulty.csv", UriKind.Relative);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_who_may_read_the_law_gets_the_figures()
    {
        var endpoint = Assert.Single(
            application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(),
            endpoint => endpoint.RoutePattern.RawText == "/admin/law/difficulty.{format}");
        Assert.Equal([Policies.ReadLaw], endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(demand => demand.Policy));
    }

    [Fact]
    public async Task What_is_downloaded_is_in_the_audit_log_and_a_stranger_gets_nothing()
    {
        // Other tests of the same application may have exported before.
        var before = await EntriesAsync();
        using var stranger = application.Visitor();
        using var refused = await stranger.GetAsync(Address, Ct);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(before, await EntriesAsync());

        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        using var answer = await visitor.GetAsync(Address, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("difficulty-20", answer.Content.Headers.ContentDisposition!.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName, StringComparison.Ordinal);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("Facility index", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(before + 1, await EntriesAsync());
    }

    private async Task<int> EntriesAsync()
    {
        await using var db = await application.Services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync(Ct);
        return await db.LedgerRows.CountAsync(row => row.Kind == "report.exported" && row.Line.Contains("\"report\":\"difficulty\""), Ct);
    }
}
