using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Remarks;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Lessons;
using KnbTraining.Web.Features.Quiz;
using KnbTraining.Web.Features.Remarks;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Remarks;

public sealed class NewRemarkPageTests : LearnerRoom
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task From_the_result_somebody_says_what_is_wrong_and_reads_later_what_became_of_it()
    {
        var attempt = await Room.SitAsync(Viewer);
        var result = Render<ResultPage>(parameters => parameters.Add(p => p.AttemptId, attempt));
        var links = result.FindAll(".remark a").Select(link => link.GetAttribute("href")!).ToArray();
        Assert.Equal((await Room.ViewAsync(Viewer, attempt)).Total, links.Length);

        var form = Open(links[0]);
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.NotEmpty(form.Find("#remark-reason-error").TextContent));
        Assert.NotEmpty(form.Find("#remark-text-error").TextContent);
        await form.Find("#remark-reason").ChangeAsync(new() { Value = "Translation" });
        await form.Find("#remark-text").ChangeAsync(new() { Value = "A word is missing." });
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("Thank you", form.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal($"quiz/{attempt}/result", form.Find(".bar a.main").GetAttribute("href"));

        var again = Open(links[0]);
        await again.Find("#remark-reason").ChangeAsync(new() { Value = "Other" });
        await again.Find("#remark-text").ChangeAsync(new() { Value = "Once more." });
        await again.Find("form").SubmitAsync();
        again.WaitForAssertion(() => Assert.Contains("already", again.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        Assert.Equal("waits", Render<RemarksPage>().Find(".rows .tag").TextContent);
        var editor = await Room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        await using var db = Room.Open();
        await Room.Get<RemarkService>().AnswerAsync(editor, [db.Remarks.Single().Id], new RemarkAnswer(RemarkOutcome.Right, null, "It is a term."), None);
        var mine = Render<RemarksPage>();
        Assert.Equal("answered", mine.Find(".rows .tag").TextContent);
        Assert.Contains("It is a term.", mine.Find(".rows").TextContent, StringComparison.Ordinal);
        Assert.Contains("A word is missing.", mine.Find(".rows").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task During_an_exam_no_address_tells_more_than_the_question_and_nothing_can_be_said()
    {
        var attempt = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, attempt, count: 1);
        var page = Open(RemarkAddress.Of(attempt, 1));
        Assert.Contains("after it has ended", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form"));

        // Written by hand as if the question stood in a lesson: it shows no key and no explanation.
        var item = (await Room.KeysAsync(attempt))[1];
        await using var db = Room.Open();
        var asked = db.AttemptItems.Where(found => found.Position == 1).Select(found => new { found.Family.FamilyId, found.Variant }).Single();
        var bank = EditionSample.Edition.ItemsOn(new DateOnly(2026, 3, 2));
        var made = bank.Create(asked.FamilyId, asked.Variant);
        if (made.Kind != KnbTraining.Content.Items.QuestionKind.Matching)
        {
            var wrong = made.Options.First(option => !option.Correct).Id;
            var foreign = Open(RemarkAddress.Of(new RemarkSource(1, EditionSample.Course, "x"), made.Id, made.Options.Select(option => option.Id), [wrong]));
            var right = bank.Render(made, "en").Options.First(option => option.Id == item[0]).Text;
            Assert.DoesNotContain(right, foreign.Find("section").TextContent, StringComparison.Ordinal);
            Assert.Empty(foreign.FindAll("ol.why"));
        }
    }

    [Fact]
    public async Task A_question_of_a_lesson_offers_it_below_its_explanation_and_leads_back_to_the_lesson()
    {
        var course = EditionSample.Edition.Courses[EditionSample.Course];
        var (lesson, page) = course.Lessons
            .Select(id => (id, Page: Render<LessonPage>(parameters => parameters.Add(p => p.CourseId, course.Id).Add(p => p.LessonId, id))))
            .First(opened => opened.Page.FindAll("section.ask input[type=radio]").Count > 0);
        Assert.Empty(page.FindAll(".remark a"));
        var asked = page.FindAll("section.ask").First(section => section.QuerySelector("input[type=radio]") is not null);
        await asked.QuerySelector("fieldset")!.InputAsync(new() { Value = "0" });
        asked = page.FindAll("section.ask").First(section => section.QuerySelector("input[type=radio]") is not null);
        await asked.QuerySelector(".bar .btn")!.ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".remark a")));
        var form = Open(page.Find(".remark a").GetAttribute("href")!);
        await form.Find("#remark-reason").ChangeAsync(new() { Value = "Source" });
        await form.Find("#remark-text").ChangeAsync(new() { Value = "It says otherwise." });
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Equal($"learn/{course.Id}/{lesson}", form.Find(".bar a.main").GetAttribute("href")));
        await using var db = Room.Open();
        Assert.Equal(RemarkPlace.Lesson, db.Remarks.Single().Place);
    }

    [Fact]
    public async Task A_practice_offers_it_beside_the_answer_and_what_is_not_there_is_not_found()
    {
        var attempt = await Room.StartAsync(Viewer, AttemptMode.Practice);
        await Room.AnswerRightAsync(Viewer, attempt, count: 1);
        var page = Render<QuizPage>(parameters => parameters.Add(p => p.AttemptId, attempt).Add(p => p.Position, 1));
        page.WaitForAssertion(() => Assert.Equal(RemarkAddress.Of(attempt, 1), page.Find(".remark a").GetAttribute("href")));
        foreach (var address in new[] { RemarkAddress.New, RemarkAddress.Of(Guid.NewGuid(), 1), $"{RemarkAddress.New}?item=x" })
        {
            Assert.Equal("There is nothing here for you", Open(address).Find("h1").TextContent);
        }
    }

    private IRenderedComponent<NewRemarkPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<NewRemarkPage>();
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }
}
