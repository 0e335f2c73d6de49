using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Organisation;

public sealed class ExamTimeTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly int Minutes = EditionSample.Edition.Courses[EditionSample.Course].Exam.Minutes;

    [Theory]
    [InlineData(30, 0, 30)]
    [InlineData(30, 25, 38)]
    [InlineData(30, 50, 45)]
    [InlineData(30, 200, 90)]
    [InlineData(1, 1, 2)]
    public void Begun_minutes_of_extra_time_count_as_whole_ones(int minutes, int percent, int expected) =>
        Assert.Equal(expected, new ExamTime(percent, Untimed: false).MinutesOf(minutes));

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(ExamTime.MostPercent)]
    public async Task Extra_time_is_given_to_the_person_at_the_start(int percent)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await AllowAsync(room, viewer, new ExamTime(percent, Untimed: false));

        var exam = await room.ViewAsync(viewer, await room.StartAsync(viewer));
        var practice = await room.ViewAsync(viewer, await room.StartAsync(viewer, AttemptMode.Practice));

        Assert.Equal(TimeSpan.FromMinutes(Minutes + Math.Ceiling(Minutes * percent / 100d)), exam.Deadline - exam.StartedAt);
        Assert.Equal(AttemptStart.PracticeLimit, practice.Deadline - practice.StartedAt);
    }

    [Fact]
    public async Task An_exam_without_a_clock_ends_after_seven_days_with_what_is_saved()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await AllowAsync(room, viewer, new ExamTime(50, Untimed: true));
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id, count: 2);

        room.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));
        await room.AnswerRightAsync(viewer, id, count: 1, from: 3);
        room.Clock.Advance(TimeSpan.FromTicks(1));
        await room.Get<AttemptService>().CloseOverdueAsync(None);

        var result = (await room.Get<AttemptQueries>().ResultAsync(viewer, id, "en", None)).Value!;
        Assert.Equal(3, result.Items.Count(item => item.Answered));
    }

    [Fact]
    public async Task The_list_of_courses_tells_the_minutes_that_the_person_has_and_none_without_a_clock()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await using (var db = room.Open())
        {
            var today = room.Get<LocalCalendar>().Today;
            db.Cycles.Add(Cycle.Create(viewer.PersonId, EditionSample.Course, null, today, today.AddDays(30)));
            await db.SaveChangesAsync(None);
        }

        foreach (var (time, minutes) in ((ExamTime, int?)[])[(default, Minutes), (new(100, Untimed: false), 2 * Minutes), (new(100, Untimed: true), null)])
        {
            await AllowAsync(room, viewer, time);
            Assert.Equal(minutes, Assert.Single(await room.Get<OwnCourses>().MineAsync(viewer, "en", None)).ExamMinutes);
        }
    }

    [Fact]
    public async Task What_is_allowed_or_taken_away_during_an_exam_leaves_its_deadline()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await AllowAsync(room, viewer, new ExamTime(100, Untimed: false));
        var id = await room.StartAsync(viewer);
        var before = (await room.ViewAsync(viewer, id)).Deadline;

        await AllowAsync(room, viewer, default);

        Assert.Equal(id, await room.StartAsync(viewer));
        Assert.Equal(before, (await room.ViewAsync(viewer, id)).Deadline);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(ExamTime.MostPercent + 1)]
    public async Task Outside_its_range_extra_time_is_a_finding_at_its_field(int percent)
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));

        var result = await room.Get<PeopleService>().AddAsync(admin, (await FormAsync(room)) with { ExtraTimePercent = percent }, None);

        Assert.Equal("ExtraTimePercent: out-of-range", result.Findings.ToString());
    }

    [Fact]
    public async Task An_administrator_sets_it_reads_it_again_and_the_log_tells()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var (service, form) = (room.Get<PeopleService>(), await FormAsync(room));
        var id = (await service.AddAsync(admin, form with { ExtraTimePercent = 50 }, None)).Value!.Id;
        Assert.True((await service.UpdateAsync(admin, id, form with { ExtraTimePercent = 25, Untimed = true }, await room.VersionOfAsync(id), None)).Ok);

        var details = (await room.Get<PeopleQueries>().FindAsync(admin, id, None)).Value!;
        Assert.Equal(new ExamTime(25, Untimed: true), details.ExamTime);
        var change = Assert.Single(Assert.Single(await room.FactsAsync<PersonChanged>()).Changes);
        Assert.Equal(PersonField.ExamTime, change.Field);
        Assert.Equal(("+50 %", "untimed"), (await room.TextAsync(change.Before), await room.TextAsync(change.After)));
    }

    private static async Task AllowAsync(LearningRoom room, Viewer viewer, ExamTime time)
    {
        await using var db = room.Open();
        (await db.People.SingleAsync(person => person.Id == viewer.PersonId, None)).Allow(time);
        await db.SaveChangesAsync(None);
    }

    private static async Task<PersonForm> FormAsync(LearningRoom room) =>
        new() { Name = "Berik Serikov", UserName = "b.serikov", UnitId = (await room.RootAsync()).Id };
}
