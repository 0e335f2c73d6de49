using AngleSharp.Dom;
using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Assignments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Assignments;

public sealed class AssignmentPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_saving_does_stands_beside_the_form_before_it_is_saved()
    {
        await Room.AddAsync(new PersonBuilder().Named("Aliya Testova").Holding(HolderStatus.Former));
        var page = Open(null);
        Assert.Contains("Fill in the form", page.Find(".effects").TextContent, StringComparison.Ordinal);

        await ChooseAsync(page, "#assignment-course", "after-access");
        await ChooseAsync(page, "#assignment-holder", "Former");

        page.WaitForAssertion(() => Assert.Contains("Aliya Testova", page.Find(".effects").TextContent, StringComparison.Ordinal));
        Assert.Contains("Due 1 April 2026.", page.Find(".effects").TextContent, StringComparison.Ordinal);
        Assert.Equal("People whose clearance has ended get “After clearance: what stays” within 30 days, again every 12 months; a renewal opens 30 days before.", page.Find("p.sentence").TextContent);
        await using var db = Room.Open();
        Assert.Empty(db.AssignmentRules);
        await page.Find("form").SubmitAsync();
        Assert.EndsWith(AssignmentAddress.List, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Single(db.Cycles);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays()
    {
        var page = Open(null);
        await page.Find("form").SubmitAsync();
        Assert.Equal("Choose a course.", page.Find("#assignment-course-error").TextContent);

        await ChooseAsync(page, "#assignment-course", "after-access");
        foreach (var (typed, said) in new[] { ("4000", "At most 3650 days."), ("-1", "Days cannot be fewer than 0."), ("soon", "Enter a whole number of days.") })
        {
            await page.Find("#assignment-days").InputAsync(new() { Value = typed });
            page.WaitForAssertion(() => Assert.StartsWith(said, page.Find("#assignment-days-error").TextContent, StringComparison.Ordinal));
            Assert.Equal(typed, page.Find("#assignment-days").GetAttribute("value"));
            await page.Find("form").SubmitAsync();
            Assert.NotEmpty(page.FindAll("#assignment-days-error"));
        }

        await using var db = Room.Open();
        Assert.Empty(db.AssignmentRules);
    }

    [Fact]
    public async Task Terms_are_chosen_in_words_with_an_example_and_stored_as_they_were_chosen()
    {
        var page = Open(null);
        await ChooseAsync(page, "#assignment-course", "after-access");
        await page.Find("#assignment-window").InputAsync(new() { Value = "181" });
        page.WaitForAssertion(() => Assert.StartsWith("At most 180 days:", page.Find("#assignment-window-error").TextContent, StringComparison.Ordinal));
        await page.Find("#assignment-window").InputAsync(new() { Value = "60" });
        page.WaitForAssertion(() => Assert.Contains("on the day it opens, 31 January 2027, is done until 31 January 2028.", page.Find(".samples").TextContent, StringComparison.Ordinal));

        await ChooseAsync(page, "#assignment-basis", "Expiry");
        page.WaitForAssertion(() => Assert.Contains("31 January 2027, is done until 1 April 2028.", page.Find(".samples").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#assignment-fixed-day"));
        await ChooseAsync(page, "#assignment-basis", "Fixed");
        await page.Find("form").SubmitAsync();
        page.WaitForElement("#assignment-fixed-day-error");
        await page.Find("#assignment-fixed-day").ChangeAsync(new() { Value = "2026-12-31" });
        await page.Find("#assignment-fixed-day").BlurAsync(new());
        await page.Find("#assignment-minimum").InputAsync(new() { Value = "3" });
        await page.Find("#assignment-grace").InputAsync(new() { Value = "21" });
        await page.Find("#assignment-early").ChangeAsync(new() { Value = true });
        await page.Find("form").SubmitAsync();

        Assert.EndsWith(AssignmentAddress.List, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await using var db = Room.Open();
        Assert.Equal(
            new RenewalTerms
            {
                FirstDueDays = 30, WindowDays = 60, Basis = RenewalBasis.Fixed, FixedDay = new(2026, 12, 31), MinimumMonths = 3, GraceDays = 21, EarlyCounts = true,
            },
            Assert.Single(db.AssignmentRules).Terms);
        Assert.Equal(Assert.Single(db.AssignmentRules).Terms, Assert.Single(db.AssignmentRuleVersions).Terms);
    }

    [Fact]
    public async Task Own_days_of_reminders_are_typed_said_in_words_and_foretold_with_what_they_send()
    {
        await Room.AddAsync(new PersonBuilder().Named("Aliya Testova").Holding(HolderStatus.Former));
        var page = Open(null);
        await ChooseAsync(page, "#assignment-course", "after-access");
        await ChooseAsync(page, "#assignment-holder", "Former");
        Assert.Contains("now 30, 14, 7, 3, 1", page.Find("#assignment-reminders-hint").TextContent, StringComparison.Ordinal);
        await page.Find("#assignment-reminders").InputAsync(new() { Value = "7, soon" });
        page.WaitForAssertion(() => Assert.StartsWith("Enter up to 8 whole numbers", page.Find("#assignment-reminders-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("7, soon", page.Find("#assignment-reminders").GetAttribute("value"));

        await page.Find("#assignment-reminders").InputAsync(new() { Value = "2 7" });
        page.WaitForAssertion(() => Assert.EndsWith("; reminders before it is due, in days: 7, 2.", page.Find("p.sentence").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("notice in the application, at once", page.Find(".effects").TextContent, StringComparison.Ordinal));
        Assert.Contains("No mail server is set", page.Find(".effects").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["25 March 2026: 1 notice", "30 March 2026: 1 notice", "2 April 2026: 1 notice", "8 April 2026: 1 notice", "1 May 2026: 1 notice"],
            page.FindAll(".effects ul li").Select(day => day.TextContent.Trim()));
        await page.Find("form").SubmitAsync();
        await using var db = Room.Open();
        Assert.Equal("7, 2", Assert.Single(db.AssignmentRules).Terms.ReminderDays);
        Assert.Equal("7, 2", Assert.Single(db.AssignmentRuleVersions).Terms.ReminderDays);
    }

    [Fact]
    public async Task Dates_of_a_person_are_found_by_name_or_number_and_follow_the_form()
    {
        await Room.AddAsync(new PersonBuilder().Named("Aliya Testova").Numbered("A-17").Holding(HolderStatus.Former));
        await Room.AddAsync(new PersonBuilder().Named("Askar Testov").Holding(HolderStatus.Former));
        var page = Open(null);
        await ChooseAsync(page, "#assignment-course", "after-access");
        await ChooseAsync(page, "#assignment-holder", "Former");
        page.WaitForElement("#person-search");
        await page.Find("#person-search").ChangeAsync(new() { Value = "a-17" });
        page.WaitForAssertion(() => Assert.Contains("Aliya Testova would get the course today. It would be due 1 April 2026.", page.Markup, StringComparison.Ordinal));
        await page.Find("#assignment-days").InputAsync(new() { Value = "10" });
        page.WaitForAssertion(() => Assert.Contains("It would be due 12 March 2026.", page.Markup, StringComparison.Ordinal));
        await ChooseAsync(page, "#assignment-holder", "Candidate");
        page.WaitForAssertion(() => Assert.Contains("Aliya Testova is not meant by this assignment.", page.Markup, StringComparison.Ordinal));

        await page.Find("#person-search").ChangeAsync(new() { Value = "testov" });
        page.WaitForAssertion(() => Assert.Contains("Askar Testov", page.FindAll("#person-choice option").Select(option => option.TextContent)));
        await page.Find("#person-search").ChangeAsync(new() { Value = "nobody of us" });
        page.WaitForAssertion(() => Assert.Contains("Nobody matches.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_too_late_sees_what_is_stored_and_what_they_typed()
    {
        var (admin, rule) = await GiveAsync();
        var page = Open(rule.Id);
        await page.Find("#assignment-days").InputAsync(new() { Value = "20" });
        Assert.True((await Room.Get<AssignmentService>().ChangeAsync(admin, rule.Id, rule.Version, rule.Audience, rule.Terms with { FirstDueDays = 10 }, None)).Ok);

        await page.Find("form").SubmitAsync();

        var stale = page.WaitForElement(".stale");
        Assert.Equal(["20", "10"], stale.QuerySelectorAll("b").Select(value => value.TextContent));
        Assert.Equal("20", page.Find("#assignment-days").GetAttribute("value"));
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".saved");
        Assert.Equal(20, (await Room.Get<AssignmentRuleQueries>().FindAsync(admin, rule.Id, "en", None)).Value!.Terms.FirstDueDays);
    }

    [Fact]
    public async Task Before_an_assignment_ends_the_page_says_what_happens_to_open_courses()
    {
        await Room.AddAsync(new PersonBuilder().Holding(HolderStatus.Candidate));
        var (_, rule) = await GiveAsync();
        var page = Open(rule.Id);
        await Button(page, "End it …").ClickAsync(new());
        Assert.Contains("1 person has the course open by it", page.Find("section.end").TextContent, StringComparison.Ordinal);
        Assert.True(page.FindAll("section.end input[type=radio]")[0].HasAttribute("checked"));

        await page.FindAll("section.end input[type=radio]")[1].ChangeAsync(new() { Value = "on" });
        await Button(page, "End the assignment").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("1 open course was taken back.", page.Find(".note").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public async Task While_many_are_being_given_a_course_the_page_says_how_many_have_had_their_turn_and_then_how_it_stands()
    {
        var root = await Room.RootAsync();
        await using (var db = Room.Open())
        {
            db.People.AddRange(Enumerable.Range(0, 1001).Select(i => new PersonBuilder().Named($"Person {i}").Holding(HolderStatus.Candidate).Build(root, LearningRoom.Start)));
            await db.SaveChangesAsync(None);
        }

        var (_, rule) = await GiveAsync();
        var page = Open(rule.Id);
        Assert.StartsWith("1,001 people are being given the course; 0 have had their turn.", page.Find(".note").TextContent, StringComparison.Ordinal);
        var lists = Room.Get<CycleLists>();
        var list = Assert.Single(await lists.ListRunningAsync(None));

        await lists.ApplyPartAsync(list.Id, None);
        Room.Clock.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => Assert.Contains($"{CycleLists.FirstPartSize} have had their turn", page.Find(".note").TextContent, StringComparison.Ordinal));
        while ((await lists.ApplyPartAsync(list.Id, None)).Value)
        {
        }

        Room.Clock.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".note")));
        page.WaitForAssertion(() => Assert.Contains("1001", page.Find(".effects").TextContent, StringComparison.Ordinal));
    }

    private static IElement Button(IRenderedComponent<AssignmentPage> page, string text) => page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private static Task ChooseAsync(IRenderedComponent<AssignmentPage> page, string field, string value) => page.Find(field).ChangeAsync(new() { Value = value });

    private async Task<(Viewer Admin, AssignmentRow Rule)> GiveAsync()
    {
        var admin = await SignInAsync(Role.Administrator);
        Assert.True((await Room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Candidate), 30, None)).Ok);
        return (admin, (await Room.Get<AssignmentRuleQueries>().ListAsync(admin, "en", None)).Single());
    }

    private IRenderedComponent<AssignmentPage> Open(Guid? id)
    {
        var page = Render<AssignmentPage>(parameters => parameters.Add(part => part.Id, id));
        page.WaitForElement("#assignment-days");
        return page;
    }
}
