using System.Text;
using KnbTraining.BrowserTests.Running;
using KnbTraining.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>Lists as personnel systems write them, each awkward in its own ways.</summary>
[Collection(BrowserFixture.Journeys)]
public sealed class ImportJourney(BrowserFixture fixture)
{
    // Breaks inside cells, a blank line, a total below, a separator too many.
    private const string OfWindows = """
        Табельный номер;ФИО;Подразделение;Допуск;Дата приема;
        0501;"Ахметова
        Сауле Ержановна";Procurement;есть;05.02.2026;
        ;;;;;
        0502;Кожахметов Нурлан;"Archive and
        Records";нет;17.11.2025;
        Итого;2;;;;
        """;

    private const string OfTabs =
        "Табель нөмірі\tАты-жөні\tБөлімше\tРұқсат\tҚабылданған күні\r\n"
        + "00601\tСейітқали Әсем\tProcurement\tбар\t2026-01-12\r\n"
        + "00602\tЖұмабек Ерлан\tProcurement\tжоқ\t2026-01-12\r\n"
        + "00602\tЖұмабек Ерлан Болатұлы\tProcurement\tжоқ\t2026-01-12\r\n";

    // The numbers are 701 and 702 in cells that show five digits; the days are 5 February and 3 March 2026.
    private const string OfWorkbook = """
        <row r="1"><c r="A1" t="inlineStr"><is><t>Personnel number</t></is></c><c r="B1" t="inlineStr"><is><t>Full name</t></is></c>
        <c r="C1" t="inlineStr"><is><t>Unit</t></is></c><c r="D1" t="inlineStr"><is><t>Clearance</t></is></c><c r="E1" t="inlineStr"><is><t>Hire date</t></is></c></row>
        <row r="2"><c r="A2" s="1"><v>701</v></c><c r="B2" t="inlineStr"><is><t>Litvin Ada</t></is></c><c r="C2" t="inlineStr"><is><t>Procurement</t></is></c>
        <c r="D2" t="inlineStr"><is><t>held now</t></is></c><c r="E2" s="2"><v>46058</v></c></row>
        <row r="3"><c r="A3" s="1"><v>702</v></c><c r="B3" t="inlineStr"><is><t>Moroz Ilya</t></is></c><c r="C3" t="inlineStr"><is><t>Nowhere</t></is></c>
        <c r="D3" t="inlineStr"><is><t>never held</t></is></c><c r="E3" s="2"><v>46084</v></c></row>
        """;

    [Fact]
    public async Task Three_awkward_lists_say_what_they_would_do_and_bring_the_right_people()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using var visit = await Visit.OpenAsync(fixture);
        var page = visit.Page;
        await visit.SignInAsync("admin");

        await CompareAsync(visit, "кадры.csv", Encoding.GetEncoding(1251).GetBytes(OfWindows), "windows-1251");
        await AssertKindsAsync(page, ("New", 2));
        await AssertLinesAsync(page, "New", "Ахметова Сауле Ержановна", "0501");
        await ApplyAsync(page, 2);

        await CompareAsync(visit, "тізім.txt", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(OfTabs)], null);
        await AssertKindsAsync(page, ("New", 1), ("Unclear", 2));
        await AssertLinesAsync(page, "Unclear", "Жұмабек Ерлан", "00602");
        await page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "3" }).CheckAsync();
        await page.Locator("section:has(#kind-Unclear) button.main").ClickAsync();
        await AssertKindsAsync(page, ("New", 2), ("Unchanged", 1));
        await visit.AssertAccessibleAsync();
        await ApplyAsync(page, 2);

        await CompareAsync(visit, "people.xlsx", Workbook.Of(OfWorkbook, formats: ["00000", "dd.mm.yyyy"]), null);
        await Assertions.Expect(page.Locator("form:has(#units-heading)")).ToContainTextAsync("Nowhere");
        await AssertKindsAsync(page, ("New", 1), ("Wrong", 1));
        await ApplyAsync(page, 1);

        await AssertPersonAsync(visit, "0501", "Ахметова Сауле Ержановна", "Procurement", "2026-02-05");
        await AssertPersonAsync(visit, "0502", "Кожахметов Нурлан", "Archive and Records", "2025-11-17");
        await AssertPersonAsync(visit, "00602", "Жұмабек Ерлан Болатұлы", "Procurement", "2026-01-12");
        await AssertPersonAsync(visit, "00701", "Litvin Ada", "Procurement", "2026-02-05");
        visit.AssertQuiet();
    }

    private static async Task CompareAsync(Visit visit, string name, byte[] file, string? encoding)
    {
        var page = visit.Page;
        await visit.GoAsync("/admin/people/import");
        await page.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = file });
        await page.Locator("#import-PersonnelNumber").WaitForAsync();
        if (encoding is not null)
        {
            await Assertions.Expect(page.Locator("form.form")).ToContainTextAsync(encoding);
        }

        await page.Locator("form.form button[type=submit]").ClickAsync();
        await visit.AtAsync("/admin/people/import/.");
    }

    private static async Task AssertKindsAsync(IPage page, params (string Kind, int Count)[] kinds)
    {
        foreach (var (kind, count) in kinds)
        {
            await Assertions.Expect(page.Locator($"#kind-{kind}")).ToContainTextAsync($": {count}");
        }

        await Assertions.Expect(page.Locator("[id^=kind-]")).ToHaveCountAsync(kinds.Length);
    }

    private static async Task AssertLinesAsync(IPage page, string kind, params string[] texts)
    {
        var section = page.Locator($"section:has(#kind-{kind})");
        if (await section.Locator("button.unfold[aria-expanded=false]").CountAsync() > 0)
        {
            await section.Locator("button.unfold").ClickAsync();
        }

        foreach (var text in texts)
        {
            await Assertions.Expect(section.Locator("tbody")).ToContainTextAsync(text);
        }
    }

    private static async Task ApplyAsync(IPage page, int people)
    {
        await page.Locator("form.form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("p.note[role=status]")).ToContainTextAsync($"Applied: {people}.");
    }

    private static async Task AssertPersonAsync(Visit visit, string number, string name, string unit, string first)
    {
        await visit.GoAsync("/admin/people");
        await visit.Page.Locator("#people-search").FillAsync(number);
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Locator("main tbody a").Filter(new LocatorFilterOptions { HasText = name }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(name);
        await Assertions.Expect(visit.Page.Locator("#person-number")).ToHaveValueAsync(number);
        var standing = visit.Page.Locator("section:has(#standing-heading) tbody tr").First;
        await Assertions.Expect(standing).ToContainTextAsync(unit);
        await Assertions.Expect(standing).ToContainTextAsync(DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture).ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en")));
    }
}
