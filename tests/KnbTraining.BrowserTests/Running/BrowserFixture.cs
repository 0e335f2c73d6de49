using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

// Browser tests wait more than they work: three at a time, one of each collection, keep two cores busy. With four, two journeys failed beside a build.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]

namespace KnbTraining.BrowserTests.Running;

/// <summary>
/// One application with demo data and one real Chromium for all tests of a collection, which run one after another; each test has a
/// context of its own. The collections run beside one another, and what one does in its application no other sees.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>
    /// The collection of what looks at page after page, and of journeys that leave its people alone (employee and admin): the three
    /// collections are to take about the same time, because the last one runs alone.
    /// </summary>
    public const string Pages = "Pages";

    /// <summary>The collection of what people do in the application.</summary>
    public const string Journeys = "Journeys";

    /// <summary>The collection of journeys with a server, a proxy or a line of their own: they wait long for it.</summary>
    public const string Lines = "Servers and lines";

    private IPlaywright? _playwright;

    public ServerProcess Server { get; } = new(demo: true);

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("KNB_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = Arguments,
        });
        Server.Arguments.Add($"--PublicAddress={Server.Address}");
        await Server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        _playwright?.Dispose();
        await Server.DisposeAsync();
    }
}

[CollectionDefinition(BrowserFixture.Pages)]
public sealed class PagesTogether : ICollectionFixture<BrowserFixture>;

[CollectionDefinition(BrowserFixture.Journeys)]
public sealed class JourneysTogether : ICollectionFixture<BrowserFixture>;

[CollectionDefinition(BrowserFixture.Lines)]
public sealed class LinesTogether : ICollectionFixture<BrowserFixture>;
