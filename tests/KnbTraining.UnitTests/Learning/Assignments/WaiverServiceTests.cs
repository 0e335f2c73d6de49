using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

[Trait("Database", "Each")]
public sealed class WaiverServiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task A_waiver_counts_only_when_somebody_else_who_may_has_approved_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await room.AddAsync(new PersonBuilder().Named("Learner").In(north));
        var manager = await ManagerAsync(room, admin, "Manager of North", north);
        var stranger = await ManagerAsync(room, admin, "Manager of South", south);
        var (waivers, queries, views) = (room.Get<WaiverService>(), room.Get<WaiverQueries>(), room.Get<PersonCourseQueries>());
        await room.Get<CycleActs>().AssignAsync(admin, [learner.PersonId], EditionSample.Course, 30, None);
        await using var db = room.Open();
        var cycle = (await db.Cycles.AsNoTracking().SingleAsync(None)).Id;

        // Whoever may not approve cannot be asked. With one administrator, only the manager of the person is left.
        Assert.Equal("Manager of North", Assert.Single(await queries.ApproversAsync(admin, [learner.PersonId], None)).Name);
        (Guid Approver, string Fault)[] unfit =
            [(learner.PersonId, "self"), (admin.PersonId, "proposer"), (stranger.PersonId, "may-not-approve"), (Guid.NewGuid(), "may-not-approve"), (Guid.Empty, "required")];
        foreach (var (approver, fault) in unfit)
        {
            Assert.Equal(fault, (await ProposeAsync(approver)).Findings.At("ApproverId"));
        }

        // It changes nothing while it waits, and a second one is not taken.
        Assert.True((await ProposeAsync(manager.PersonId)).Ok);
        Assert.Equal("waits-already", (await ProposeAsync(manager.PersonId)).Findings.At("Cycle"));
        Assert.Equal(RequirementState.Open, await StateAsync());
        var waiting = Assert.Single(await queries.ListAsync(manager, "en", None));
        Assert.Equal(("Learner", "North", "Ill", "Admin", true, true, Today), (waiting.PersonName, waiting.UnitName, waiting.Reason, waiting.ProposerName, waiting.IsMine, waiting.IsOpen, waiting.ProposedOn));
        Assert.Empty(await queries.ListAsync(stranger, "en", None));
        Assert.False(Assert.Single(await queries.ListAsync(admin, "en", None)).IsMine);

        // Nobody else decides; a refusal says why.
        Assert.Equal(Refusal.NotAllowed, (await waivers.DecideAsync(admin, waiting.Id, true, null, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await waivers.DecideAsync(learner, waiting.Id, true, null, None)).Refused);
        Assert.Equal("required", (await waivers.DecideAsync(manager, waiting.Id, false, " ", None)).Findings.At("Reason"));
        Assert.True((await waivers.DecideAsync(manager, waiting.Id, false, "Can do it in bed", None)).Ok);
        Assert.Equal(Refusal.Conflict, (await waivers.DecideAsync(manager, waiting.Id, true, null, None)).Refused);
        Assert.Equal(RequirementState.Open, await StateAsync());
        var told = Assert.Single((await views.FindAsync(admin, learner.PersonId, "en", None)).Value!.Courses.Single().Waivers);
        Assert.Equal((WaiverDecision.Refused, "Can do it in bed", "Manager of North"), (told.Decision, told.DecisionReason, told.ApproverName));

        // The next one is approved: the event names who approved it, and its reason is the one of the proposal.
        Assert.True((await ProposeAsync(manager.PersonId)).Ok);
        Assert.True((await waivers.DecideAsync(manager, (await queries.ListAsync(manager, "en", None))[0].Id, true, null, None)).Ok);
        Assert.Equal(RequirementState.Waived, await StateAsync());
        var own = Assert.Single(await room.Get<OwnCourses>().MineAsync(learner, "en", None));
        Assert.True(own is { Away: RequirementState.Waived, AwayUntil: not null }, $"{own}");
        var course = (await views.FindAsync(stranger, manager.PersonId, "en", None)).Refused;
        Assert.Equal(Refusal.NotFound, course);
        var waived = (await views.FindAsync(admin, learner.PersonId, "en", None)).Value!.Courses.Single().Events[0];
        Assert.Equal(
            (CycleEventKind.Waived, "Ill", "Manager of North", "Manager of North", true),
            (waived.Told.Kind, waived.Reason, waived.ApproverName, waived.ToldBy, waived.CanUndo));
        Assert.Equal(
            [WaiverDecision.Refused, WaiverDecision.Approved], (await room.FactsAsync<WaiverDecided>()).Select(fact => fact.Decision));
        var fact = Assert.Single(await room.FactsAsync<CycleWaived>());
        Assert.Equal((manager.PersonId, (await room.FactsAsync<WaiverProposed>())[1].Reason), (fact.ApproverId, fact.Reason));

        // One that nobody has decided can be taken back, and who manages the person no longer decides nothing.
        Assert.True((await ProposeAsync(manager.PersonId)).Ok);
        var last = (await queries.ListAsync(manager, "en", None))[0].Id;
        await room.ChangeAsync(learner.PersonId, new StandingParts(UnitId: south.Id));
        Assert.Equal(Refusal.NotAllowed, (await waivers.DecideAsync(manager, last, true, null, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await waivers.WithdrawAsync(manager, [last], null, None)).Refused);
        Assert.True((await waivers.WithdrawAsync(admin, [last], null, None)).Ok);
        Assert.Equal(Refusal.Conflict, (await waivers.WithdrawAsync(admin, [last], null, None)).Refused);
        Assert.Empty(await queries.ListAsync(admin, "en", None));

        Task<Result<Done>> ProposeAsync(Guid approver) => waivers.ProposeAsync(admin, [cycle], Today.AddDays(40), approver, "Ill", None);

        async Task<RequirementState> StateAsync() =>
            (await db.CycleSpans.AsNoTracking().SingleAsync(span => span.SeqOut == null && span.From <= Today && (span.Until == null || span.Until >= Today), None)).State;
    }

    private static async Task<Viewer> ManagerAsync(LearningRoom room, Viewer admin, string name, Unit unit)
    {
        var manager = await room.AddAsync(new PersonBuilder().Named(name).Holding(HolderStatus.None).Numbered(name).Managing(unit));
        await room.Get<UnitManagerService>().NameAsync(admin, unit.Id, new() { Who = name, From = Today }, None);
        return manager;
    }
}
