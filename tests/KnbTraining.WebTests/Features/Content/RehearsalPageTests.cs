using Bunit;
using KnbTraining.Content.Documents;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content;

public sealed class RehearsalPageTests : AdminPageContext
{
    [Fact]
    public async Task An_amendment_is_looked_at_and_once_adopted_becomes_a_change_from_its_day()
    {
        var editor = await SignInAsync(Role.Editor);
        var page = Render<RehearsalPage>();
        page.WaitForElement("form");
        await page.Find("form").SubmitAsync();
        Assert.Equal("Choose at least one rule.", page.Find("#rehearsal-rules-error").TextContent);

        var planned = page.FindAll("label.check").Single(label => label.TextContent.Contains("Unapproved travel after clearance as planned", StringComparison.Ordinal));
        await planned.QuerySelector("input")!.ChangeAsync(true);
        Assert.Empty(page.FindAll("#rehearsal-rules-error"));
        await page.Find("form").SubmitAsync();
        page.WaitForElement("#rehearsal-heading", TimeSpan.FromSeconds(20));
        var figures = page.FindAll("dl.dossier > dd").Select(figure => figure.TextContent.Trim()).ToArray();
        Assert.NotEqual("0", figures[0]);
        Assert.NotEqual("0", figures[2]);
        Assert.Equal("0, with 5 minutes each", figures[4]);
        Assert.Matches(@"^\d+\s?% now, (\d+\s?%|–) with the amendment$", figures[^1]);

        await page.FindAll("button").Single(button => button.TextContent == "Adopted: open the change").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("/admin/content/changes/", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var change = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(editor, CancellationToken.None));
        var text = Assert.Single((await Room.Get<ChangeQueries>().FindAsync(editor, change.Number, CancellationToken.None)).Value!.Edits).Text!;
        Assert.Equal(("in-force", "2026-03-02"), (YamlEdit.Get(text, "status"), YamlEdit.Get(text, "since")));
    }

    [Fact]
    public async Task What_was_shown_goes_when_something_else_is_chosen_and_a_reviewer_looks_but_does_not_adopt()
    {
        await SignInAsync(Role.Reviewer);
        var page = Render<RehearsalPage>();
        await page.WaitForElement("label.check input").ChangeAsync(true);
        await page.Find("form").SubmitAsync();
        page.WaitForElement("#rehearsal-heading", TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Adopted: open the change");
        await page.Find("label.check input").ChangeAsync(false);
        Assert.Empty(page.FindAll("#rehearsal-heading"));
    }
}
