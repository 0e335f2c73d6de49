using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports;

[Trait("Database", "Each")]
public sealed class RequirementTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Of_any_day_it_tells_the_figures_of_the_progress_report_and_what_was_known_at_a_fact()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var (root, start) = (await room.RootAsync(), room.Get<LocalCalendar>().Today);
        var north = await room.AddUnitAsync("North", root);
        var (done, late, moved) = (await room.AddAsync(new PersonBuilder().In(north)), await room.AddAsync(new PersonBuilder().In(north)), await room.AddAsync(new PersonBuilder().In(north)));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: north.Path), 30, None);
        await room.SitAsync(done);
        room.Clock.Advance(TimeSpan.FromDays(40));
        await using var db = room.Open();
        var before = await db.LedgerRows.MaxAsync(row => row.Number, None);
        var transfer = new StandingForm { Act = StandingAct.Transfer, Day = start.AddDays(40), UnitId = root.Id };
        Assert.True((await room.Get<StandingService>().ActAsync(admin, moved.PersonId, transfer, None)).Ok);

        var (queries, progress) = (room.Get<RequirementQueries>(), room.Get<ProgressQueries>());
        foreach (var day in new[] { -1, 0, 1, 16, 30, 31, 39, 40, 41, 364, 366, 400 }.Select(start.AddDays))
        {
            var rows = await queries.ListAsync(admin, EditionSample.Course, day, null, None);
            var report = await progress.PeopleAsync(admin, root.Id, EditionSample.Course, day, None);
            Assert.Equal(
                report.Select(row => (row.PersonId, row.State == CycleState.Overdue, row.CompletedOn)),
                rows.Select(row => (row.PersonId, row.IsOverdue, row.CompletedOn)));
            Assert.Equal(report.Select(row => row.PersonId).Where(person => rows.Single(row => row.PersonId == person).IsDone), report.Where(row => row.ValidUntil >= day).Select(row => row.PersonId));
        }

        // On that day both were overdue, as it was known; the transfer ended one of them.
        var then = await queries.ListOverdueAsync(admin, EditionSample.Course, start.AddDays(41), before, None);
        Assert.Equal(new[] { late.PersonId, moved.PersonId }.Order(), then.Select(row => row.PersonId).Order());
        Assert.All(then, row => Assert.Equal(("North", 1), (row.UnitName, Assert.Single(row.Reasons).Version)));
        var now = await queries.ListOverdueAsync(admin, EditionSample.Course, start.AddDays(41), null, None);
        Assert.Equal(late.PersonId, Assert.Single(now).PersonId);
        Assert.Equal((await db.AssignmentRules.SingleAsync(None)).Id, Assert.Single(now[0].Reasons).RuleId);

        // Whoever manages nothing sees nobody but themselves.
        Assert.DoesNotContain(await queries.ListAsync(late, EditionSample.Course, start, null, None), row => row.PersonId != late.PersonId);
    }
}
