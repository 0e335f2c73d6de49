using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

public sealed class AssignmentTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task An_audience_gets_cycles_and_nobody_else_does()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var north = await room.AddUnitAsync("North", await room.RootAsync());
        var meant = await room.AddAsync(new PersonBuilder().In(north).As(Capacity.Head));
        await room.AddAsync(new PersonBuilder().In(north));
        await room.AddAsync(new PersonBuilder().As(Capacity.Head));
        await room.AddAsync(new PersonBuilder().In(north).As(Capacity.Head).Holding(HolderStatus.Former));
        await room.AddAsync(new PersonBuilder().In(north).As(Capacity.Head).Inactive());

        var opened = await room.Get<AssignmentService>().AssignAsync(
            admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current, Capacity.Head, north.Path), 30, None);

        Assert.Equal(1, opened.Value);
        await using var db = room.Open();
        var cycle = await db.Cycles.SingleAsync(None);
        Assert.Equal((meant.PersonId, Today, Today.AddDays(30)), (cycle.PersonId, cycle.OpenedOn, cycle.DueOn));
    }

    [Fact]
    public async Task Assigning_again_opens_no_second_cycle()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var service = room.Get<AssignmentService>();

        Assert.Equal(1, (await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(), 30, None)).Value);
        Assert.Equal(0, (await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(), 30, None)).Value);
    }

    [Fact]
    public async Task A_renewal_opens_when_the_validity_is_about_to_end_and_asks_for_the_lessons_again()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var viewer = await room.AddLearnerAsync();
        var service = room.Get<AssignmentService>();
        await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var lesson = EditionSample.Edition.Courses[EditionSample.Course].Lessons[0];
        await room.Get<LessonService>().MarkDoneAsync(viewer, EditionSample.Course, lesson, None);
        await room.SitAsync(viewer);
        var validUntil = (await room.Get<OwnCourses>().MineAsync(viewer, "en", None))[0].ValidUntil!.Value;

        room.Clock.SetUtcNow(Noon(validUntil.AddDays(-31)));
        Assert.Equal(0, (await service.ApplyRulesAsync(None)).Value);
        room.Clock.SetUtcNow(Noon(validUntil.AddDays(-30)));
        Assert.Equal(1, (await service.ApplyRulesAsync(None)).Value);
        Assert.Equal(0, (await service.ApplyRulesAsync(None)).Value);

        var view = Assert.Single(await room.Get<OwnCourses>().MineAsync(viewer, "en", None));
        Assert.Equal((validUntil, null, 0), (view.DueOn, view.CompletedOn, view.LessonsDone));
        room.Clock.Advance(TimeSpan.FromDays(1));
        await room.Get<LessonService>().MarkDoneAsync(viewer, EditionSample.Course, lesson, None);
        Assert.Equal([lesson], await room.Get<LessonQueries>().DoneAsync(viewer, EditionSample.Course, None));
    }

    [Fact]
    public async Task A_newcomer_of_the_audience_gets_the_course()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var newcomer = await room.AddLearnerAsync();

        await room.Get<AssignmentService>().ApplyRulesAsync(None);

        Assert.Single(await room.Get<OwnCourses>().MineAsync(newcomer, "en", None));
    }

    [Fact]
    public async Task A_person_added_by_an_administrator_has_the_course_at_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var form = new PersonForm { Name = "New", UserName = "new", UnitId = (await room.RootAsync()).Id, HolderStatus = HolderStatus.Candidate };
        var service = room.Get<PeopleService>();

        var id = (await service.AddAsync(admin, form, None)).Value!.Id;
        await using var db = room.Open();
        Assert.Equal(0, await db.Cycles.CountAsync(None));
        Assert.True((await service.UpdateAsync(admin, id, form with { HolderStatus = HolderStatus.Current }, await room.VersionOfAsync(id), None)).Ok);
        Assert.Equal(id, (await db.Cycles.SingleAsync(cycle => cycle.CourseId == EditionSample.Course, None)).PersonId);
    }

    [Fact]
    public async Task My_courses_tell_what_is_done_and_what_comes_next()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var viewer = await room.AddLearnerAsync();
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var course = EditionSample.Edition.Courses[EditionSample.Course];
        await room.Get<LessonService>().MarkDoneAsync(viewer, course.Id, course.Lessons[0], None);
        await room.StartAsync(viewer, AttemptMode.Practice);
        Assert.Null((await room.Get<OwnCourses>().MineAsync(viewer, "kk", None))[0].OpenAttemptId);
        var attempt = await room.StartAsync(viewer);

        var view = (await room.Get<OwnCourses>().MineAsync(viewer, "kk", None))[0];

        Assert.Equal(course.Title["kk"], view.Title);
        Assert.Equal((1, course.Lessons.Count, course.Lessons[1]), (view.LessonsDone, view.LessonCount, view.NextLessonId));
        Assert.Equal(course.Lessons.Skip(1).Sum(id => EditionSample.Edition.Lessons[id]["kk"].Minutes), view.MinutesLeft);
        Assert.Equal((attempt, CycleState.Due), (view.OpenAttemptId, view.State));
    }

    [Fact]
    public async Task What_is_done_stands_last_and_the_earliest_due_first()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var courses = EditionSample.Edition.Courses.Keys.Order(StringComparer.Ordinal).Take(3).ToArray();
        await using (var db = room.Open())
        {
            var done = Cycle.Create(viewer.PersonId, courses[0], null, Today.AddDays(-9), Today.AddDays(-5));
            done.Complete(Today.AddDays(-6), Today.AddDays(300), Guid.NewGuid());
            db.Cycles.AddRange(done, Cycle.Create(viewer.PersonId, courses[1], null, Today, Today.AddDays(20)), Cycle.Create(viewer.PersonId, courses[2], null, Today, Today.AddDays(10)));
            await db.SaveChangesAsync(None);
        }

        Assert.Equal([courses[2], courses[1], courses[0]], (await room.Get<OwnCourses>().MineAsync(viewer, "en", None)).Select(view => view.CourseId));
    }

    [Theory]
    [InlineData(0, CycleState.DueSoon)]
    [InlineData(14, CycleState.DueSoon)]
    [InlineData(15, CycleState.Due)]
    [InlineData(-1, CycleState.Overdue)]
    public void The_last_day_counts_as_in_time(int dueIn, CycleState state) =>
        Assert.Equal(state, CycleStates.Of(Today.AddDays(dueIn), null, null, Today, 14));

    [Theory]
    [InlineData(0, CycleState.Done)]
    [InlineData(-1, CycleState.Overdue)]
    public void A_completion_counts_through_its_last_valid_day(int validFor, CycleState state) =>
        Assert.Equal(state, CycleStates.Of(Today.AddDays(-9), Today.AddDays(-10), Today.AddDays(validFor), Today, 14));

    [Fact]
    public async Task The_local_day_counts_not_the_day_in_greenwich()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        room.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero));

        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(), 0, None);

        Assert.Equal(Today.AddDays(1), (await room.Get<OwnCourses>().MineAsync(admin, "en", None))[0].DueOn);
    }

    [Fact]
    public async Task Only_an_administrator_assigns_and_only_what_exists()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, viewer) = (await AdminAsync(room), await room.AddLearnerAsync());
        var service = room.Get<AssignmentService>();

        Assert.Equal(Refusal.NotAllowed, (await service.AssignAsync(viewer, EditionSample.Course, new AssignmentAudience(), 1, None)).Refused);
        Assert.Equal(Refusal.NotFound, (await service.AssignAsync(admin, "no-such-course", new AssignmentAudience(), 1, None)).Refused);
        Assert.Equal(RefusalKind.Invalid, (await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(), -1, None)).Refused?.Kind);
        Assert.Equal(RefusalKind.Invalid, (await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: "/9/"), 1, None)).Refused?.Kind);
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(7, 0)), TimeSpan.Zero);

    private static Task<Viewer> AdminAsync(LearningRoom room) =>
        room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
}
