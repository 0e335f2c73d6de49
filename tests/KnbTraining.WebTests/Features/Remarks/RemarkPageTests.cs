using Bunit;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Remarks;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.AdminHome;
using KnbTraining.Web.Features.Remarks;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Remarks;

public sealed class RemarkPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_editor_finds_what_was_said_sees_the_question_with_its_key_and_no_name_and_answers()
    {
        var learner = await Room.AddAsync(new PersonBuilder().Named("Aliya Testova"));
        var exam = await Room.SitAsync(learner, right: 1);
        var remark = (await Room.Get<RemarkService>().MakeAsync(learner, new RemarkSubject.InAttempt(exam, 1), RemarkReason.Answer, "I doubt it.", "ru", None)).Value;
        await SignInAsync(Role.Editor);

        var home = Render<AdminHomePage>();
        home.WaitForAssertion(() => Assert.Contains("1 question with remarks waits for an answer", home.Markup, StringComparison.Ordinal));
        Assert.Contains("admin/remarks", home.Find("section[aria-labelledby=remarks-heading] a").GetAttribute("href"), StringComparison.Ordinal);

        var list = Render<RemarkListPage>();
        list.WaitForAssertion(() => Assert.Equal($"admin/remarks/{remark}", list.Find(".rows a").GetAttribute("href")));
        Assert.Contains("1 remark", list.Find(".rows .tag").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Aliya", list.Markup, StringComparison.Ordinal);

        var page = Render<RemarkPage>(parameters => parameters.Add(p => p.Id, remark));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("ol.why")));
        Assert.Equal(2, page.FindAll("details h3").Count);
        Assert.Contains("I doubt it.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Aliya", page.Markup, StringComparison.Ordinal);

        await page.FindAll("button").First(button => button.TextContent == "I look at it").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("is being looked at", page.Find(".rows .tag").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "I look at it");

        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#reply-outcome-error").TextContent));
        await page.Find("#reply-outcome").ChangeAsync(new() { Value = "Corrected" });
        await page.Find("#reply-edition").ChangeAsync(new() { Value = "9" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("no such edition", page.Find("#reply-edition-error").TextContent, StringComparison.Ordinal));
        await page.Find("#reply-outcome").ChangeAsync(new() { Value = "Right" });
        await page.Find("#reply-text").ChangeAsync(new() { Value = "The article says so." });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Answered", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form"));
        Assert.Contains("The article says so.", page.Find(".rows").TextContent, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo("admin/remarks?state=answered");
        var answered = Render<RemarkListPage>();
        answered.WaitForAssertion(() => Assert.Single(answered.FindAll(".rows > li")));
        Services.GetRequiredService<NavigationManager>().NavigateTo("admin/remarks?reason=Unclear&state=answered");
        var others = Render<RemarkListPage>();
        others.WaitForAssertion(() => Assert.Single(others.FindAll(".empty")));
    }

    [Fact]
    public async Task An_administrator_reads_and_has_no_form_and_an_unknown_remark_is_not_found()
    {
        var learner = await Room.AddLearnerAsync();
        var exam = await Room.SitAsync(learner);
        var remark = (await Room.Get<RemarkService>().MakeAsync(learner, new RemarkSubject.InAttempt(exam, 1), RemarkReason.Other, "Hm.", "en", None)).Value;
        var page = Render<RemarkPage>(parameters => parameters.Add(p => p.Id, remark));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".rows > li")));
        Assert.Empty(page.FindAll("form"));
        var missing = Render<RemarkPage>(parameters => parameters.Add(p => p.Id, Guid.NewGuid()));
        missing.WaitForAssertion(() => Assert.Equal("There is nothing here for you", missing.Find("h1").TextContent));
    }
}
