using Bunit;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Fields;
using KnbTraining.Web.Features.Content.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content;

public sealed class CourseEditorTests : AdminPageContext
{
    private const string Path = "courses/before-access.yaml";

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Lessons_are_moved_added_by_search_and_taken_out_by_buttons_and_saved_in_this_order()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage();
        await Labelled(page, "Move down: What clearance means").ClickAsync(new());
        page.Find("#course-lessons").Input("who protects");
        await page.FindAll(".pick-list .found button")[0].ClickAsync(new());
        await page.FindAll("button").First(button => button.GetAttribute("aria-label")!.StartsWith("Remove: ", StringComparison.Ordinal)).ClickAsync(new());
        await SaveAsync(page);

        var saved = await SavedAsync();
        Assert.Equal(["what-clearance-means", "what-you-take-on", "who-protects"], new DocumentFields(saved).List("lessons"));
        Assert.Contains("# Read and confirmed as a step between lessons and exam", saved, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_exam_finds_out_stands_beside_it_and_follows_what_is_typed()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage();
        page.WaitForAssertion(() => Assert.Contains("planned rule taken for law in force", page.Find(".preview").TextContent, StringComparison.Ordinal));
        var before = page.Find(".preview dl").TextContent;

        await TypeAsync(page, "field-exam-parts-0-count", "1");
        page.WaitForAssertion(() =>
            {
                Room.Clock.Advance(TimeSpan.FromSeconds(1));
                Assert.NotEqual(before, page.Find(".preview dl").TextContent);
            });
    }

    [Fact]
    public async Task A_wrong_number_says_so_at_its_field()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage();
        await TypeAsync(page, "field-exam-minutes", "soon");
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#field-exam-minutes-error .finding").TextContent));
    }

    [Fact]
    public async Task A_sample_of_a_family_opens_at_a_click_and_closes_at_the_next()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage();
        await page.FindAll("button").First(button => button.TextContent.Trim() == "Sample").ClickAsync(new());
        Assert.NotEmpty(page.Find(".sample .note.key").TextContent);
        await page.FindAll("button").First(button => button.TextContent.Trim() == "Sample").ClickAsync(new());
        Assert.Empty(page.FindAll(".sample"));
    }

    [Fact]
    public async Task A_new_course_gets_its_id_from_its_title_and_opens_in_a_change_of_its_own()
    {
        var editor = await SignInAsync(Role.Editor);
        var page = Render<NewCoursePage>();
        await page.Find("form").SubmitAsync();
        Assert.Equal("Give it a title.", page.Find("#new-course-title-error").TextContent);

        page.Find("#new-course-title").Input("Before access");
        await page.Find("form").SubmitAsync();

        var change = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(editor, None));
        Assert.EndsWith(ChangeAddress.Document("courses/before-access-2.yaml", change.Number), Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("Before access", change.Title);
    }

    private IRenderedComponent<DocumentPage> OpenPage()
    {
        var page = Render<DocumentPage>(parameters => parameters.Add(one => one.Path, Path));
        page.WaitForElement(".pick-list");
        return page;
    }

    private static AngleSharp.Dom.IElement Labelled(IRenderedComponent<DocumentPage> page, string label) =>
        page.FindAll("button").First(button => button.GetAttribute("aria-label")?.StartsWith(label, StringComparison.Ordinal) == true);

    private static Task TypeAsync(IRenderedComponent<DocumentPage> page, string id, string text)
    {
        var box = page.FindComponents<TypedBox>().Single(box => box.Instance.Id == id);
        return box.InvokeAsync(() => box.Instance.ValueChanged.InvokeAsync(text));
    }

    private static Task SaveAsync(IRenderedComponent<DocumentPage> page) =>
        page.FindAll(".savebar button").First(button => button.TextContent.Contains("Save", StringComparison.Ordinal)).ClickAsync(new());

    private async Task<string> SavedAsync()
    {
        var viewer = await SignInAsync(Role.Editor);
        var change = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(viewer, None));
        return (await Room.Get<EditingQueries>().FindAsync(viewer, Path, change.Number, None)).Value!.DraftText!;
    }
}
