using KnbTraining.BrowserTests.Running;
using KnbTraining.Content.Text;
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

    private const string People = """
        Personnel number;Full name;Unit;Clearance
        0101;Omarov Arman;Archive / Reading room;held now
        0102;Serikova Dana;Archive / Reading room;held now
        0103;Kim Oleg;Archive;asked for, not yet given
        """;

    [Fact]
    public async Task From_an_empty_folder_to_the_certificate_of_an_employee_in_25_clicks_and_12_fields()
    {
        await using var server = new ServerProcess(demo: false);
        await server.StartAsync();
        var link = await server.HearAsync("/setup?token=");
        var effort = new Effort();
        (string UserName, string Password) slip;
        await using (var administrator = await Visit.OpenAsync(fixture, "en", server: server))
        {
            await AssertNotSetUpAsync(administrator, link);
            await AssertSetupPageAsync(server, link);
            await SetUpAsync(administrator, effort, link);
            await AcceptProposalsAsync(administrator, effort);
            await ImportAsync(administrator, effort);
            slip = await MakeSlipsAsync(administrator, effort);
            await AssertSetUpOnceAsync(administrator, link);
            administrator.AssertQuiet();
        }

        string certificate;
        await using (var employee = await Visit.OpenAsync(fixture, "en", server: server))
        {
            await SignInFirstAsync(employee, effort, slip.UserName, slip.Password);
            await ReadLessonsAsync(employee, effort);
            certificate = await PassAsync(employee, effort, server);
            employee.AssertQuiet();
        }

        Assert.InRange(effort.Clicks, 1, 25);
        Assert.InRange(effort.Fields, 1, 12);

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

    private async Task AssertSetupPageAsync(ServerProcess server, string link)
    {
        await using var visit = await Visit.OpenAsync(fixture, "kk", server: server);
        foreach (var language in Languages.All)
        {
            await visit.Page.GotoAsync($"/language?to={language}&back=%2F");
            await visit.Page.GotoAsync(link);
            await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
            await visit.AssertAccessibleAsync();
        }

        await visit.Page.Locator("main button[type=submit]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".finding").First).ToBeVisibleAsync();
        visit.AssertQuiet();
    }

    private static async Task AssertSetUpOnceAsync(Visit visit, string link)
    {
        await visit.Page.GotoAsync(link);
        await Assertions.Expect(visit.Page.Locator("main form")).ToHaveCountAsync(0);
        await visit.GoAsync("/admin/people");
        await Assertions.Expect(visit.Page.Locator("main table")).ToContainTextAsync("Zhanna Bekova");
    }

    private static async Task SetUpAsync(Visit visit, Effort effort, string link)
    {
        var page = visit.Page;
        await page.GotoAsync(link);
        await effort.FillAsync(page.Locator("[name='Input.Organisation']"), "Aksai Archive");
        await effort.FillAsync(page.Locator("[name='Input.Name']"), "Zhanna Bekova");
        await effort.FillAsync(page.Locator("[name='Input.UserName']"), "zhanna");
        await effort.FillAsync(page.Locator("[name='Input.Password']"), AdministratorsPassword);
        await effort.FillAsync(page.Locator("[name='Input.Repeated']"), AdministratorsPassword);
        await effort.ClickAsync(page.Locator("main button[type=submit]"));
        await visit.AtAsync("/admin/assignments/proposed");
        await visit.LiveAsync();
    }

    private static async Task AcceptProposalsAsync(Visit visit, Effort effort)
    {
        var page = visit.Page;
        await Assertions.Expect(page.Locator("form.proposals input[type=checkbox]:checked")).ToHaveCountAsync(5);
        await effort.ClickAsync(page.Locator("form.proposals button[type=submit]"));
        await visit.AtAsync("/admin/people/import$");
        await visit.LiveAsync();
    }

    private static async Task ImportAsync(Visit visit, Effort effort)
    {
        var page = visit.Page;
        await effort.ChooseAsync(page.Locator("#import-file"), "people.csv", People);
        await effort.ClickAsync(page.Locator("form.form button[type=submit]"));
        await visit.AtAsync("/admin/people/import/");
        await Assertions.Expect(page.Locator("#units-heading")).ToHaveTextAsync("2 units of the file are not here");
        await visit.AssertAccessibleAsync();
        await effort.ClickAsync(page.Locator("form:has(#units-heading) button[type=submit]"));
        await Assertions.Expect(page.Locator("#kind-New")).ToContainTextAsync("New: 3");
        await visit.AssertAccessibleAsync();
        await effort.ClickAsync(page.Locator("form.form button[type=submit]"));
        await page.Locator("a[href^='admin/people/slips']").WaitForAsync();
    }

    /// <returns>What stands on the slip of Arman Omarov.</returns>
    private static async Task<(string UserName, string Password)> MakeSlipsAsync(Visit visit, Effort effort)
    {
        var page = visit.Page;
        await effort.ClickAsync(page.Locator("a[href^='admin/people/slips']"));
        await visit.AtAsync("/admin/people/slips");
        await Assertions.Expect(page.Locator("main tbody input:checked")).ToHaveCountAsync(3);
        await visit.AssertAccessibleAsync();
        await effort.ClickAsync(page.Locator("main button.main"));
        var slip = page.Locator(".slip").Filter(new LocatorFilterOptions { HasText = "Omarov Arman" });
        await Assertions.Expect(slip).ToContainTextAsync("Aksai Archive");
        await visit.AssertAccessibleAsync();
        var codes = await slip.Locator("code").AllInnerTextsAsync();
        await effort.ClickAsync(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "All were handed over" }));
        await Assertions.Expect(page.Locator(".saved")).ToHaveTextAsync("3 slips are recorded as handed over");
        return (codes[0].Trim(), codes[1].Trim());
    }

    private static async Task SignInFirstAsync(Visit visit, Effort effort, string userName, string temporary)
    {
        var page = visit.Page;
        await page.GotoAsync("/");
        await effort.FillAsync(page.Locator("input[autocomplete=username]"), userName);
        await effort.FillAsync(page.Locator("input[type=password]"), temporary);
        await effort.ClickAsync(page.Locator("main form button[type=submit]"));
        await visit.AtAsync("/account/password");
        await effort.FillAsync(page.Locator("[name='Input.Current']"), temporary);
        await effort.FillAsync(page.Locator("[name='Input.Chosen']"), EmployeesPassword);
        await effort.FillAsync(page.Locator("[name='Input.Repeated']"), EmployeesPassword);
        await effort.ClickAsync(page.Locator("main form button[type=submit]"));
        await effort.ClickAsync(page.Locator("main p[role=status] + p a, main [role=status] ~ p a").First);
        await visit.AtAsync("/$");
        await visit.LiveAsync();
        await Assertions.Expect(page.Locator("a[href^='learn/working-with-state-secrets']").First).ToBeVisibleAsync();
    }

    private static async Task ReadLessonsAsync(Visit visit, Effort effort)
    {
        var page = visit.Page;
        await effort.ClickAsync(page.Locator($"a[href^='learn/{Course}']").First);
        await visit.AtAsync($"/learn/{Course}");
        await visit.LiveAsync();
        if (!page.Url.EndsWith("/who-protects", StringComparison.Ordinal))
        {
            await effort.ClickAsync(page.Locator($"a[href='learn/{Course}/who-protects']").First);
            await visit.AtAsync("/who-protects$");
            await visit.LiveAsync();
        }

        await effort.ClickAsync(page.Locator("section.end button.main"));
        await effort.ClickAsync(page.Locator("section.end a.main"));
        await visit.AtAsync("/how-protection-is-organised$");
        await visit.LiveAsync();
        await effort.ClickAsync(page.Locator("section.end button.main"));
        await Assertions.Expect(page.Locator("section.end a.main")).ToHaveAttributeAsync("href", $"learn/{Course}#exam");
        await effort.ClickAsync(page.Locator("section.end a.main"));
        await visit.AtAsync($"/learn/{Course}#exam$");
        await visit.LiveAsync();
    }

    /// <summary>What counts is the way to the exam and from it: its questions are what the course is for.</summary>
    /// <returns>The number of the certificate.</returns>
    private static async Task<string> PassAsync(Visit visit, Effort effort, ServerProcess server)
    {
        var page = visit.Page;
        await effort.ClickAsync(page.Locator("section.exam a.btn"));
        await effort.ClickAsync(page.Locator(".begin button.main"));
        await visit.AtAsync("/quiz/");
        await page.Locator("fieldset.question").WaitForAsync();
        var path = new Uri(page.Url).AbsolutePath.Trim('/').Split('/');
        await using (var answers = await RightAnswers.OfAsync(server, $"/{path[0]}/{path[1]}", "en"))
        {
            await answers.GiveAllAsync(visit);
        }

        await effort.ClickAsync(page.Locator(".bar button.main"));
        await visit.AtAsync("/result$");
        await page.Locator("h1").WaitForAsync();
        await effort.ClickAsync(page.Locator("a[href^='certificates/']").First);
        await page.Locator("article.certificate").WaitForAsync();
        await Assertions.Expect(page.Locator("article.certificate")).ToContainTextAsync("Omarov Arman");
        await Assertions.Expect(page.Locator("article.certificate")).ToContainTextAsync("Aksai Archive");
        return new Uri(page.Url).Segments[^1];
    }
}
