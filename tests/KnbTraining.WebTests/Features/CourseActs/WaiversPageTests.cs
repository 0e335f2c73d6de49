using Bunit;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.CourseActs;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Features.CourseActs;

public sealed class WaiversPageTests : AdminPageContext
{
    [Fact]
    public async Task Who_is_asked_approves_or_refuses_with_a_reason_and_others_only_withdraw()
    {
        var learner = await Room.AddAsync(new PersonBuilder().Named("Aliya Testova"));
        var second = await Room.AddAsync(new PersonBuilder().Named("Bota Testova"));
        var admin = await SignInAsync(Role.Administrator);
        var chief = await SignInAsync(Role.Administrator);
        await Room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId, second.PersonId], EditionSample.Course, 10, CancellationToken.None);
        await using var db = Room.Open();
        Guid[] cycles = [.. await db.Cycles.Select(cycle => cycle.Id).ToListAsync(CancellationToken.None)];
        await Room.Get<WaiverService>().ProposeAsync(admin, cycles, new DateOnly(2026, 5, 1), chief.PersonId, "Fire", CancellationToken.None);

        var page = Render<WaiversPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("section[aria-labelledby=waivers-mine] li").Count));
        Assert.Contains("nothing asked until 1 May 2026", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Reason: Fire", page.Markup, StringComparison.Ordinal);
        await page.FindAll("button").First(button => button.TextContent == "Approve").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("section li")));
        Assert.Contains("Approved", page.Find("[role=status].saved").TextContent, StringComparison.Ordinal);

        await page.FindAll("button").First(button => button.TextContent == "Refuse").ClickAsync(new());
        await page.Find("button.main").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#waiver-reason-error").TextContent));
        await page.Find("#waiver-reason").ChangeAsync(new() { Value = "Not needed" });
        await page.Find("button.main").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("section li")));
        Assert.Equal(1, await db.CycleEvents.CountAsync(row => row.Kind == CycleEventKind.Waived, CancellationToken.None));

        // Another one: whoever is not asked sees it apart and can only take it back.
        await Room.Get<WaiverService>().ProposeAsync(chief, [(await db.WaiverProposals.SingleAsync(row => row.Decision == WaiverDecision.Refused, CancellationToken.None)).CycleId], new DateOnly(2026, 5, 1), admin.PersonId, "Flood", CancellationToken.None);
        var others = Render<WaiversPage>();
        others.WaitForAssertion(() => Assert.Equal(["Withdraw"], others.FindAll("section[aria-labelledby=waivers-others] button").Select(button => button.TextContent)));
        await others.Find("section button").ClickAsync(new());
        others.WaitForAssertion(() => Assert.Empty(others.FindAll("section li")));
    }
}
