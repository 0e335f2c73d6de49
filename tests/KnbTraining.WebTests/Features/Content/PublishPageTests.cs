using Bunit;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Publish;

namespace KnbTraining.WebTests.Features.Content;

public sealed class PublishPageTests : AdminPageContext
{
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";

    [Fact]
    public async Task Drafts_with_findings_cannot_be_chosen_into_an_edition_and_the_page_says_why()
    {
        await DraftAsync(text => text.Replace("family: travel-approval", "family: nowhere", StringComparison.Ordinal));
        await SignInAsync(Role.Reviewer);
        var page = Render<PublishPage>();
        page.WaitForElement("ul.findings li");
        Assert.True(Button(page, "Make an edition").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_sound_draft_becomes_an_edition_after_one_question()
    {
        await DraftAsync(text => text + "# a remark\n");
        await SignInAsync(Role.Reviewer);
        var page = Render<PublishPage>();
        page.WaitForElement("ul.rows input[type=checkbox]");
        await Button(page, "Make an edition").ClickAsync(new());
        await Button(page, "Make edition 2").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Edition 2 is what learners see now", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, (await Room.Get<EditionStore>().CurrentAsync(Xunit.TestContext.Current.CancellationToken)).Number);
    }

    [Fact]
    public async Task Somebody_who_only_administers_is_told_who_makes_editions()
    {
        await DraftAsync(text => text + "# a remark\n");
        await SignInAsync(Role.Administrator);
        var page = Render<PublishPage>();
        page.WaitForElement("ul.rows input[type=checkbox]");
        await Button(page, "Make an edition").ClickAsync(new());
        await Button(page, "Make edition 2").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("reviewer", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(1, (await Room.Get<EditionStore>().CurrentAsync(Xunit.TestContext.Current.CancellationToken)).Number);
    }

    [Fact]
    public async Task A_conflict_shows_both_texts_and_two_ways_out()
    {
        var mine = await SignInAsync(Role.Editor);
        var desk = new DocumentDesk(Room.Get<EditingQueries>(), Room.Get<EditingService>(), () => ValueTask.FromResult(mine), Rule);
        await desk.LoadAsync(Xunit.TestContext.Current.CancellationToken);
        await DraftAsync(text => text + "# theirs\n");
        desk.Text += "# mine\n";
        await desk.SaveAsync(Xunit.TestContext.Current.CancellationToken);
        var panel = Render<ConflictPanel>(parameters => parameters.Add(part => part.Desk, desk));
        Assert.Equal(["# mine", "# theirs"], panel.FindAll("pre mark").Select(mark => mark.TextContent));
        Assert.Equal(2, panel.FindAll("button").Count);
    }

    [Fact]
    public async Task A_reviewer_reads_a_document_and_has_no_button_to_save()
    {
        await SignInAsync(Role.Reviewer);
        var page = Render<DocumentPage>(parameters => parameters.Add(part => part.Path, Rule));
        page.WaitForElement(".editor");
        Assert.Empty(page.FindAll(".savebar"));
        Assert.All(page.FindAll(".fields textarea"), field => Assert.True(field.HasAttribute("readonly")));
    }

    private async Task DraftAsync(Func<string, string> change)
    {
        var editor = await SignInAsync(Role.Editor);
        var found = await Room.Get<EditingQueries>().FindAsync(editor, Rule, Xunit.TestContext.Current.CancellationToken);
        var saved = await Room.Get<EditingService>().SaveDraftAsync(editor, Rule, change(found.Value!.PublishedText!), 0, Xunit.TestContext.Current.CancellationToken);
        Assert.True(saved.Ok);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PublishPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
