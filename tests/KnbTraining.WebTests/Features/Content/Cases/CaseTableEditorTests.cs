using AngleSharp.Dom;
using Bunit;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Exchange.Cases;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Cases;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content.Cases;

public sealed class CaseTableEditorTests : AdminPageContext
{
    private const string Path = "cases/travel-abroad.yaml";

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_case_is_held_against_the_rules_as_soon_as_it_is_typed_and_saved_with_the_comments_that_were_there()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage();
        Assert.Contains("All as expected", page.Markup, StringComparison.Ordinal);

        // Another expectation differs at once; what is any speaks of all completions.
        await Select(page, "Expected, case 1").ChangeAsync(Value("criminal"));
        Assert.Contains("1 case needs a look", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Administrative liability, decided by", Rows(page)[0].TextContent, StringComparison.Ordinal);
        await Select(page, "Approval of the trip, case 1").ChangeAsync(Value(""));
        Assert.Contains("In 8 of 8 situations", Rows(page)[0].TextContent, StringComparison.Ordinal);
        await Select(page, "Expected, case 1").ChangeAsync(Value("administrative"));
        Assert.Contains("In 4 of 8 situations", Rows(page)[0].TextContent, StringComparison.Ordinal);
        await Select(page, "Approval of the trip, case 1").ChangeAsync(Value("absent"));
        Assert.DoesNotContain("needs a look", page.Markup, StringComparison.Ordinal);

        // A copy goes below its row, a deleted one goes.
        await page.Find("[aria-label^='Case 1:']").ClickAsync(new());
        await Button(page, "Copy this case").ClickAsync(new());
        Assert.Equal(9, CaseRow.In(await TypedAsync(page)).Count);
        await Button(page, "Delete this case").ClickAsync(new());
        await Button(page, "Add a case").ClickAsync(new());
        Assert.Contains("Say what is expected.", Rows(page)[^2].TextContent, StringComparison.Ordinal);
        await Select(page, "Clearance, case 9").ChangeAsync(Value("none"));
        await Select(page, "Expected, case 9").ChangeAsync(Value("not-covered"));
        Assert.Contains("As expected in all 8 situations", page.Markup, StringComparison.Ordinal);
        await page.FindAll(".savebar button").First(button => button.TextContent.Trim() == "Save").ClickAsync(new());
        page.WaitForState(() => page.FindAll(".saved").Any(said => said.TextContent.Contains("Saved", StringComparison.Ordinal)));

        var saved = (await Room.Get<EditingQueries>().FindAsync(await Room.AddAsync(new TestKit.PersonBuilder().Named("Reader").With(Role.Editor)), Path, 1, None)).Value!;
        Assert.Contains("  # R-06.\n", saved.DraftText, StringComparison.Ordinal);
        Assert.Equal("case-9", CaseRow.In(saved.DraftText!)[^1].Id);
        Assert.Equal(0, (await Room.Get<ChangeQueries>().OpenAsync(await Room.AddAsync(new TestKit.PersonBuilder().Named("Other").With(Role.Editor)), None))[0].Findings);
    }

    [Fact]
    public async Task Rows_are_brought_from_a_file_or_pasted_all_or_none_and_what_no_case_asserts_is_offered_without_a_verdict()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("Clearance;Law as of;Expected\nheld;1.1.2026;Criminal liability\n", "cases.csv"));
        page.WaitForAssertion(() => Assert.Contains("Row 2, column “Clearance”:", page.Find("[role=alert] li").TextContent.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(8, CaseRow.In(await TypedAsync(page)).Count);

        await page.Find("#cases-how").ChangeAsync(Value("replace"));
        await page.Find("#cases-paste").ChangeAsync(Value("Допуск\tСогласование поездки\tПраво на день\tОжидается\nесть сейчас\tотсутствует\t01.01.2026\tАдминистративная ответственность\n"));
        await Button(page, "Put into the table").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("1 row was put into the table.", page.Markup, StringComparison.Ordinal));

        // The row that asks what a row asked stays that row.
        Assert.Equal("current-holder-without-approval", Assert.Single(CaseRow.In(await TypedAsync(page))).Id);
        Assert.Contains("The cases assert 4 of the 32 situations", page.Markup, StringComparison.Ordinal);

        // The same once more adds nothing, and says so.
        await page.Find("#cases-how").ChangeAsync(Value("add"));
        await page.Find("#cases-paste").ChangeAsync(Value("Допуск\tСогласование поездки\tПраво на день\tОжидается\nесть сейчас\tотсутствует\t01.01.2026\tАдминистративная ответственность\n"));
        await Button(page, "Put into the table").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("The same stands there already: 1.", page.Markup, StringComparison.Ordinal));
        Assert.Single(CaseRow.In(await TypedAsync(page)));
        await page.FindAll("[aria-label^='Add a case for it']")[0].ClickAsync(new());
        var added = CaseRow.In(await TypedAsync(page))[^1];
        Assert.Equal((null, 4), (added.Expected, added.Facts.Count));
    }

    [Fact]
    public async Task A_new_set_of_cases_begins_in_a_change_and_whoever_only_reads_changes_nothing()
    {
        await SignInAsync(Role.Editor);
        var page = Render<CasesPage>();
        Assert.Equal(8, page.FindAll("section[aria-labelledby^='act-']").Count);
        await page.Find("form").SubmitAsync();
        Assert.Equal("Say what it is called.", page.Find("#new-cases-title-error").TextContent);
        await page.Find("#new-cases-title").ChangeAsync(Value("Trips of heads"));
        await page.Find("#new-cases-act").ChangeAsync(Value("travel-abroad"));
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith(ChangeAddress.Document("cases/trips-of-heads.yaml", 1), Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        await SignInAsync(Role.Reviewer);
        var read = OpenPage();
        Assert.All(read.FindAll("table select"), select => Assert.True(select.HasAttribute("disabled")));
        Assert.Empty(read.FindAll("#cases-paste"));
    }

    private IRenderedComponent<DocumentPage> OpenPage()
    {
        var page = Render<DocumentPage>(parameters => parameters.Add(one => one.Path, Path));
        page.WaitForElement("table");
        return page;
    }

    private static async Task<string> TypedAsync(IRenderedComponent<DocumentPage> page)
    {
        await Task.Yield();
        return page.FindComponent<CaseTableEditor>().Instance.Session.First.Text;
    }

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<DocumentPage> page) => [.. page.FindAll("table tbody tr")];

    private static IElement Select(IRenderedComponent<DocumentPage> page, string label) =>
        page.FindAll("select").First(select => select.GetAttribute("aria-label") == label);

    private static IElement Button(IRenderedComponent<DocumentPage> page, string text) => page.FindAll("button").First(button => button.TextContent.Trim() == text);

    private static ChangeEventArgs Value(string value) => new() { Value = value };
}
