using AngleSharp.Dom;
using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Assigned;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Components.Assigned;

public sealed class CoursesPanelTests : AdminPageContext
{
    [Fact]
    public async Task Each_act_is_done_on_the_page_told_in_a_sentence_and_undone_and_what_is_wrong_stands_at_its_field()
    {
        var id = (await Room.AddAsync(new PersonBuilder().Named("Aliya Testova"))).PersonId;
        await Room.AddAsync(new PersonBuilder().Named("Chief Testova").With(Role.Administrator));
        await SignInAsync(Role.Administrator);
        var page = Render<CoursesPanel>(parameters => parameters.Add(part => part.PersonId, id));
        page.WaitForAssertion(() => Assert.Contains("No course has been given", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["Give a course"], Buttons(page));

        // Given: a course and days are needed.
        await Button(page, "Give a course").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        Assert.NotEmpty(page.Find("#course-act-days-error").TextContent);
        await page.Find("#course-act-course").ChangeAsync(new() { Value = EditionSample.Course });
        await page.Find("#course-act-days").ChangeAsync(new() { Value = "-1" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Days cannot be fewer than 0.", page.Find("#course-act-days-error").TextContent));
        await page.Find("#course-act-days").ChangeAsync(new() { Value = "10" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("12 March 2026", Cell(page, 2)));
        Assert.Equal(("To be done", "Given to one person by hand; since: 2 March 2026"), (Cell(page, 1), Cell(page, 4)));
        Assert.Equal(["Give a course", "Extend", "Propose a waiver", "Credit", "End"], Buttons(page));

        // Extended, and undone with a reason.
        await Button(page, "Extend").ClickAsync(new());
        await DayAsync(page, "until", "2026-03-12");
        await ReasonAsync(page, "Fire");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Choose a day later than the due day.", page.Find("#course-act-until-error").TextContent));
        await DayAsync(page, "until", "2026-03-20");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("20 March 2026", Cell(page, 2)));
        var first = page.FindAll("ul.rows li")[0].TextContent;
        Assert.Contains("Extended · due: 20 March 2026", first, StringComparison.Ordinal);
        Assert.Contains("2 March 2026, Administrator Testova · Reason: Fire", first, StringComparison.Ordinal);
        await Button(page, "Undo").ClickAsync(new());
        await Button(page, "Undo", "btn main").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#course-undo-reason-error").TextContent));
        await page.Find("#course-undo-reason").ChangeAsync(new() { Value = "Mistaken" });
        await Button(page, "Undo", "btn main").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("12 March 2026", Cell(page, 2)));
        Assert.Contains("Undone: Extended", page.FindAll("ul.rows li")[0].TextContent, StringComparison.Ordinal);

        // A waiver waits for the other administrator, and is withdrawn.
        await Button(page, "Propose a waiver").ClickAsync(new());
        await DayAsync(page, "until", "2026-05-01");
        await ReasonAsync(page, "Ill");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#course-act-approver-error").TextContent));
        await page.Find("#course-act-approver").ChangeAsync(new() { Value = page.FindAll("#course-act-approver option").Single(option => option.TextContent == "Chief Testova").GetAttribute("value") });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("waits for Chief Testova", page.Find(".waiting").TextContent, StringComparison.Ordinal));
        Assert.Equal("To be done", Cell(page, 1));
        await Button(page, "Withdraw").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".waiting")));

        // Credited with a file, which can be downloaded again.
        await Button(page, "Credit").ClickAsync(new());
        await DayAsync(page, "day", "2026-03-01");
        await ReasonAsync(page, "Learnt at the academy");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#course-act-evidence-error").TextContent));
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary([1, 2, 3], "paper.pdf"));
        page.WaitForAssertion(() => Assert.Contains("Chosen: paper.pdf", page.Markup, StringComparison.Ordinal));
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Done", Cell(page, 1)));
        Assert.Equal("paper.pdf", page.Find("ul.rows a").TextContent);
        await using var db = Room.Open();
        Assert.Equal([1, 2, 3], (await db.CycleEvidence.SingleAsync(CancellationToken.None)).Bytes);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read_and_who_only_looks_has_no_button_but_the_reminder()
    {
        var root = await Room.RootAsync();
        var id = (await Room.AddAsync(new PersonBuilder().Named("Aliya Testova"))).PersonId;
        var admin = await SignInAsync(Role.Administrator);
        await Room.Get<CycleActs>().AssignAsync(admin, [id], EditionSample.Course, 10, CancellationToken.None);
        var field = Render<EvidenceField>();
        field.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[CycleEvidence.MostBytes + 1], "large.bin"));
        field.WaitForAssertion(() => Assert.Equal("This file is too large.", field.Find("#course-act-evidence-error").TextContent));

        var shown = Render<CoursesPanel>(parameters => parameters.Add(part => part.PersonId, id).Add(part => part.ReadOnly, true));
        shown.WaitForAssertion(() => Assert.Equal("To be done", Cell(shown, 1)));
        Assert.All(shown.FindAll("button"), button => Assert.NotNull(button.Closest(".remind")));
        Assert.Contains("Given · due: 12 March 2026", shown.Find("ul.rows li").TextContent, StringComparison.Ordinal);

        // A manager sees the people of the unit, and even without ReadOnly has no button but the reminder.
        var manager = await SignInAsync();
        await Room.Get<UnitManagerService>().NameAsync(admin, root.Id, new() { Who = await UserNameAsync(manager), From = new DateOnly(2026, 3, 2) }, CancellationToken.None);
        var managed = Render<CoursesPanel>(parameters => parameters.Add(part => part.PersonId, id));
        managed.WaitForAssertion(() => Assert.Equal("To be done", Cell(managed, 1)));
        Assert.All(managed.FindAll("button"), button => Assert.NotNull(button.Closest(".remind")));
    }

    [Fact]
    public async Task Where_nobody_can_approve_a_waiver_the_form_says_so()
    {
        var admin = await SignInAsync(Role.Administrator);
        await using (var db = Room.Open())
        {
            // Nobody else is left in the house.
            await db.People.Where(person => person.Id != admin.PersonId).ExecuteUpdateAsync(set => set.SetProperty(person => person.Active, false), CancellationToken.None);
        }

        var id = (await Room.AddAsync(new PersonBuilder().Named("Aliya Testova"))).PersonId;
        await Room.Get<CycleActs>().AssignAsync(admin, [id], EditionSample.Course, 10, CancellationToken.None);
        var page = Render<CoursesPanel>(parameters => parameters.Add(part => part.PersonId, id));
        page.WaitForAssertion(() => Assert.Equal("To be done", Cell(page, 1)));
        await Button(page, "Propose a waiver").ClickAsync(new());
        Assert.Contains("Nobody can approve a waiver here", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form button[type=submit]"));
    }

    private async Task<string> UserNameAsync(Viewer viewer)
    {
        await using var db = Room.Open();
        return (await db.Users.SingleAsync(user => user.PersonId == viewer.PersonId)).UserName!;
    }

    private static string Cell(IRenderedComponent<CoursesPanel> page, int column) => page.FindAll("tbody tr > *")[column].TextContent.Trim();

    private static Task DayAsync(IRenderedComponent<CoursesPanel> page, string field, string day) => page.Find($"#course-act-{field}").ChangeAsync(new() { Value = day });

    private static Task ReasonAsync(IRenderedComponent<CoursesPanel> page, string reason) => page.Find("#course-act-reason").ChangeAsync(new() { Value = reason });

    private static string[] Buttons(IRenderedComponent<CoursesPanel> page) => [.. page.FindAll(".bar.tight button").Select(button => button.TextContent.Trim())];

    private static IElement Button(IRenderedComponent<CoursesPanel> page, string text, string? look = null) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == text && (look is null || button.ClassName == look));
}
