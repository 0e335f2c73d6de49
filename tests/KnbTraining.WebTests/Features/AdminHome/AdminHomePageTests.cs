using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.AdminHome;

namespace KnbTraining.WebTests.Features.AdminHome;

public sealed class AdminHomePageTests : AdminPageContext
{
    [Fact]
    public void A_new_house_reads_what_is_missing_with_the_way_to_each()
    {
        var page = Open();
        Assert.Equal("4 things are still missing", page.Find("h1").TextContent);
        var links = page.FindAll(".missing a").Select(link => link.GetAttribute("href")).ToArray();
        Assert.Equal("admin/assignments/proposed", links[0]);
        Assert.Equal(links.Length, page.FindAll(".missing li").Count);
        Assert.Empty(page.FindAll(".door"));
    }

    [Fact]
    public async Task A_manager_reads_how_the_own_people_stand_and_nothing_about_the_house()
    {
        var manager = await Room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        await Room.AddLearnerAsync();
        await Room.Get<AssignmentService>().AssignAsync(manager, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 1, CancellationToken.None);
        await SignInAsync(Role.Auditor);
        Assert.Equal("Nobody is overdue", Open().Find("h1").TextContent);

        Room.Clock.Advance(TimeSpan.FromDays(2));
        await SignInAsync(Role.Auditor);
        var page = Open();
        Assert.EndsWith("overdue", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".missing"));
        Assert.Equal("admin/reports?order=worst", page.FindAll(".figures a")[^1].GetAttribute("href"));
    }

    [Fact]
    public async Task An_editor_reads_which_drafts_are_open()
    {
        var editor = await SignInAsync(Role.Editor);
        Assert.Equal("Nothing is missing", Open().Find("h1").TextContent);
        const string path = "lessons/written-obligation/en.md";
        var text = EditionSample.Documents.Find(path)!;
        Assert.True((await Room.Get<EditingService>().SaveDraftAsync(editor, path, text + "\n", 0, CancellationToken.None)).Ok);

        var page = Open();
        Assert.Equal("1 draft is open", page.Find("h1").TextContent);
        Assert.Equal($"admin/content/document/{path}", page.Find(".rows a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".figures"));
    }

    private IRenderedComponent<AdminHomePage> Open()
    {
        var page = Render<AdminHomePage>();
        page.WaitForElement("h1");
        return page;
    }
}
