using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Layout;
using KnbTraining.Web.Features.Notices;

namespace KnbTraining.WebTests.Features.Notices;

public sealed class NoticesPageTests : LearnerRoom
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_is_not_read_is_marked_and_counted_in_the_bar_until_it_is_opened_or_all_are_marked()
    {
        Assert.Single(Render<NoticesPage>().FindAll(".empty"));
        Assert.Empty(Bell().FindAll(".count"));
        var admin = await Room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        foreach (var course in EditionSample.Edition.Courses.Keys.Take(2))
        {
            Assert.True((await Room.Get<AssignmentService>().AssignAsync(admin, course, new AssignmentAudience(HolderStatus.Current), 30, None)).Ok);
        }

        await Room.Get<NoticeRound>().SendAsync(None);
        var page = Render<NoticesPage>();
        Assert.Equal("2 March 2026", page.Find("h2").TextContent);
        Assert.Equal(2, page.FindAll(".rows .tag").Count);
        Assert.Contains("Please complete it by 1 April 2026.", page.Find(".rows small").TextContent, StringComparison.Ordinal);
        var bell = Bell();
        Assert.Equal(("2", "2 unread"), (bell.Find(".count [aria-hidden]").TextContent, bell.Find(".count .sr-only").TextContent));

        // One is opened by its link, and the bar counts again on another page.
        var notice = (await Room.Get<NoticeInbox>().ListAsync(Viewer, "en", None))[0];
        Assert.Equal($"notices/{notice.Id}", page.Find(".rows a").GetAttribute("href"));
        await Room.Get<NoticeInbox>().OpenAsync(Viewer, notice.Id, None);
        bell.Render(parameters => parameters.Add(bar => bar.At, "glossary"));
        Assert.Equal("1", bell.Find(".count [aria-hidden]").TextContent);

        await page.Find("form").SubmitAsync();
        Assert.Empty(page.FindAll(".rows .tag"));
        Assert.Empty(page.FindAll("form"));
        bell.Render(parameters => parameters.Add(bar => bar.At, "notices"));
        Assert.Empty(bell.FindAll(".count"));
        Assert.Equal("page", bell.Find("a").GetAttribute("aria-current"));
    }

    [Fact]
    public void Each_kind_leads_to_a_page_that_there_is()
    {
        var addresses = KnbTraining.Web.Security.PageRoutes.All.Select(route => route.Address.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.All(Enum.GetValues<NoticeKind>(), kind => Assert.Contains(NoticeAddress.Of(kind, "x").Split('/')[0], addresses));
        Assert.Equal("acknowledge/travel", NoticeAddress.Of(NoticeKind.TextToConfirm, "travel"));
        Assert.Equal("learn/course", NoticeAddress.Of(NoticeKind.Overdue, "course"));
    }

    private IRenderedComponent<NoticeBell> Bell() => Render<NoticeBell>(parameters => parameters.Add(bell => bell.At, ""));
}
