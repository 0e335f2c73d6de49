using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

/// <summary>What is foretold before something is saved is what then happens.</summary>
[Trait("Database", "Each")]
public sealed class NoticeForecastsTests
{
    private const string Course = EditionSample.Course;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task What_an_assignment_would_send_is_sent_on_the_days_that_were_foretold()
    {
        await using var house = await House.OpenAsync();
        var (mailed, second, had) = (await house.AddAsync("a@example.kz"), await house.AddAsync("b@example.kz"), await house.AddAsync("c@example.kz"));
        await house.AddAsync(null);
        await using (var db = house.Room.Open())
        {
            db.NoticeMails.Add(NoticeMail.Create(had.PersonId, Today, house.Room.Clock.GetUtcNow()));
            await db.SaveChangesAsync(None);
        }

        var terms = RenewalTerms.Usual(30) with { ReminderDays = "10, 2" };
        var forecast = await house.ForecastAsync(terms, null);
        Assert.Equal((4, true, 1, 0), (forecast.AtOnce, forecast.SendsMail, forecast.WithoutAddress, forecast.Managers));
        Assert.Equal([new MailForecast(Today, 9, 2), new MailForecast(Today.AddDays(1), 9, 1)], forecast.Mails);
        Assert.Equal(
            [new(2026, 3, 22), new(2026, 3, 30), new(2026, 4, 2), new(2026, 4, 8), new DateOnly(2026, 5, 1)],
            forecast.Later.Select(day => day.Day));
        Assert.All(forecast.Later, day => Assert.Equal((4, 3), (day.Notices, day.Mails)));

        Assert.True((await house.Service.AssignAsync(house.Admin, Course, House.Holders, terms, None)).Ok);
        await house.GoAsync(days: 65);
        Assert.Equal(
            [(Today, forecast.AtOnce), .. forecast.Later.Select(day => (day.Day, day.Notices))],
            await house.NoticesAsync());
        Assert.Equal(
            [.. forecast.Mails.Select(mail => (mail.Day, mail.Count)), .. forecast.Later.Select(day => (day.Day, day.Mails))],
            await house.MailsAsync(except: had.PersonId, Today));
    }

    [Fact]
    public async Task Due_days_that_move_are_told_before_and_are_those_that_move()
    {
        await using var house = await House.OpenAsync();
        var (person, other) = (await house.AddAsync(null), await house.AddAsync(null));
        var manager = await house.ManageAsync();
        Assert.True((await house.Service.AssignAsync(house.Admin, Course, House.Holders, RenewalTerms.Usual(60), None)).Ok);
        await house.Room.Get<ReasonUpkeep>().ApplyAsync((await house.Service.ListRulesAsync(None))[0], None);
        await using (var db = house.Room.Open())
        {
            var cycle = await db.Cycles.Where(found => found.PersonId == other.PersonId).Select(found => found.Id).SingleAsync(None);
            Assert.True((await house.Room.Get<CycleActs>().ExtendAsync(house.Admin, [cycle], Today.AddDays(90), "Fire", None)).Ok);
        }

        // A second assignment asks sooner; what was extended by hand stays.
        var sooner = new AssignmentAudience(HolderStatus.Current, Capacity.Employee);
        var terms = RenewalTerms.Usual(10);
        var preview = (await house.Queries.PreviewAsync(house.Admin, Course, sooner, terms, null, None)).Value!;
        var move = Assert.Single(preview.Moves!);
        Assert.Equal((person.PersonId, Today.AddDays(60), Today.AddDays(10)), (move.PersonId, move.Before, move.After));
        var forecast = (await house.Room.Get<NoticeForecasts>().OfAsync(house.Admin, Course, terms, null, preview, None))!;
        Assert.Equal((0, 1), (forecast.AtOnce, forecast.Managers));
        Assert.Equal(new DateOnly(2026, 3, 9), forecast.SummaryOn);
        Assert.Equal(Today.AddDays(1), forecast.Later[0].Day);
        Assert.Null(await house.Room.Get<NoticeForecasts>().OfAsync(manager, Course, terms, null, preview, None));

        Assert.True((await house.Service.AssignAsync(house.Admin, Course, sooner, terms, None)).Ok);
        foreach (var rule in await house.Service.ListRulesAsync(None))
        {
            await house.Room.Get<ReasonUpkeep>().ApplyAsync(rule, None);
        }

        await using var after = house.Room.Open();
        Assert.Equal(
            [(person.PersonId, Today.AddDays(10)), (other.PersonId, Today.AddDays(90))],
            (await after.Cycles.ToListAsync(None)).OrderBy(cycle => cycle.DueOn).Select(cycle => (cycle.PersonId, cycle.DueOn)));

        // The stored terms again move nothing; nothing was stored by looking.
        var stored = (await house.Queries.ListAsync(house.Admin, "en", None)).First(row => row.Terms.FirstDueDays == 60);
        Assert.Empty((await house.Queries.PreviewAsync(house.Admin, Course, stored.Audience, stored.Terms, stored.Id, None)).Value!.Moves!);
        Assert.Equal(2, (await house.Service.ListRulesAsync(None)).Count);
    }

    [Fact]
    public async Task An_act_about_several_people_foretells_what_it_tells_them()
    {
        await using var house = await House.OpenAsync();
        var people = new[] { (await house.AddAsync("a@example.kz")).PersonId, (await house.AddAsync(null)).PersonId };
        var chief = await house.Room.AddAsync(new PersonBuilder().Named("Chief").Holding(HolderStatus.None).With(Role.Administrator));
        var give = await house.ForecastAsync(new BatchForm { Act = BatchAct.Give, CourseId = Course, Days = 20 }, people);
        Assert.Equal((2, 1), (give.AtOnce, give.Mails.Single().Count));
        Assert.True((await house.Room.Get<CycleActs>().AssignAsync(house.Admin, people, Course, 20, None)).Ok);
        var extend = new BatchForm { Act = BatchAct.Extend, CourseId = Course, Until = Today.AddDays(50), Reason = "Fire" };
        Assert.Equal(2, (await house.ForecastAsync(extend, people)).AtOnce);
        Assert.True((await house.Room.Get<CycleBatches>().DoAsync(house.Admin, extend, people, None)).Ok);
        var waive = await house.ForecastAsync(
            new BatchForm { Act = BatchAct.Waive, CourseId = Course, Until = Today.AddDays(70), ApproverId = chief.PersonId, Reason = "Fire" }, people);
        Assert.Equal((1, 0), (waive.AtOnce, waive.Later.Count));
    }

    [Fact]
    public async Task Of_several_courses_given_at_once_a_person_is_mailed_one_message_a_day()
    {
        await using var house = await House.OpenAsync();
        await house.AddAsync("a@example.kz");
        string[] courses = [.. EditionSample.Edition.Courses.Keys.Order(StringComparer.Ordinal).Take(2)];
        var forecast = (await house.Room.Get<NoticeForecasts>().OfAsync(
            house.Admin, [.. courses.Select(course => new ProposedAssignment(course, [House.Holders, new AssignmentAudience(Capacity: Capacity.Employee)], 30))], None))!;

        // Everybody is an employee, the administrator too, and whom both audiences mean gets a course once.
        Assert.Equal((4, 1), (forecast.AtOnce, forecast.WithoutAddress));
        Assert.Equal([new MailForecast(Today, 9, 1)], forecast.Mails);
        Assert.All(forecast.Later, day => Assert.Equal((4, 1), (day.Notices, day.Mails)));
        Assert.Empty(await house.Service.ListRulesAsync(None));
    }

    private sealed record House(LearningRoom Room, Viewer Admin) : IAsyncDisposable
    {
        public static AssignmentAudience Holders { get; } = new(HolderStatus.Current);

        public AssignmentService Service => Room.Get<AssignmentService>();

        public AssignmentRuleQueries Queries => Room.Get<AssignmentRuleQueries>();

        public static async Task<House> OpenAsync()
        {
            var room = await LearningRoom.OpenAsync();
            var house = new House(room, await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator)));
            var form = new MailForm { Host = "127.0.0.1", Port = 25, Security = MailSecurity.None, Sender = "house@example.kz" };
            Assert.True((await room.Get<MailServers>().SaveAsync(house.Admin, form, 0, None)).Ok);
            return house;
        }

        public async Task<Viewer> AddAsync(string? address)
        {
            var viewer = await Room.AddLearnerAsync();
            await using var db = Room.Open();
            db.Users.Add(AppUser.Create(viewer.PersonId, $"{viewer.PersonId:N}", address, mustChangePassword: false));
            await db.SaveChangesAsync(None);
            return viewer;
        }

        public async Task<Viewer> ManageAsync()
        {
            var manager = await Room.AddAsync(new PersonBuilder().Named("Manager").Holding(HolderStatus.None).Managing(await Room.RootAsync()));
            await using var db = Room.Open();
            db.UnitManagers.Add(UnitManager.Create((await Room.RootAsync()).Id, manager.PersonId, false, Today, null));
            await db.SaveChangesAsync(None);
            return manager;
        }

        public async Task<NoticeForecast> ForecastAsync(RenewalTerms terms, Guid? changed)
        {
            var preview = (await Queries.PreviewAsync(Admin, Course, Holders, terms, changed, None)).Value!;
            return (await Room.Get<NoticeForecasts>().OfAsync(Admin, Course, terms, changed, preview, None))!;
        }

        public async Task<NoticeForecast> ForecastAsync(BatchForm form, Guid[] people)
        {
            var preview = await Room.Get<CycleBatches>().PreviewAsync(Admin, form, people, None);
            Assert.True(preview.Ok, $"{preview}");
            return (await Room.Get<NoticeForecasts>().OfAsync(Admin, form, preview.Value!, None))!;
        }

        /// <summary>Each day as the sweeps do it, at nine in the morning.</summary>
        public async Task GoAsync(int days)
        {
            var (round, mail) = (Room.Get<NoticeRound>(), Room.Get<MailRound>());
            var subject = round.Subjects.Single(one => one.Kinds.Contains(NoticeKind.DueSoon));
            for (var day = 0; day < days; day++)
            {
                Assert.Null(await round.FindAsync(subject, None));
                Assert.Null(await round.SendAsync(None));
                Assert.Null(await mail.QueueAsync(None));
                Room.Clock.Advance(TimeSpan.FromDays(1));
            }
        }

        public async Task<IEnumerable<(DateOnly, int)>> NoticesAsync()
        {
            await using var db = Room.Open();
            return (await db.Notices.Where(notice => notice.Outcome == NoticeOutcome.Sent).ToListAsync(None))
                .GroupBy(notice => notice.DecidedOn!.Value).OrderBy(day => day.Key).Select(day => (day.Key, day.Count()));
        }

        public async Task<IEnumerable<(DateOnly, int)>> MailsAsync(Guid except, DateOnly on)
        {
            await using var db = Room.Open();
            return (await db.NoticeMails.Where(mail => mail.PersonId != except || mail.Day != on).ToListAsync(None))
                .GroupBy(mail => mail.Day).OrderBy(day => day.Key).Select(day => (day.Key, day.Count()));
        }

        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
