using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

public sealed class RemindersTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    [Trait("Database", "Each")]
    public async Task A_manager_reminds_own_people_at_once_and_each_of_a_course_once_a_day()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (root, reminders, today) = (await room.RootAsync(), room.Get<Reminders>(), room.Get<LocalCalendar>().Today);
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").In(north).Managing(north));
        var open = await room.AddAsync(new PersonBuilder().Named("Open").In(north));
        var done = await room.AddAsync(new PersonBuilder().Named("Done").In(north));
        var away = await room.AddAsync(new PersonBuilder().Named("Away").In(north));
        var other = await room.AddAsync(new PersonBuilder().Named("Elsewhere").In(south));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        await room.SitAsync(done);
        Assert.True((await room.Get<StandingService>().ActAsync(admin, away.PersonId, new StandingForm { Act = StandingAct.Leave, Day = today }, None)).Ok);
        var everybody = new[] { open, done, away, other, manager }.Select(person => (person.PersonId, EditionSample.Course)).ToArray();

        var sent = (await reminders.SendAsync(manager, everybody, None)).Value!;
        Assert.Equal(1, sent.Sent);
        Assert.Equal(
            [
                (done.PersonId, OmissionReason.Completed),
                (away.PersonId, OmissionReason.OnLeave),
                (other.PersonId, OmissionReason.NotMeant),
                (manager.PersonId, OmissionReason.NotMeant),
            ],
            sent.LeftOut.Select(left => (left.PersonId, left.Why)));

        // It is there without any sweep, and tells the day.
        var notice = Assert.Single(await room.Get<NoticeInbox>().ListAsync(open, "en", None));
        Assert.Equal(new NoticeText("A reminder: Working with state secrets", "You are reminded of this course. The last day is 1 April 2026."), notice.Words);
        var fact = Assert.Single(await room.FactsAsync<ReminderSent>());
        Assert.Equal((open.PersonId, Slug.Of(EditionSample.Course), today.AddDays(30)), (fact.PersonId, fact.Course, fact.DueOn));
        Assert.Equal([(open.PersonId, EditionSample.Course)], await reminders.OfTodayAsync(manager, [open.PersonId, other.PersonId], None));

        // Whoever it is, nobody is reminded twice on a day; on the next they are.
        var again = (await reminders.SendAsync(admin, [(open.PersonId, EditionSample.Course)], None)).Value!;
        Assert.Equal((0, OmissionReason.ToldOtherwise), (again.Sent, Assert.Single(again.LeftOut).Why));
        Assert.Single(await room.FactsAsync<ReminderSent>());
        room.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await reminders.SendAsync(admin, [(open.PersonId, EditionSample.Course)], None)).Value!.Sent);
    }

    [Fact]
    [Trait("Database", "Each")]
    public async Task Who_answers_for_nobody_reminds_nobody_and_a_hundred_are_the_most()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (reminders, learner) = (room.Get<Reminders>(), await room.AddLearnerAsync());
        var auditor = await room.AddAsync(new PersonBuilder().Named("Auditor").With(Role.Auditor));
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        foreach (var viewer in new[] { learner, auditor })
        {
            Assert.Equal(Refusal.NotAllowed, (await reminders.SendAsync(viewer, [(learner.PersonId, EditionSample.Course)], None)).Refused);
        }

        var many = Enumerable.Range(0, Reminders.MostAtOnce + 1).Select(_ => (Guid.NewGuid(), EditionSample.Course)).ToArray();
        Assert.Equal(Refusal.TooMany, (await reminders.SendAsync(admin, many, None)).Refused);
        var unknown = (await reminders.SendAsync(admin, many[1..], None)).Value!;
        Assert.Equal((0, Reminders.MostAtOnce), (unknown.Sent, unknown.LeftOut.Count));
        Assert.Empty(await room.FactsAsync<ReminderSent>());
    }

    /// <summary>Skipped where there is no server.</summary>
    [Fact]
    public async Task Two_who_remind_the_same_person_on_two_nodes_at_the_same_moment_send_one_reminder()
    {
        await using var here = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        await using var there = await LearningRoom.OpenBesideAsync(here);
        var admin = await here.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await here.AddLearnerAsync();
        await here.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        (Guid, string)[] meant = [(learner.PersonId, EditionSample.Course)];

        var sent = await Task.WhenAll(here.Get<Reminders>().SendAsync(admin, meant, None), there.Get<Reminders>().SendAsync(admin, meant, None));
        Assert.All(sent, one => Assert.True(one.Ok, $"{one}"));
        Assert.Equal(1, sent.Sum(one => one.Value!.Sent));
        await using var db = here.Open();
        Assert.Equal(1, await db.Notices.CountAsync(notice => notice.Kind == NoticeKind.Reminded, None));
    }
}
