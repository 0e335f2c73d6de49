using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Lessons;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Lessons;

namespace KnbTraining.WebTests.Features.Lessons;

public sealed class LessonPageTests : LearnerRoom
{
    private static readonly IReadOnlyList<string> Lessons = EditionSample.Edition.Courses[EditionSample.Course].Lessons;

    [Fact]
    public async Task Having_read_a_lesson_is_noted_and_the_next_one_is_offered()
    {
        var page = Open(Lessons[0]);
        await page.Find(".end button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.EndsWith(Lessons[1], page.Find(".end .main").GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains(Lessons[0], await Room.Get<LessonQueries>().DoneAsync(Viewer, EditionSample.Course, CancellationToken.None));
    }

    [Fact]
    public async Task After_the_last_lesson_come_the_texts_to_confirm_and_then_the_exam()
    {
        foreach (var lesson in Lessons.Skip(1))
        {
            await Room.Get<LessonService>().MarkDoneAsync(Viewer, EditionSample.Course, lesson, CancellationToken.None);
        }

        var page = Open(Lessons[0]);
        await page.Find(".end button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("acknowledge/non-disclosure-reminder?course=working-with-state-secrets", page.Find(".end .main").GetAttribute("href")));
        Assert.EndsWith("#exam", page.Find(".end a.btn").GetAttribute("href"), StringComparison.Ordinal);

        await Room.ConfirmTextAsync(Viewer);
        await Room.ConfirmTextAsync(Viewer, Confirming.Obligation);
        page = Open(Lessons[0]);
        Assert.EndsWith("#exam", page.Find(".end .main").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_cannot_be_written_the_lesson_is_said_to_be_not_noted()
    {
        var page = Open(Lessons[0]);
        Room.MakeReadOnly(true);
        await page.Find(".end button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Not noted.", page.Find(".end [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.Find(".end button"));
    }

    [Fact]
    public async Task A_question_in_a_lesson_is_no_attempt()
    {
        var page = Open("after-access-ends");
        await page.Find(".ask input").InputAsync(new() { Value = "0" });
        await page.Find(".ask button").ClickAsync(new());
        Assert.NotNull(page.Find(".ask ol.why"));
        Assert.Empty(await Room.Get<AttemptQueries>().MineAsync(Viewer, "en", CancellationToken.None));
    }

    [Fact]
    public void A_lesson_begins_with_its_parts_and_ends_with_the_way_back()
    {
        var page = Open(Lessons[1]);
        var parts = page.FindAll(".lesson-contents a");
        Assert.Equal(page.FindAll(".prose h2").Select(heading => $"#{heading.Id}"), parts.Select(link => link.GetAttribute("href")![link.GetAttribute("href")!.IndexOf('#')..]));
        Assert.True(parts.Count > 1);
        Assert.NotEmpty(page.FindAll($"a[href='learn/{EditionSample.Course}/{Lessons[0]}']"));
        Assert.Empty(Open(Lessons[0]).FindAll($"p > a[href^='learn/{EditionSample.Course}/']"));
    }

    private IRenderedComponent<LessonPage> Open(string lesson)
    {
        var page = Render<LessonPage>(parameters => parameters.Add(p => p.CourseId, EditionSample.Course).Add(p => p.LessonId, lesson));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }
}
