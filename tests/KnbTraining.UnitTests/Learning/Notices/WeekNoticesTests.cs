using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

public sealed class WeekNoticesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    [Trait("Database", "Each")]
    public async Task Managers_and_their_deputies_of_that_day_are_told_on_monday_of_their_own_people_where_anything_needs_them()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (root, monday) = (await room.RootAsync(), room.Get<LocalCalendar>().Today);
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var below = await room.AddUnitAsync("Archive", north);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var chief = await room.AddAsync(new PersonBuilder().Named("Chief").In(north));
        var deputy = await room.AddAsync(new PersonBuilder().Named("Deputy").Holding(HolderStatus.None));
        var idle = await room.AddAsync(new PersonBuilder().Named("Idle").In(south));
        await room.AddAsync(new PersonBuilder().Named("One").In(north));
        await room.AddAsync(new PersonBuilder().Named("Two").In(below));
        await ManageAsync(room, UnitManager.Create(north.Id, chief.PersonId, false, monday, null));
        await ManageAsync(room, UnitManager.Create(north.Id, deputy.PersonId, true, monday.AddDays(7), monday.AddDays(13)));

        // The only one of the south who has to do anything is its manager.
        await ManageAsync(room, UnitManager.Create(south.Id, idle.PersonId, false, monday, null));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);

        // On the first two Mondays nothing is near; on other days nothing is told.
        foreach (var (days, told) in new (int, Guid[])[] { (0, []), (7, []), (14, []), (15, []), (27, []), (28, [chief.PersonId]), (35, [chief.PersonId, chief.PersonId]) })
        {
            room.Clock.Advance(TimeSpan.FromDays(monday.AddDays(days).DayNumber - room.Get<LocalCalendar>().Today.DayNumber));
            await RoundAsync(room);
            await RoundAsync(room);
            await using var db = room.Open();
            Assert.Equal(told, await db.Notices.Where(notice => notice.Kind == NoticeKind.Week).Select(notice => notice.PersonId).ToListAsync(None));
        }

        // The newest says how it stands, the one before only that there was something.
        var listed = await room.Get<NoticeInbox>().ListAsync(chief, "en", None);
        Assert.Equal(
            ["In your units: overdue: 2. Your page in the administration lists who it is.", "Your page in the administration lists who it is."],
            listed.Where(notice => notice.Kind == NoticeKind.Week).Select(notice => notice.Words.Text));
    }

    [Fact]
    [Trait("Database", "Each")]
    public async Task A_deputy_is_told_in_the_days_of_standing_in_and_nobody_before_monday_morning()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (root, monday) = (await room.RootAsync(), room.Get<LocalCalendar>().Today);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var (first, second) = (await Deputy("First"), await Deputy("Second"));
        await room.AddLearnerAsync();
        await ManageAsync(room, UnitManager.Create(root.Id, first.PersonId, true, monday, monday.AddDays(6)));
        await ManageAsync(room, UnitManager.Create(root.Id, second.PersonId, true, monday.AddDays(7), null));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 0, None);

        // Monday, 6:59 in the morning of the next week.
        room.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(121));
        await RoundAsync(room);
        Assert.Empty(await ToldAsync());
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await RoundAsync(room);
        Assert.Equal([second.PersonId], await ToldAsync());

        Task<Viewer> Deputy(string name) => room.AddAsync(new PersonBuilder().Named(name).Holding(HolderStatus.None));

        async Task<List<Guid>> ToldAsync()
        {
            await using var db = room.Open();
            return await db.Notices.Where(notice => notice.Kind == NoticeKind.Week).Select(notice => notice.PersonId).ToListAsync(None);
        }
    }

    [Fact]
    [Trait("Database", "Each")]
    public async Task A_week_in_which_all_was_done_before_it_was_sent_is_not_told()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await room.AddLearnerAsync();
        await ManageAsync(room, UnitManager.Create((await room.RootAsync()).Id, admin.PersonId, false, room.Get<LocalCalendar>().Today, null));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 0, None);
        var round = room.Get<NoticeRound>();
        foreach (var subject in round.Subjects)
        {
            Assert.Null(await round.FindAsync(subject, None));
        }

        await room.SitAsync(learner);
        Assert.Null(await round.SendAsync(None));
        await using var db = room.Open();
        var week = await db.Notices.SingleAsync(notice => notice.Kind == NoticeKind.Week, None);
        Assert.Equal((NoticeOutcome.Omitted, OmissionReason.Completed), (week.Outcome, week.Reason));
    }

    private static async Task ManageAsync(LearningRoom room, UnitManager row)
    {
        await using var db = room.Open();
        db.UnitManagers.Add(row);
        await db.SaveChangesAsync(None);
    }

    private static async Task RoundAsync(LearningRoom room)
    {
        var round = room.Get<NoticeRound>();
        foreach (var subject in round.Subjects)
        {
            Assert.Null(await round.FindAsync(subject, None));
        }

        Assert.Null(await round.SendAsync(None));
    }
}
