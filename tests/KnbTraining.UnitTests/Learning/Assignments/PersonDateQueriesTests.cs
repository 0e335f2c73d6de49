using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

[Trait("Database", "Each")]
public sealed class PersonDateQueriesTests
{
    private const string Course = EditionSample.Course;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly AssignmentAudience Holders = new(HolderStatus.Current);

    [Fact]
    public async Task Dates_of_a_person_are_those_that_follow_where_the_assignment_is_saved_and_they_pass_on_these_days()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, dates, service) = (await AdminAsync(room), room.Get<PersonDateQueries>(), room.Get<AssignmentService>());
        var person = await room.AddAsync(new PersonBuilder().Named("Aliya Testova").Numbered("A-17"));
        var other = await room.AddAsync(new PersonBuilder().Named("Other").Holding(HolderStatus.Former));
        var terms = RenewalTerms.Usual(30) with { Basis = RenewalBasis.Expiry };
        Assert.Equal(["Aliya Testova · A-17"], (await dates.SearchAsync(admin, "a-17", None)).Select(found => found.Name));
        Assert.Equal(person.PersonId, Assert.Single(await dates.SearchAsync(admin, "aliya", None)).Id);
        Assert.Empty(await dates.SearchAsync(admin, " ", None));
        Assert.Empty(await dates.SearchAsync(other, "aliya", None));
        Assert.Equal(Refusal.NotAllowed, (await dates.FindAsync(other, person.PersonId, Course, Holders, terms, null, None)).Refused);
        Assert.False((await FindAsync(other.PersonId)).IsMeant);

        // Not given yet: what is foretold comes true for who renews on the last day.
        var foretold = await FindAsync(person.PersonId);
        Assert.Equal((true, false, null, Today.AddDays(30)), (foretold.IsMeant, foretold.IsOpen, foretold.DueBefore, foretold.Due));
        var sample = foretold.Samples.Single(one => one.Habit == SampleHabit.OnTheLastDay);
        Assert.True((await service.AssignAsync(admin, Course, Holders, terms, None)).Ok);
        await SitOnAsync(sample.FirstDue);
        await using (var db = room.Open())
        {
            Assert.Equal(sample.ValidUntil, (await db.Cycles.SingleAsync(cycle => cycle.CompletedOn != null, None)).ValidUntil);
        }

        // Passed already: the same renewal is foretold of the stored assignment.
        var rule = (await service.ListRulesAsync(None))[0];
        var valid = (await dates.FindAsync(admin, person.PersonId, Course, Holders, terms, rule, None)).Value!;
        Assert.Equal((false, sample.ValidUntil, sample.ValidUntil), (valid.IsOpen, valid.ValidUntil, valid.Due));
        await SitOnAsync(sample.RenewedOn);
        await using (var db = room.Open())
        {
            Assert.Equal(sample.ThenValidUntil, (await db.Cycles.ToListAsync(None)).Max(cycle => cycle.ValidUntil));
        }

        async Task<PersonDates> FindAsync(Guid id) => (await dates.FindAsync(admin, id, Course, Holders, terms, null, None)).Value!;

        async Task SitOnAsync(DateOnly day)
        {
            room.Clock.Advance(TimeSpan.FromDays(day.DayNumber - room.Get<LocalCalendar>().Today.DayNumber));
            Assert.True((await service.ApplyRulesAsync(None)).Ok);
            await room.SitAsync(person);
        }
    }

    [Fact]
    public async Task Of_a_person_with_the_course_open_the_due_day_is_the_one_that_would_be_stored()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, dates, service) = (await AdminAsync(room), room.Get<PersonDateQueries>(), room.Get<AssignmentService>());
        var (person, away) = (await room.AddLearnerAsync(), await room.AddLearnerAsync());
        Assert.True((await room.Get<StandingService>().ActAsync(admin, away.PersonId, new StandingForm { Act = StandingAct.Leave, Day = Today }, None)).Ok);
        Assert.True((await service.AssignAsync(admin, Course, Holders, 60, None)).Ok);
        var rule = (await service.ListRulesAsync(None))[0];
        Assert.True((await room.Get<ReasonUpkeep>().ApplyAsync(rule, None)).Ok);

        // Another assignment asks sooner; a later version of the same one moves nothing that is open.
        var sooner = (await dates.FindAsync(admin, person.PersonId, Course, new AssignmentAudience(HolderStatus.Current, Capacity.Employee), RenewalTerms.Usual(10), null, None)).Value!;
        Assert.Equal((true, Today.AddDays(60), Today.AddDays(10)), (sooner.IsOpen, sooner.DueBefore, sooner.Due));
        Assert.Equal(3, sooner.Samples.Count);
        room.Clock.Advance(TimeSpan.FromDays(1));
        var changed = (await dates.FindAsync(admin, person.PersonId, Course, Holders, RenewalTerms.Usual(20), rule, None)).Value!;
        Assert.Equal((Today.AddDays(60), Today.AddDays(60)), (changed.DueBefore, changed.Due));

        // On leave without a day of return there is no due day.
        var none = (await dates.FindAsync(admin, away.PersonId, Course, Holders, RenewalTerms.Usual(60), rule, None)).Value!;
        Assert.Equal((true, null, 0), (none.IsOpen, none.Due, none.Samples.Count));
        await using var db = room.Open();
        Assert.Equal(1, await db.AssignmentRules.CountAsync(None));
    }

    private static Task<Viewer> AdminAsync(LearningRoom room) => room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
}
