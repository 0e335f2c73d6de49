using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Courses;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Courses;

public sealed class CoursePageTests : LearnerRoom
{
    [Fact]
    public async Task The_way_to_the_exam_leads_over_the_page_before_it_and_back_into_an_open_one()
    {
        var page = Open();
        Assert.Equal("To the exam", page.Find(".exam a").TextContent);
        Assert.Equal($"exam/{EditionSample.Course}", page.Find(".exam a").GetAttribute("href"));
        Assert.Empty(await Room.Get<AttemptQueries>().MineAsync(Viewer, "en", CancellationToken.None));

        var attempt = await Room.StartAsync(Viewer);
        page = Open();
        Assert.Equal("Continue the exam", page.Find(".exam a").TextContent);
        Assert.Equal($"quiz/{attempt}", page.Find(".exam a").GetAttribute("href"));
        Assert.Contains("30 min left", page.Find(".exam").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Practising_opens_a_practice_also_during_a_pause_of_the_exam_and_continuing_leads_to_the_same()
    {
        for (var i = 0; i < EditionSample.Edition.Courses[EditionSample.Course].Exam.Attempts; i++)
        {
            await Room.SitAsync(Viewer, right: 0);
        }

        await Open().Find(".practice button").ClickAsync(new());
        var attempt = (await Room.Get<AttemptQueries>().MineAsync(Viewer, "en", CancellationToken.None)).Single(row => row.State == AttemptState.Open);
        Assert.Equal(AttemptMode.Practice, attempt.Mode);
        var page = Open();
        Assert.Equal("Continue practising", page.Find(".practice button").TextContent);
        Assert.Equal("To the exam", page.Find(".exam a").TextContent);
        await page.Find(".practice button").ClickAsync(new());
        Assert.EndsWith($"quiz/{attempt.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false, "30 min")]
    [InlineData(50, false, "45 min, with your extra time")]
    [InlineData(50, true, "No limit")]
    public async Task The_card_of_the_exam_tells_the_time_that_this_person_has(int percent, bool untimed, string told)
    {
        await using (var db = Room.Open())
        {
            (await db.People.SingleAsync(person => person.Id == Viewer.PersonId, CancellationToken.None)).Allow(new ExamTime(percent, untimed));
            await db.SaveChangesAsync(CancellationToken.None);
        }

        var card = Open().Find(".exam");
        Assert.Contains(card.QuerySelectorAll("dd"), entry => entry.TextContent == told);
        Assert.Equal(untimed, card.TextContent.Contains("stays open for 7 days", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_passing_the_course_says_quietly_when_the_next_refresher_comes_and_offers_it_on_that_day()
    {
        Assert.Empty(Open().FindAll("#refresh"));
        await Room.SitAsync(Viewer);
        var page = Open();
        Assert.Contains("A few questions come up on 29 March 2026.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("section[aria-labelledby=refresh] button"));

        Room.Clock.Advance(TimeSpan.FromDays(27));
        await Open().Find("section[aria-labelledby=refresh] button").ClickAsync(new());
        var attempt = (await Room.Get<AttemptQueries>().MineAsync(Viewer, "en", CancellationToken.None))[0];
        Assert.Equal(AttemptMode.Refresher, attempt.Mode);
        page = Open();
        Assert.Equal("Continue the refresher", page.Find("section[aria-labelledby=refresh] button").TextContent);
        Assert.Equal("To the exam", page.Find(".exam a").TextContent);
        await page.Find("section[aria-labelledby=refresh] button").ClickAsync(new());
        Assert.EndsWith($"quiz/{attempt.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lesson_that_was_read_is_marked()
    {
        var lesson = EditionSample.Edition.Courses[EditionSample.Course].Lessons[0];
        await Room.Get<LessonService>().MarkDoneAsync(Viewer, EditionSample.Course, lesson, CancellationToken.None);
        Assert.Single(Open().FindAll(".lessons .tag"));
    }

    [Fact]
    public async Task The_texts_of_the_course_are_a_step_with_their_state_and_keep_nobody_from_the_exam()
    {
        var page = Open();
        Assert.Equal(["To read", "To read"], Tags(page));
        Assert.Contains("0 of 6 lessons read · 0 of 2 texts confirmed", page.Find(".due").TextContent, StringComparison.Ordinal);
        await ReadLessonsAsync();

        page = Open();
        Assert.Equal("acknowledge/non-disclosure-reminder?course=working-with-state-secrets", page.Find(".due a.main").GetAttribute("href"));
        Assert.Contains("may wait until after it", page.Find(".exam").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("main", page.Find(".exam a").ClassList);

        await Room.ConfirmTextAsync(Viewer, Confirming.Obligation);
        await Room.ConfirmTextAsync(Viewer);
        page = Open();
        Assert.Equal(["Confirmed", "Confirmed"], Tags(page));
        Assert.Contains("Confirmed on 2 March 2026, counts until 2 March 2027", page.Find("section[aria-labelledby=texts]").TextContent, StringComparison.Ordinal);
        Assert.Contains("main", page.Find(".exam a").ClassList);

        await Room.ReviseTextAsync();
        page = Open();
        Assert.Equal(["Confirmed", "New version to read"], Tags(page));
        Assert.Contains("An earlier version was confirmed on 2 March 2026", page.Find("section[aria-labelledby=texts]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_passing_with_a_text_unconfirmed_the_course_says_what_is_left()
    {
        await ReadLessonsAsync();
        await Room.SitAsync(Viewer);
        await Room.ConfirmTextAsync(Viewer);
        Assert.Contains("You have passed the exam. What is left in this course is 1 text to read and confirm.", Open().Find(".due").TextContent, StringComparison.Ordinal);
        await Room.ConfirmTextAsync(Viewer, Confirming.Obligation);
        Assert.DoesNotContain("What is left", Open().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_not_addressed_to_the_learner_is_no_step_of_theirs()
    {
        await using (var db = Room.Open())
        {
            var person = await db.People.SingleAsync(one => one.Id == Viewer.PersonId, CancellationToken.None);
            person.Stand(person.StandingToday with { HolderStatus = HolderStatus.None, Capacity = Capacity.Head });
            await db.SaveChangesAsync(CancellationToken.None);
        }

        var page = Open();
        Assert.Empty(page.FindAll("section[aria-labelledby=texts]"));
        Assert.DoesNotContain("texts confirmed", page.Markup, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Tags(IRenderedComponent<CoursePage> page) =>
        page.FindAll("section[aria-labelledby=texts] .tag").Select(tag => tag.TextContent);

    private async Task ReadLessonsAsync()
    {
        foreach (var lesson in EditionSample.Edition.Courses[EditionSample.Course].Lessons)
        {
            await Room.Get<LessonService>().MarkDoneAsync(Viewer, EditionSample.Course, lesson, CancellationToken.None);
        }
    }

    [Fact]
    public void A_course_that_is_not_there_is_said_not_to_be() =>
        Assert.Contains("not yours to see", Render<CoursePage>(page => page.Add(p => p.CourseId, "nothing")).Markup, StringComparison.Ordinal);

    private IRenderedComponent<CoursePage> Open()
    {
        var page = Render<CoursePage>(parameters => parameters.Add(p => p.CourseId, EditionSample.Course));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }
}
