using System.Net;
using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit.Databases;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Hosting;

public sealed class UnavailableTests : IAsyncLifetime
{
    private static readonly string[] Paths =
    [
        "/", "/record", "/learn/working-with-state-secrets", "/admin", "/admin/people", "/admin/audit", "/account/sessions", "/explore", "/verify/ABCD-EFGH-JKMN",
        "/admin/people/export?format=csv", "/admin/reports/progress/export?format=csv",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-unavailable-").FullName;
    private readonly Outage _outage = new();
    private WebApplicationFactory<Program> _application = null!;

    public async ValueTask InitializeAsync()
    {
        _application = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment("Production")
            .UseSetting("Data:Folder", _folder)
            .ConfigureTestServices(services =>
            {
                var usual = services.Last(service => service.ServiceType == typeof(IDbContextFactory<LearningDbContext>));
                services.AddSingleton<IDbContextFactory<LearningDbContext>>(provider =>
                    new Contexts((IDbContextFactory<LearningDbContext>)ActivatorUtilities.CreateInstance(provider, usual.ImplementationType!), _outage, RoomDatabase.Of(DatabaseKind.Sqlite, _folder)));
            }));
        await RunningApplication.SetUpAsync(_application.Services);
    }

    [Fact]
    public async Task A_database_out_of_reach_is_named_on_every_page_and_nothing_else_is_shown()
    {
        using var visitor = _application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using (await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, "/"))
        {
        }

        var wrong = new List<string>();
        _outage.IsOn = true;
        foreach (var path in Paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Language", "en" }, { "Accept", "text/html" } } };
            using var answer = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || !page.Contains("The data cannot be reached at the moment", StringComparison.Ordinal))
            {
                wrong.Add($"{path}: {answer.StatusCode} {answer.Headers.Location} {page[..Math.Min(page.Length, 60)]}");
            }
        }

        Assert.Empty(wrong);
        _outage.IsOn = false;
        using var again = await visitor.GetAsync(new Uri("/record", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Outage
    {
        public bool IsOn { get; set; }
    }

    private sealed class Contexts(IDbContextFactory<LearningDbContext> usual, Outage outage, RoomDatabase database) : IDbContextFactory<LearningDbContext>
    {
        public LearningDbContext CreateDbContext() => outage.IsOn ? database.OpenGone() : usual.CreateDbContext();
    }
}
