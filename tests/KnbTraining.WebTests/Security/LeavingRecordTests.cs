using System.Net;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Exchange.Cases;
using KnbTraining.Learning.Exchange.Scorm;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.Web.Features.Content.Bundles;
using KnbTraining.Web.Features.Content.Cases;
using KnbTraining.Web.Features.Content.Exchange;
using KnbTraining.Web.Features.Content.Exchange.Scorm;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Security;

/// <summary>Whatever leaves the house, as a file or on paper, is recorded.</summary>
public sealed class LeavingRecordTests(RunningApplication application)
{
    /// <summary>What is sent to somebody who is signed in and tells nothing of anybody else, or only leads on.</summary>
    private static readonly string[] Harmless =
        ["/organisation/logo/{hash}", "/pictures/{edition:int}/{id}/{hash}", "/notices/{id:guid}", $"/{NoticeAddress.Calendar}", $"/{BundleAddress.Key}"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_that_sends_a_file_records_that_it_left()
    {
        await using var scope = application.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var viewer = await ViewerAsync(services);
        var edition = (await services.GetRequiredService<EditionStore>().CurrentAsync(Cancellation)).Edition;
        var root = (await services.GetRequiredService<PeopleQueries>().UnitsAsync(viewer, Cancellation))[0];
        var certificate = await PassAsync(services, viewer, edition.Courses.Keys.First());
        var evidence = await CreditAsync(services, viewer, edition.Courses.Keys.Last());
        var samples = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/admin/audit/entries.{format}"] = "/admin/audit/entries.jsonl",
            [$"/{EvidenceAddress.Route}"] = $"/{evidence}",
            [$"/{BundleAddress.File}"] = $"/{BundleAddress.Of(1)}",
            [$"/{ExchangeAddress.File}"] = $"/{ExchangeAddress.Of(new ExportOrder(ExchangeScope.Authored, null, "en", "gift", 1))}",
            [$"/{ScormAddress.File}"] = $"/{ScormAddress.Of(new ScormOrder(edition.Lessons.Keys.First(), null, null, "en", 1))}",
            [$"/{CaseAddress.File}"] = $"/{CaseAddress.Of(new CaseOrder("cases/disclosure.yaml", null, "en", "csv"))}",
            ["/certificates/{number}/payload.json"] = $"/certificates/{certificate}/payload.json",
            ["/certificates/{number}/signature.der"] = $"/certificates/{certificate}/signature.der",
        };
        foreach (var page in ReportPages.All)
        {
            var file = page.File.Replace("{documentId}", edition.Acknowledgements.Keys.First(), StringComparison.Ordinal);
            samples[$"/{page.File}.{{format}}"] = $"/{file}.csv?unit={root.Id}&course={edition.Courses.Keys.First()}";
        }

        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");
        var unknown = new List<string>();
        foreach (var endpoint in application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsOurs))
        {
            var route = endpoint.RoutePattern.RawText!;
            if (!samples.TryGetValue(route, out var address))
            {
                unknown.Add(route);
                continue;
            }

            var before = await CountAsync(services, viewer);
            using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
            Assert.True(await CountAsync(services, viewer) > before, $"{route} sends a file and records nothing.");
        }

        Assert.True(unknown.Count == 0, $"Say here how it is asked for, or why it is harmless: {string.Join(", ", unknown)}");
    }

    [Fact]
    public void Every_page_that_is_marked_as_printed_is_known_to_the_record_and_every_button_that_prints_stands_on_one()
    {
        var marked = 0;
        foreach (var page in WebRoom.Pages)
        {
            var source = File.ReadAllText(WebRoom.Files($"/{page.Name}.razor").Single());
            if (!source.Contains("data-printed", StringComparison.Ordinal) && !source.Contains("<PrintHead", StringComparison.Ordinal))
            {
                Assert.False(source.Contains("data-print ", StringComparison.Ordinal), $"{page.Name} has a button that prints, and is not marked by data-printed.");
                continue;
            }

            marked++;
            Assert.True(!source.Contains("data-print ", StringComparison.Ordinal) || source.Contains("data-print-refused", StringComparison.Ordinal), page.Name);
            Assert.Contains(WebRoom.Routes(page), route => PrintedPages.Read(route.Split('/').Select(Sample).Aggregate((one, other) => $"{one}/{other}")) is not null);
        }

        Assert.InRange(marked, 14, 100);
    }

    [Fact]
    public async Task A_print_is_recorded_with_whom_it_is_about_and_only_by_a_page_of_ours_and_only_of_what_one_sees()
    {
        await using var scope = application.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var viewer = await ViewerAsync(services);
        using var visitor = application.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await TellAsync(visitor, "record")).StatusCode);
        await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, back: "/");

        Assert.Equal(HttpStatusCode.NoContent, (await TellAsync(visitor, $"admin/reports/person/{viewer.PersonId}")).StatusCode);
        Assert.Equal(new PagePrinted(RecordedPage.Transcript, viewer.PersonId, null, null, null), await LastFactAsync(services));
        Assert.Equal(HttpStatusCode.NoContent, (await TellAsync(visitor, "record?x=1")).StatusCode);
        Assert.Equal(new PagePrinted(RecordedPage.Record, viewer.PersonId, null, null, null), await LastFactAsync(services));
        Assert.Equal(HttpStatusCode.NoContent, (await TellAsync(visitor, "admin/acknowledgements/travel-reminder")).StatusCode);
        Assert.Equal(new PagePrinted(RecordedPage.Document, null, null, Slug.Of("travel-reminder"), null), await LastFactAsync(services));

        var before = await CountAsync(services, viewer);
        foreach (var page in new[] { "", "learn/before-access", $"admin/reports/person/{Guid.NewGuid()}", $"quiz/{Guid.NewGuid()}/result", "certificates/KNB-2026-7F3K-Q9TD", "admin/reports/person/x", new string('x', 2000) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await TellAsync(visitor, page)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await TellAsync(visitor, "record", "https://elsewhere.example")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await TellAsync(visitor, "record", origin: null)).StatusCode);
        Assert.Equal(before, await CountAsync(services, viewer));
    }

    [Fact]
    public async Task A_print_of_a_page_that_one_may_not_open_is_not_recorded()
    {
        var user = await People.AddAsync(application.Services, "prints");
        using var visitor = application.Visitor();
        await RunningApplication.SignInAsync(visitor, "prints", People.Password, back: "/");
        Assert.Equal(HttpStatusCode.NoContent, (await TellAsync(visitor, "record")).StatusCode);
        foreach (var page in new[] { "admin/reports", "admin/reports/missed", "admin/law/coverage", "admin/acknowledgements", "admin/audit", "admin/people" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await TellAsync(visitor, page)).StatusCode);
        }

        await People.GrantAsync(application.Services, user.PersonId, Role.Auditor);
        Assert.Equal(HttpStatusCode.NoContent, (await TellAsync(visitor, "admin/reports/missed")).StatusCode);
    }

    private static string Sample(string part) => part.StartsWith('{') ? part.Contains(":guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : "x" : part;

    private static bool IsOurs(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null
        && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        && !Harmless.Contains(endpoint.RoutePattern.RawText);

    private static async Task<HttpResponseMessage> TellAsync(HttpClient visitor, string page, string? origin = "http://localhost")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{PrintedPages.Path}?page={Uri.EscapeDataString(page)}", UriKind.Relative));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await visitor.SendAsync(request, Cancellation);
    }

    private static async Task<Viewer> ViewerAsync(IServiceProvider services)
    {
        var user = (await services.GetRequiredService<UserManager<AppUser>>().FindByNameAsync(RunningApplication.UserName))!;
        return (await services.GetRequiredService<PeopleQueries>().FindViewerAsync(user.Id, Cancellation))!;
    }

    // What this person did alone: the application records by itself too, and other tests share it.
    private static Task<int> CountAsync(IServiceProvider services, Viewer viewer) => services.GetRequiredService<LearningStore>().ReadAsync(
        db => db.LedgerRows.CountAsync(row => row.ActorId == viewer.PersonId && !row.Kind.Contains("refused"), Cancellation), Cancellation);

    private static async Task<Fact> LastFactAsync(IServiceProvider services) => LedgerLine.Read(
        await services.GetRequiredService<LearningStore>().ReadAsync(
            db => db.LedgerRows.Where(row => row.Kind == "page.printed").OrderByDescending(row => row.Number).Select(row => row.Line).FirstAsync(Cancellation),
            Cancellation))!.Fact;

    // Where the file is that proves a credit of somebody.
    private static async Task<string> CreditAsync(IServiceProvider services, Viewer viewer, string course)
    {
        var (store, acts) = (services.GetRequiredService<LearningStore>(), services.GetRequiredService<CycleActs>());
        var person = (await People.AddAsync(services, "credited")).PersonId;
        Assert.True((await acts.AssignAsync(viewer, [person], course, 5, Cancellation)).Ok);
        var cycle = await store.ReadAsync(
            db => db.Cycles.Where(row => row.PersonId == person && row.CourseId == course && row.CompletedOn == null).Select(row => row.Id).SingleAsync(Cancellation), Cancellation);
        var today = services.GetRequiredService<LocalCalendar>().Today;
        Assert.True((await acts.CreditAsync(viewer, cycle, today, null, new EvidenceFile("paper.pdf", [1]), "Learnt elsewhere", Cancellation)).Ok);
        return EvidenceAddress.Of(cycle, await store.ReadAsync(db => db.CycleEvents.Where(row => row.CycleId == cycle).MaxAsync(row => row.Number, Cancellation), Cancellation));
    }

    // The number of a certificate that the administrator has earned.
    private static async Task<string> PassAsync(IServiceProvider services, Viewer viewer, string course)
    {
        var (store, attempts) = (services.GetRequiredService<LearningStore>(), services.GetRequiredService<AttemptService>());
        var id = (await attempts.StartAsync(viewer, course, AttemptMode.Exam, "en", Cancellation)).Value;
        var attempt = await store.ReadAsync(db => db.Attempts.Include(found => found.Items).ThenInclude(item => item.Family).SingleAsync(found => found.Id == id, Cancellation), Cancellation);
        var bank = (await services.GetRequiredService<EditionStore>().CurrentAsync(Cancellation)).Edition.ItemsOn(attempt.LawDate);
        foreach (var item in attempt.Items)
        {
            string[] key = [.. Grader.ItemOf(bank, item.ItemId).Options.Where(option => option.Correct).Select(option => option.Id)];
            await attempts.AnswerAsync(viewer, id, item.Position, key, Guid.CreateVersion7(), Cancellation);
        }

        Assert.True((await attempts.SubmitAsync(viewer, id, Cancellation)).Ok);
        return await store.ReadAsync(db => db.Certificates.Where(row => row.AttemptId == id).Select(row => row.Number).SingleAsync(Cancellation), Cancellation);
    }
}
