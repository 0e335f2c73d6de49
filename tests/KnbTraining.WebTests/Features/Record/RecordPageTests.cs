using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Record;

namespace KnbTraining.WebTests.Features.Record;

public sealed class RecordPageTests : LearnerRoom
{
    [Fact]
    public void An_empty_record_says_what_will_be_here_and_offers_a_first_step()
    {
        var page = Open();
        Assert.Equal(4, page.FindAll(".empty").Count);
        Assert.Equal("explore", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_course_that_is_due_is_the_next_step_while_there_is_no_exam()
    {
        await AssignAsync();
        var page = Open();
        Assert.Contains("due 1 April 2026", page.Find(".rows li").TextContent, StringComparison.Ordinal);
        Assert.Equal($"learn/{EditionSample.Course}", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Exams_stand_with_their_validity_and_result_and_practice_stands_apart()
    {
        await AssignAsync();
        var failed = await Room.SitAsync(Viewer, right: 3);
        Room.Clock.Advance(TimeSpan.FromHours(1));
        var practice = await Room.SitAsync(Viewer, mode: AttemptMode.Practice);
        Room.Clock.Advance(TimeSpan.FromHours(1));
        var passed = await Room.SitAsync(Viewer);
        var open = await Room.StartAsync(Viewer, AttemptMode.Practice);

        var lists = Open().FindAll("ul.rows");

        Assert.Contains("valid until 2 March 2027", lists[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("Valid", lists[0].QuerySelector(".tag")!.TextContent);
        var certificate = (await Room.Get<AttemptQueries>().ResultAsync(Viewer, passed, "en", CancellationToken.None)).Value!.CertificateNumber;
        Assert.NotNull(certificate);
        Assert.Equal([$"certificates/{certificate}", $"quiz/{passed}/result", $"quiz/{failed}/result"], lists[1].QuerySelectorAll("a").Select(link => link.GetAttribute("href")!));
        Assert.Contains($"certificate {certificate}", lists[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(["Passed", "Not passed"], lists[1].QuerySelectorAll(".tag").Select(tag => tag.TextContent));
        Assert.Contains("edition 1 of the content", lists[1].TextContent, StringComparison.Ordinal);
        Assert.Equal([$"quiz/{open}", $"quiz/{practice}/result"], lists[2].QuerySelectorAll("a").Select(link => link.GetAttribute("href")!));
        Assert.DoesNotContain("assed", lists[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refreshers_stand_apart_from_exams_and_practice()
    {
        await Room.SitAsync(Viewer);
        Room.Clock.Advance(TimeSpan.FromDays(27));
        var refresher = await Room.SitAsync(Viewer, mode: AttemptMode.Refresher);

        var page = Open();
        Assert.Contains("Refreshers", page.FindAll("h2").Select(heading => heading.TextContent));
        var lists = page.FindAll("ul.rows");
        Assert.Equal($"quiz/{refresher}/result", lists[1].QuerySelector("a")!.GetAttribute("href"));
        Assert.DoesNotContain("assed", lists[1].TextContent, StringComparison.Ordinal);
        Assert.Single(lists[0].QuerySelectorAll("li"));
    }

    [Fact]
    public async Task A_validity_that_ran_out_is_told_in_the_past()
    {
        await AssignAsync();
        await Room.SitAsync(Viewer);
        Room.Clock.Advance(TimeSpan.FromDays(400));
        var course = Open().Find("ul.rows");
        Assert.Contains("was valid until 2 March 2027", course.TextContent, StringComparison.Ordinal);
        Assert.Equal("Overdue", course.QuerySelector(".tag")!.TextContent);
    }

    private async Task AssignAsync()
    {
        var administrator = await Room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        Assert.True((await Room.Get<AssignmentService>().AssignAsync(
            administrator, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, CancellationToken.None)).Ok);
    }

    private IRenderedComponent<RecordPage> Open()
    {
        var page = Render<RecordPage>();
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }
}
