using KnbTraining.BrowserTests.Running;
using KnbTraining.TestKit.Content;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

[Collection(BrowserFixture.Pages)]
public sealed class EveryPage(BrowserFixture fixture, OpenVisits visits) : IClassFixture<OpenVisits>
{
    private static readonly string[] Learner = ["/", "/learn/briefing.clearance-ended/briefing.clearance-ended", "/learn/working-with-state-secrets", "/learn/working-with-state-secrets/what-state-secrets-are", "/learn/working-with-state-secrets/after-access-ends", "/explore?act=travel-abroad&holder=former&approval=absent", "/glossary", "/search", "/search?q=мемлекеттік", "/record", "/acknowledge/non-disclosure-reminder", "/record > a[href^=acknowledgements]", "/record > a[href$='/text']", "/remarks", "/account/password", "/no-such-page"];

    private static readonly string[] Administrator =
    [
        "/admin", "/admin/content", "/admin/content/document/rules/liability/current-holder-disclosure.yaml", "/admin/content/document/lessons/written-obligation/en.md",
        "/admin/content/document/questions/travel-former-two-halves.yaml", "/admin/content/new-question", "/admin/content/new-rule", "/admin/content/rehearsal",
        "/admin/content/document/courses/before-access.yaml", "/admin/content/new-course", "/admin/content/new-picture", "/admin/content/document/glossary.yaml", "/admin/content/editions/2/changed-rules", "/admin/content/changes", "/admin/content/changes/1", "/admin/content/regrading", "/admin/content/annulments", "/admin/content/exchange", "/admin/content/cases", "/admin/content/uses/rules/travel-approval/approval-before-travel.yaml", "/admin/content/document/cases/travel-abroad.yaml", "/admin/content/bundles", "/admin/content/publishers", "/admin/content/history/courses/working-with-state-secrets.yaml",
        "/admin/law", "/admin/law?law=if-adopted", "/admin/law/changes", "/admin/law/coverage", "/admin/law/difficulty", "/admin/law/answers",
        "/admin/law/answers/family?id=authored.travel-former-two-halves", "/admin/remarks", .. Reports(),
        "/admin/reports > td a[href*='reports/unit']", "/admin/reports > td a[href*='reports/unit'] > a[href$='/journal']",
        "/admin/people", "/admin/people/new", "/admin/people/units", "/admin/people/units/board", "/admin/people/units/board > .tree a", "/admin/people/slips", "/admin/people/import", "/admin/settings/personal-data", "/admin/assignments", "/admin/assignments > a[href^='admin/assignments/0']", "/admin/assignments/new", "/admin/assignments/proposed", "/admin/audit", "/admin/audit/checkpoint", "/admin/notice-texts", "/admin/notice-texts/TextToConfirm",
        "/admin/acknowledgements", "/admin/acknowledgements/travel-reminder", "/admin/content/document/acknowledgements/travel-reminder.yaml",
    ];

    // A new report is looked at without a line here.
    private static IEnumerable<string> Reports() => Directory
        .EnumerateFiles(Path.Combine(ShippedContent.Repository, "src", "KnbTraining.Web", "Features", "Reports"), "*.razor")
        .Select(file => File.ReadLines(file).First())
        .Where(line => line.StartsWith("@page \"", StringComparison.Ordinal) && !line.Contains('{', StringComparison.Ordinal))
        .Select(line => line.Split('"')[1])
        .Order(StringComparer.Ordinal);

    private static readonly string[] Stranger = ["/account/sign-in", "/account/done", "/verify", "/verify/KNB-2026-7F3K-Q9TD", "/verify/keys"];

    /// <summary>Who looks at which page; nobody is signed in where the name is empty.</summary>
    public static TheoryData<string, string> Pages() =>
        [.. Learner.Select(path => ("employee", path)), .. Administrator.Select(path => ("admin", path)), .. Stranger.Select(path => ("", path))];

    // One look at a page answers all questions about it: loading it costs more than any of them.
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Is_accessible_shows_each_stop_of_the_tab_key_and_fits_a_phone(string person, string path)
    {
        var visit = await visits.OfAsync(person, "en", ColorScheme.Light);
        await ReadAsync(visit, path);
        await visit.AssertAccessibleAsync();

        var walk = visits.WalkOf(visit);
        var found = await walk.FindAsync(path, least: 2);
        Assert.True(walk.Compared > 2 && found.Count == 0, $"{walk.Compared} kinds of stops so far\n{string.Join('\n', found)}");
        await AssertFitsAsync(visit, path);
        visit.AssertQuiet();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/learn/working-with-state-secrets")]
    [InlineData("/admin/people")]
    public async Task Sends_a_stranger_to_the_sign_in_page(string path)
    {
        await using var visit = await Visit.OpenAsync(fixture);
        await visit.Page.GotoAsync(path);
        Assert.Contains("/account/sign-in", visit.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/people")]
    [InlineData("/admin/content")]
    [InlineData("/admin/reports")]
    [InlineData("/admin/audit")]
    [InlineData("/admin/assignments")]
    public async Task Of_the_administration_is_closed_to_an_employee(string path)
    {
        await using var visit = await Visit.OpenAsync(fixture);
        await visit.SignInAsync("employee");
        await visit.Page.GotoAsync(path);
        await Assertions.Expect(visit.Page.Locator("main table")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("h1")).ToBeVisibleAsync();
    }

    // A phone, and a window of 1280 pixels at 400 % zoom.
    internal static async Task AssertFitsAsync(Visit visit, string path)
    {
        foreach (var (width, height) in new[] { (360, 740), (320, 256) })
        {
            await visit.Page.SetViewportSizeAsync(width, height);
            var wider = await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
            Assert.True(wider <= 0, $"{path} scrolls sideways by {wider} pixels at a width of {width}.");
        }
    }

    /// <param name="path">A path; or a path and, after <c> &gt; </c>, which link on that page to follow, and so on, where the address holds an id.</param>
    /// <param name="loaded">False to come to the first of them by a link, from whatever page the window shows.</param>
    internal static async Task ReadAsync(Visit visit, string path, bool loaded = true)
    {
        var parts = path.Split(" > ");
        await (loaded ? visit.GoAsync(parts[0]) : visit.MoveAsync(parts[0]));
        foreach (var link in parts.Skip(1))
        {
            await visit.GoAsync("/" + await visit.Page.Locator(link).First.GetAttributeAsync("href"));
        }

        await visit.Page.Locator("h1").First.WaitForAsync();
        await Assertions.Expect(visit.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }
}
