using Bunit;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Fields;
using KnbTraining.Web.Features.Content.Shelf;

namespace KnbTraining.WebTests.Features.Content;

public sealed class DocumentPageTests : AdminPageContext
{
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";

    [Fact]
    public async Task The_bar_does_not_say_that_all_is_saved_while_a_lost_text_is_offered()
    {
        var typed = JSInterop.SetupModule("./js/typed.js");
        typed.Mode = JSRuntimeMode.Loose;
        var lost = typed.SetupModule(call => call.Identifier == "listen" && call.Arguments[3] is $"{Rule}#text");
        lost.Mode = JSRuntimeMode.Loose;
        lost.Setup<bool>("forgotten").SetResult(true);
        await SignInAsync(Role.Editor);

        foreach (var (button, asks) in new[] { (".note.p .btn.quiet", "drop"), (".note.p .btn:not(.quiet)", "recall") })
        {
            var page = Render<DocumentPage>(parameters => parameters.Add(part => part.Path, Rule));
            page.WaitForElement(".editor");
            Assert.Equal("Everything typed is saved", page.Find(".savebar .soft").TextContent);
            await page.Find("details.source > summary").ClickAsync(new());
            page.WaitForElement(button);
            page.WaitForAssertion(() => Assert.Equal("A text typed earlier is not saved: put it back or drop it above", page.Find(".savebar .soft").TextContent));
            await page.Find(button).ClickAsync(new());
            lost.VerifyInvoke(asks);
            page.WaitForAssertion(() => Assert.Equal("Everything typed is saved", page.Find(".savebar .soft").TextContent));
            Assert.Empty(page.FindAll(button));
        }
    }

    [Fact]
    public async Task A_path_is_told_only_where_the_title_does_not_say_which_document_is_meant()
    {
        var titles = DocumentTitles.Of([("rules/a/one.yaml", "One"), ("rules/b/two.yaml", "One"), ("rules/a/three.yaml", "Three"), ("lessons/l/en.md", "L"), ("lessons/l/ru.md", "L"), ("x.yaml", "x.yaml"), ("rules/a/three.yaml", "Three")]);
        Assert.Equal("rules/a/one.yaml", titles.Apart("rules/a/one.yaml", "One"));
        Assert.Null(titles.Apart("rules/a/three.yaml", "Three"));
        Assert.Equal(("English", "Русский"), (titles.Apart("lessons/l/en.md", "L"), titles.Apart("lessons/l/ru.md", "L")));
        Assert.Null(titles.Apart("x.yaml", "x.yaml"));

        // Many findings of one kind in a document are one line; each stands below it.
        await SignInAsync(Role.Editor);
        const string Course = "courses/working-with-state-secrets.yaml";
        Finding[] findings =
        [
            .. Enumerable.Range(1, 5).Select(line => new Finding(Course, line, FindingSentence.Of($"The item family '{line}' does not exist."), "Write it anew.")),
            .. Enumerable.Range(1, 3).Select(line => new Finding(Rule, line, "The rule cites no source.", "Every rule stands on a source with paragraphs and facts.")),
        ];
        var list = Render<FindingsByDocument>(parameters => parameters.Add(part => part.Findings, findings));
        list.WaitForAssertion(() => Assert.Equal(4, list.FindAll("ul.findings > li").Count));
        Assert.Equal(5, list.FindAll("ul.findings > li:first-child details li").Count);
        Assert.StartsWith($"{EditionSample.Edition.Courses["working-with-state-secrets"].Title["en"]}: 5 findings of one kind. Write it anew.", list.Find("ul.findings > li").TextContent.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("courses/", list.Find("ul.findings").TextContent, StringComparison.Ordinal);

        // The pages that list documents show no path of those that have a title.
        var rows = EditionSample.Edition.Rules.Values.Take(3).Select(rule => new ShelfRow(rule.Path, [rule.Path], DocumentKind.Rule, rule.Title["kk"], ShelfState.Published, [], null, null, null, 1, 0, []));
        var table = Render<ShelfTable>(parameters => parameters.Add(part => part.Rows, [.. rows]));
        Assert.DoesNotContain("rules/", table.Markup.Replace("document/rules/", "", StringComparison.Ordinal).Replace("uses/rules/", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
