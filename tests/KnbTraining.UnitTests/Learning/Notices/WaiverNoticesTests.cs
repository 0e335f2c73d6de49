using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

[Trait("Database", "Each")]
public sealed class WaiverNoticesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Waivers_of_several_people_are_told_once_and_so_is_each_decision_but_not_to_who_made_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var chief = await room.AddAsync(new PersonBuilder().Named("Chief").Holding(HolderStatus.None).With(Role.Administrator));
        Guid[] people = [(await room.AddLearnerAsync()).PersonId, (await room.AddLearnerAsync()).PersonId, (await room.AddLearnerAsync()).PersonId];
        var (waivers, batches, until) = (room.Get<WaiverService>(), room.Get<CycleBatches>(), new DateOnly(2026, 5, 1));
        Assert.True((await room.Get<CycleActs>().AssignAsync(admin, people, EditionSample.Course, 30, None)).Ok);
        var form = new BatchForm { Act = BatchAct.Waive, CourseId = EditionSample.Course, Until = until, ApproverId = chief.PersonId, Reason = "Flood" };
        Assert.True((await batches.DoAsync(admin, form, people, None)).Ok);

        // The one who is asked, once for the three.
        Assert.Equal("A waiver waits for your decision: Working with state secrets", Assert.Single(await ToldAsync(chief)).Title);
        Assert.Empty(await ToldAsync(admin));

        // Two are allowed and one is refused: two notices for who proposed them.
        var proposals = await room.Get<WaiverQueries>().ListAsync(chief, "en", None);
        Assert.True((await waivers.DecideAsync(chief, proposals[0].Id, true, null, None)).Ok);
        Assert.True((await waivers.DecideAsync(chief, proposals[1].Id, true, null, None)).Ok);
        Assert.True((await waivers.DecideAsync(chief, proposals[2].Id, false, "Needed here", None)).Ok);
        Assert.Equal(
            [
                new NoticeText("The waiver that you proposed was approved: Working with state secrets", "It was proposed up to and including 1 May 2026."),
                new NoticeText("The waiver that you proposed was refused: Working with state secrets", "It was proposed up to and including 1 May 2026."),
            ],
            (await ToldAsync(admin)).OrderBy(words => words.Title, StringComparer.Ordinal));
        Assert.Single(await ToldAsync(chief));

        // Who takes back their own proposal is not told; where somebody else does, they are.
        foreach (var by in new[] { admin, chief })
        {
            await using var db = room.Open();
            var cycle = await db.Cycles.Where(found => found.PersonId == people[2]).Select(found => found.Id).SingleAsync(None);
            Assert.True((await waivers.ProposeAsync(admin, [cycle], until, chief.PersonId, "Ill", None)).Ok);
            var one = await db.WaiverProposals.Where(found => found.Decision == null).Select(found => found.Id).SingleAsync(None);
            Assert.True((await waivers.WithdrawAsync(by, [one], null, None)).Ok);
        }

        Assert.Single(await ToldAsync(admin), words => words.Title.StartsWith("The waiver that you proposed was withdrawn", StringComparison.Ordinal));

        // Both waited for nobody any more when their time came.
        Assert.Single(await ToldAsync(chief));
        await using var last = room.Open();
        Assert.Equal(2, await last.Notices.CountAsync(notice => notice.Kind == NoticeKind.WaiverWaiting && notice.Reason == OmissionReason.Completed, None));

        async Task<IReadOnlyList<NoticeText>> ToldAsync(Viewer viewer)
        {
            Assert.Null(await room.Get<NoticeRound>().SendAsync(None));
            return [.. (await room.Get<NoticeInbox>().ListAsync(viewer, "en", None)).Select(notice => notice.Words)];
        }
    }
}
