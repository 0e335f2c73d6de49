using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>A new organisation, as README says it begins: nothing is put in behind the pages.</summary>
[Collection(BrowserFixture.Lines)]
public sealed class FirstDayJourney(BrowserFixture fixture)
{
    private const string Course = "who-protects-state-secrets";
    private const string AdministratorsPassword = "kettle autumn ladder 7";
    private const string EmployeesPassword = "window harvest pencil 9";

    [Fact]
    public async Task From_an_empty_folder_to_the_certificate_of_an_employee()
    {
        await using var server = new ServerProcess(demo: false);
        await server.StartAsync();
        var link = await server.HearAsync("/setup?token=");
        string temporary;
        await using (var administrator = await Visit.OpenAsync(fixture, "en", server: server))
        {
            await AssertNotSetUpAsync(administrator, link);
            await SetUpAsync(administrator, link);
            await AcceptProposalsAsync(administrator);
            temporary = await AddEmployeeAsync(administrator);
            administrator.AssertQuiet();
        }

        string certificate;
        await using (var employee = await Visit.OpenAsync(fixture, "en", server: server))
        {
            await SignInFirstAsync(employee, temporary);
            await ReadLessonsAsync(employee);
            certificate = await PassAsync(employee, server);
            employee.AssertQuiet();
        }

        await using var stranger = await Visit.OpenAsync(fixture, "kk", server: server);
        await stranger.GoAsync("/verify");
        await stranger.Page.Locator("input[name=number]").FillAsync(certificate);
        await stranger.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(stranger.Page.Locator("h1")).ToHaveTextAsync("Сертификат жарамды");
        stranger.AssertQuiet();
    }

    private static async Task AssertNotSetUpAsync(Visit visit, string link)
    {
        foreach (var path in new[] { "/", "/account/sign-in", "/admin/people", "/verify" })
        {
            await visit.Page.GotoAsync(path);
            await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("KnbTraining is not set up yet");
            Assert.DoesNotContain(link.Split('=')[^1], await visit.Page.ContentAsync(), StringComparison.Ordinal);
        }

        await visit.AssertAccessibleAsync();
    }

    private static async Task SetUpAsync(Visit visit, string link)
    {
        var page = visit.Page;
        await page.GotoAsync(link);
        await page.Locator("[name='Input.Organisation']").FillAsync("Aksai Archive");
        await page.Locator("[name='Input.Name']").FillAsync("Zhanna Bekova");
        await page.Locator("[name='Input.UserName']").FillAsync("zhanna");
        await page.Locator("[name='Input.Password']").FillAsync(AdministratorsPassword);
        await page.Locator("[name='Input.Repeated']").FillAsync(AdministratorsPassword);
        await page.Locator("main button[type=submit]").ClickAsync();
        await visit.AtAsync("/admin/assignments/proposed$");
        await visit.LiveAsync();
    }

    private static async Task AcceptProposalsAsync(Visit visit)
    {
        var page = visit.Page;
        await Assertions.Expect(page.Locator("form.proposals input[type=checkbox]:checked")).ToHaveCountAsync(5);
        await page.Locator("form.proposals button[type=submit]").ClickAsync();
        await visit.AtAsync("/admin$");
        await Assertions.Expect(page.Locator(".steps li.open a[href='admin/people/new']")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".steps li.open a[href='admin/assignments/proposed']")).ToHaveCountAsync(0);
        await visit.AssertAccessibleAsync();
        await visit.GoAsync("/admin/assignments");
        await Assertions.Expect(page.Locator(".assignments > li")).ToHaveCountAsync(6);
        await visit.AssertAccessibleAsync();
    }

    /// <returns>The temporary password, as the page shows it once.</returns>
    private static async Task<string> AddEmployeeAsync(Visit visit)
    {
        var page = visit.Page;
        await visit.GoAsync("/admin/people/units");
        await page.Locator("#unit-name").FillAsync("Reading room");
        await page.Locator(".form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".tree")).ToContainTextAsync("Reading room");

        await visit.GoAsync("/admin/people/new");
        await page.Locator("#person-name").FillAsync("Arman Omarov");
        await page.Locator("#person-user-name").FillAsync("arman");
        await ChooseAsync(page, "#person-unit", "Reading room");
        await ChooseAsync(page, "#person-holder", "Held now");
        await page.Locator(".form button[type=submit]").ClickAsync();
        return (await page.Locator(".secret").InnerTextAsync()).Trim();
    }

    private static async Task ChooseAsync(IPage page, string field, string option)
    {
        await page.Locator($".mud-select:has({field})").First.ClickAsync();
        await page.Locator(".mud-popover-open .mud-list-item").Filter(new LocatorFilterOptions { HasText = option }).ClickAsync();

        // A list that is still closing takes its handlers away while the next field is pressed.
        await Assertions.Expect(page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
    }

    private static async Task SignInFirstAsync(Visit visit, string temporary)
    {
        var page = visit.Page;
        await visit.SignInAfreshAsync("arman", temporary);
        await visit.AtAsync("/account/password");
        await page.Locator("[name='Input.Current']").FillAsync(temporary);
        await page.Locator("[name='Input.Chosen']").FillAsync(EmployeesPassword);
        await page.Locator("[name='Input.Repeated']").FillAsync(EmployeesPassword);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.Locator("main p[role=status] + p a, main [role=status] ~ p a").First.ClickAsync();
        await visit.AtAsync("/$");
        await visit.LiveAsync();
        await Assertions.Expect(page.Locator($"a[href^='learn/{Course}']").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("a[href^='learn/working-with-state-secrets']").First).ToBeVisibleAsync();
    }

    private static async Task ReadLessonsAsync(Visit visit)
    {
        var page = visit.Page;
        await visit.GoAsync($"/learn/{Course}/who-protects");
        await page.Locator("section.end button.main").ClickAsync();
        await page.Locator("section.end a.main").ClickAsync();
        await visit.AtAsync("/how-protection-is-organised$");
        await visit.LiveAsync();
        await page.Locator("section.end button.main").ClickAsync();
        await Assertions.Expect(page.Locator("section.end a.main")).ToHaveAttributeAsync("href", $"learn/{Course}#exam");
    }

    /// <returns>The number of the certificate.</returns>
    private static async Task<string> PassAsync(Visit visit, ServerProcess server)
    {
        var exam = await Quiz.StartAsync(visit, Course);
        await using (var answers = await RightAnswers.OfAsync(server, exam, "en"))
        {
            await answers.GiveAllAsync(visit);
        }

        await Quiz.SubmitAsync(visit, confirm: false);
        await visit.Page.Locator("a[href^='certificates/']").First.ClickAsync();
        await visit.Page.Locator("article.certificate").WaitForAsync();
        await Assertions.Expect(visit.Page.Locator("article.certificate")).ToContainTextAsync("Arman Omarov");
        await Assertions.Expect(visit.Page.Locator("article.certificate")).ToContainTextAsync("Aksai Archive");
        return new Uri(visit.Page.Url).Segments[^1];
    }
}
