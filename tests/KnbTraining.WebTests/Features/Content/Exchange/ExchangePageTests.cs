using Bunit;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content.Exchange;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content.Exchange;

public sealed class ExchangePageTests : AdminPageContext
{
    private const string Bank = "::Who:: Who approves a trip? {=the head ~the unit}\n\n// [tag:rule:head-approves-travel]\n::Two:: Who keeps papers? {=the unit ~the head}\n\n::Why:: Why? {}\n";

    [Fact]
    public async Task The_losses_are_shown_before_a_file_is_taken_along()
    {
        await SignInAsync(Role.Editor);
        var page = Render<ExchangePage>();
        Assert.Empty(page.FindAll("a[download]"));
        await page.Find("#export-scope").ChangeAsync(new ChangeEventArgs { Value = "Course" });
        await page.Find("#export-id").ChangeAsync(new ChangeEventArgs { Value = EditionSample.Course });
        await page.Find("#export-variants").ChangeAsync(new ChangeEventArgs { Value = "50" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Write a whole number from 1 to 20.", page.Find("#export-variants-error").TextContent));
        await page.Find("#export-variants").ChangeAsync(new ChangeEventArgs { Value = "1" });
        await page.Find("form").SubmitAsync();
        var link = page.WaitForElement("a[download]");
        Assert.Matches("Changed: [1-9]", page.Find("ul.counts").TextContent);
        Assert.Contains("The case stands before the question as one text.", page.Markup, StringComparison.Ordinal);
        Assert.Equal($"{ExchangeAddress.File}?scope=Course&id={EditionSample.Course}&language=en&format=moodle-xml&variants=1", link.GetAttribute("href"));
        Assert.Empty(await Room.FactsAsync<QuestionsExported>());

        // Another choice is another file.
        await page.Find("#export-language").ChangeAsync(new ChangeEventArgs { Value = "ru" });
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public async Task A_file_is_read_gets_its_rules_and_becomes_a_change()
    {
        var editor = await SignInAsync(Role.Editor);
        var page = Render<ExchangePage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Bank, "bank.txt"));
        page.WaitForElement("#import-title");
        Assert.Contains("New: 2", page.Markup, StringComparison.Ordinal);
        Assert.Equal("head-approves-travel", page.Find("#import-rule-1").GetAttribute("value"));
        await page.Find("section:last-of-type form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Choose the rule that the questions are about.", page.Find("#import-rule-error").TextContent));

        await page.Find("#import-rule").ChangeAsync(new ChangeEventArgs { Value = "head-approves-travel" });
        await page.Find("section:last-of-type form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".finding").Select(finding => finding.TextContent)));
        page.WaitForAssertion(() => Assert.EndsWith("admin/content/changes/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        // A second press that was on its way makes no second change.
        await page.Find("section:last-of-type form").SubmitAsync();
        var row = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(editor, CancellationToken.None));
        Assert.Equal(("Questions of bank.txt", 2), (row.Title, row.Documents));
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_told_with_its_line_and_there_is_nothing_to_press()
    {
        await SignInAsync(Role.Editor);
        var page = Render<ExchangePage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Bank + "\nWho? {=a ~a}\n", "bank.txt"));
        page.WaitForAssertion(() => Assert.Contains("line 8: Two answers of 'Who?' say the same. Take one of them out.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("section:last-of-type button[type=submit]"));
        Assert.Contains("1 place in the file is wrong", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviewer_takes_along_and_brings_nothing()
    {
        await SignInAsync(Role.Reviewer);
        var page = Render<ExchangePage>();
        Assert.NotEmpty(page.FindAll("#export-format"));
        Assert.Empty(page.FindAll("#import-file"));
    }
}
