using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

[Trait("Database", "Each")]
public sealed class ReminderStepsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task People_are_reminded_on_the_days_of_each_assignment_that_asks_them_and_else_on_those_of_the_house()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (service, admin) = (room.Get<AssignmentService>(), await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator)));
        var own = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Former));
        var both = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Candidate).As(Capacity.Head));
        var house = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Current));
        var terms = RenewalTerms.Usual(60);
        Assert.True((await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Former), terms with { ReminderDays = "45, 2" }, None)).Ok);
        Assert.True((await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Candidate), terms with { ReminderDays = "50" }, None)).Ok);
        Assert.True((await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Candidate, Capacity.Head), terms, None)).Ok);
        Assert.True((await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), terms, None)).Ok);
        foreach (var rule in await service.ListRulesAsync(None))
        {
            Assert.True((await room.Get<ReasonUpkeep>().ApplyAsync(rule, None)).Ok);
        }

        await GoAsync(days: 61);

        Assert.Equal([45, 2], await StepsAsync(own));
        Assert.Equal([50, 30, 14, 7, 3, 1], await StepsAsync(both));
        Assert.Equal([30, 14, 7, 3, 1], await StepsAsync(house));

        async Task GoAsync(int days)
        {
            var (round, subject) = (room.Get<NoticeRound>(), room.Get<NoticeRound>().Subjects.Single(one => one.Kinds.Contains(NoticeKind.DueSoon)));
            for (var day = 0; day < days; day++)
            {
                room.Clock.Advance(TimeSpan.FromDays(1));
                Assert.Null(await round.FindAsync(subject, None));
                Assert.Null(await round.SendAsync(None));
            }
        }

        // How many days before the due day each reminder came.
        async Task<IEnumerable<int>> StepsAsync(Viewer person)
        {
            await using var db = room.Open();
            var notices = await db.Notices.Where(notice => notice.PersonId == person.PersonId && notice.Kind == NoticeKind.DueSoon).ToListAsync(None);
            Assert.All(notices, notice => Assert.Equal((NoticeOutcome.Sent, Today.AddDays(60)), (notice.Outcome, notice.Day)));
            return notices.Select(notice => notice.Day!.Value.DayNumber - notice.DecidedOn!.Value.DayNumber).OrderDescending();
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1, 2")]
    [InlineData("91")]
    public async Task Days_that_are_not_written_as_they_are_stored_are_refused(string days)
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var refused = await room.Get<AssignmentService>()
            .AssignAsync(admin, EditionSample.Course, new AssignmentAudience(), RenewalTerms.Usual(30) with { ReminderDays = days }, None);
        Assert.Equal("not-days", refused.Findings.At(nameof(RenewalTerms.ReminderDays)));
    }
}
