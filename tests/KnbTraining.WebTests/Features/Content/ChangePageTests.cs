using Bunit;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Features.Content.Changes;
using KnbTraining.Web.Features.Content.Editing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content;

public sealed class ChangePageTests : AdminPageContext
{
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_change_with_findings_says_why_it_cannot_be_reviewed()
    {
        var change = await ChangeAsync(text => text.Replace("family: travel-approval", "family: nowhere", StringComparison.Ordinal));
        var page = Open(change);
        page.WaitForElement("ul.findings li");
        Assert.True(Button(page, "Ask for a review").HasAttribute("disabled"));
        Assert.StartsWith($"admin/content/document/", page.Find("ul.findings a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_is_asked_for_beside_its_field_and_what_was_typed_stays()
    {
        var change = await ChangeAsync(text => text + "# a remark\n");
        var page = Open(change);
        page.WaitForAssertion(() => Assert.False(Button(page, "Ask for a review").HasAttribute("disabled")));
        await Button(page, "Ask for a review").ClickAsync(new());
        const string missing = "A review needs the reason: write why the change is made.";
        Assert.Equal(missing, page.Find("#change-words-error").TextContent);
        page.WaitForAssertion(() => JSInterop.VerifyFocusAsyncInvoke());

        // Pressed without a reason it says so again, goes to the field, and keeps what was typed above.
        page.Find("#change-title").Input("Kept");
        await page.Find("form").SubmitAsync();
        Assert.Equal(missing, page.Find("#change-words-error").TextContent);
        Assert.Equal("Kept", page.Find("#change-title").GetAttribute("value"));
        page.WaitForAssertion(() => JSInterop.VerifyFocusAsyncInvoke(calledTimes: 2));
        page.Find("#change-title").Input("");
        page.Find("#change-words").Input("The amendment of March.");
        await page.Find("form").SubmitAsync();
        Assert.NotEmpty(page.Find("#change-title-error").TextContent);
        Assert.Equal("The amendment of March.", page.Find("#change-words").GetAttribute("value"));
        page.Find("#change-title").Input("A remark");
        Assert.Equal("Save and ask for a review", page.Find("form button[type=submit]").TextContent);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("A remark", page.Find("h1").TextContent));
        page.WaitForAssertion(() => Assert.Equal("Reviewers are told.", page.Find(".status .saved").TextContent));
        page.WaitForAssertion(() => Assert.Equal("In review", page.Find(".status .tag").TextContent));
        Assert.Equal(ChangeState.InReview, Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(await SignInAsync(Role.Reviewer), None)).State);
    }

    [Fact]
    public async Task A_reviewer_approves_and_publishes_and_the_page_says_which_edition()
    {
        var change = await InReviewAsync();
        await SignInAsync(Role.Reviewer);
        var page = Open(change);
        page.WaitForElement("mark");
        Assert.Contains("# a remark", page.FindAll(".changed mark").Select(mark => mark.TextContent));
        await Button(page, "Approve").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Approved", page.Find(".status .tag").TextContent));
        await Button(page, "Publish now").ClickAsync(new());
        Assert.Contains("edition 2", page.Find("form .note").TextContent, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Edition 2 is what learners see now.", page.Find(".status .saved").TextContent));
        Assert.Equal(2, (await Room.Get<EditionStore>().NewestAsync(None)).Number);
        Assert.Empty(page.FindAll("main > .bar button, .bar > button.main"));
    }

    [Fact]
    public async Task Sent_back_needs_words_and_they_stand_on_top_of_the_page_of_its_author()
    {
        var change = await InReviewAsync();
        await SignInAsync(Role.Reviewer);
        var page = Open(change);
        page.WaitForAssertion(() => Button(page, "Send back"));
        await Button(page, "Send back").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        Assert.NotEmpty(page.Find("#change-words-error").TextContent);
        page.Find("#change-words").Input("Name the paragraph.");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Name the paragraph.", page.Find(".note.p .said").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_author_who_reviews_is_told_that_somebody_else_decides()
    {
        var author = await SignInAsync(Role.Editor, Role.Reviewer);
        var saved = await Room.SaveDocumentAsync(author, Rule, EditionSample.Documents.Find(Rule)! + "# mine\n");
        Assert.True((await Room.AskReviewAsync(author, saved.Value!.Change)).Ok);
        var page = Open(saved.Value.Change);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".note"), note => note.TextContent.Contains("somebody else has to approve", StringComparison.Ordinal)));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() is "Approve" or "Send back");
    }

    [Fact]
    public async Task A_comment_quotes_its_place_says_when_the_words_are_gone_and_is_settled()
    {
        var change = await InReviewAsync();
        await SignInAsync(Role.Reviewer);
        var page = Open(change);
        page.WaitForElement(".changed .comments button");
        await page.Find(".changed .comments button").ClickAsync(new());
        await page.FindAll(".changed .comments button").Single(button => button.TextContent == "Send").ClickAsync(new());
        Assert.NotEmpty(page.Find(".changed .finding").TextContent);
        page.Find(".changed textarea").Input("Which paragraph?");
        page.Find(".changed input[type=text]").Input("no such words");
        await page.FindAll(".changed .comments button").Single(button => button.TextContent == "Send").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Which paragraph?", page.Find(".comment .said").TextContent));
        Assert.Contains("do not stand there", page.Find(".comment").TextContent, StringComparison.Ordinal);
        await page.FindAll(".comment button").Single(button => button.TextContent == "Done").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".comment.settled")));
    }

    [Fact]
    public async Task Two_texts_are_put_together_with_a_choice_for_each_place_that_both_changed()
    {
        var first = (await ChangeAsync(text => text + "# begun\n", "Somebody"));
        var mine = await SignInAsync(Role.Editor);
        var desk = new DocumentDesk(Room.Get<EditingQueries>(), Room.Get<DocumentSaving>(), () => ValueTask.FromResult(mine), Rule);
        await desk.LoadAsync(first, None);
        var text = desk.Text;
        var theirs = text.Replace("# begun\n", "# theirs\n", StringComparison.Ordinal).Replace("family: travel-approval", "family: travel-approval # also", StringComparison.Ordinal);
        Assert.True((await Room.SaveDocumentAsync(mine, Rule, theirs, first, 1)).Ok);
        desk.Text = text.Replace("# begun\n", "# mine\n", StringComparison.Ordinal);
        Assert.IsType<DraftConflict>(await desk.SaveAsync("", None));

        string? settled = null;
        var panel = Render<MergePanel>(parameters => parameters
            .Add(part => part.Desk, desk)
            .Add(part => part.OnSettle, EventCallback.Factory.Create<string>(this, merged => settled = merged)));
        Assert.Single(panel.FindAll("fieldset"));
        await panel.Find(".btn.main").ClickAsync(new());
        Assert.Contains("# mine", settled, StringComparison.Ordinal);
        Assert.Contains("# also", settled, StringComparison.Ordinal);
        panel.FindAll("input[type=radio]")[1].Change(true);
        await panel.Find(".btn.main").ClickAsync(new());
        Assert.Equal(theirs, settled);
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

    [Fact]
    public async Task The_list_groups_what_waits_for_the_viewer_and_opens_new_changes()
    {
        await InReviewAsync();
        await SignInAsync(Role.Reviewer);
        var reviewer = Render<ChangeListPage>();
        reviewer.WaitForElement("#changes-review");
        Assert.DoesNotContain(reviewer.FindAll("button"), button => button.TextContent.Trim() == "New change");

        await SignInAsync(Role.Editor);
        var editor = Render<ChangeListPage>();
        editor.WaitForElement(".heading button");
        await editor.Find(".heading button").ClickAsync(new());
        await editor.Find("form").SubmitAsync();
        Assert.NotEmpty(editor.Find("#change-title-error").TextContent);
        editor.Find("#change-title").Input("The amendment of June");
        await editor.Find("form").SubmitAsync();
        editor.WaitForAssertion(() => Assert.EndsWith(
            "/admin/content/changes/2", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_edition_is_taken_back_from_the_list_and_a_document_from_its_history()
    {
        var reviewer = await Room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer));
        var editor = await SignInAsync(Role.Editor);
        Assert.True((await Room.PublishTextAsync(editor, reviewer, Rule, EditionSample.Documents.Find(Rule)! + "# a remark\n")).Ok);
        var list = Render<ChangeListPage>();
        list.WaitForElement("button[aria-label='Take edition 2 back with a change']");
        await list.Find("button[aria-label='Take edition 2 back with a change']").ClickAsync(new());
        Assert.EndsWith("/admin/content/changes/2", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        var history = Render<DocumentHistoryPage>(parameters => parameters.Add(part => part.Path, Rule));
        history.WaitForElement("ol.rows button");
        await history.Find("ol.rows button").ClickAsync(new());
        history.WaitForAssertion(() => Assert.Equal(["# a remark"], history.FindAll("mark").Select(mark => mark.TextContent)));
        await history.FindAll("button").Single(button => button.TextContent == "Bring it back with a change").ClickAsync(new());
        Assert.EndsWith("/admin/content/changes/3", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        foreach (var number in new[] { 2, 3 })
        {
            var view = (await Room.Get<ChangeQueries>().FindAsync(editor, number, None)).Value!;
            Assert.Equal((Rule, EditionSample.Documents.Find(Rule)), (view.Documents[0].Path, view.Documents[0].After));
        }
    }

    private async Task<int> ChangeAsync(Func<string, string> change, string? name = null)
    {
        var editor = name is null ? await SignInAsync(Role.Editor) : await Room.AddAsync(new PersonBuilder().Named(name).With(Role.Editor));
        var saved = await Room.SaveDocumentAsync(editor, Rule, change(EditionSample.Documents.Find(Rule)!));
        Assert.True(saved.Ok);
        return saved.Value!.Change;
    }

    private async Task<int> InReviewAsync()
    {
        var change = await ChangeAsync(text => text + "# a remark\n");
        Assert.True((await Room.AskReviewAsync(await SignInAsync(Role.Editor), change)).Ok);
        return change;
    }

    private IRenderedComponent<ChangePage> Open(int change) => Render<ChangePage>(parameters => parameters.Add(part => part.Number, change));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ChangePage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == text);
}
