using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Refreshers;

/// <summary>A refresher from the day on which it is due to what the schedule makes of it, over a whole Learning room.</summary>
public sealed class RefreshingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly DateOnly Passed = new(2026, 3, 2);

    /// <summary>The exam has fewer questions than the course has rules, so some rule was never asked about.</summary>
    private static readonly TimeSpan FirstGap = TimeSpan.FromDays(27);

    [Fact]
    public async Task Without_a_pass_there_is_nothing_to_refresh()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await room.SitAsync(viewer, right: 3);
        await room.SitAsync(viewer, mode: AttemptMode.Practice);

        Assert.Empty(await MineAsync(room, viewer));
        Assert.Equal(Refusal.NothingDue, (await StartAsync(room, viewer)).Refused);
    }

    [Fact]
    public async Task After_passing_the_first_day_is_told_and_on_that_day_five_fresh_questions_about_five_rules_can_begin()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var exam = await room.SitAsync(viewer);
        var course = Assert.Single(await MineAsync(room, viewer));
        Assert.Equal((0, 0, Passed.AddDays(27), null), (course.Due, course.Items, course.NextOn!.Value, course.OpenAttemptId));
        Assert.Equal(Refusal.NothingDue, (await StartAsync(room, viewer)).Refused);

        room.Clock.Advance(FirstGap);
        course = Assert.Single(await MineAsync(room, viewer));
        Assert.Equal((5, 2), (course.Items, course.Minutes));
        Assert.InRange(course.Due, 1, 20);
        var id = (await StartAsync(room, viewer)).Value;
        var items = await ItemsAsync(room, id);
        Assert.Equal(5, items.Select(item => item.Family.RuleId).Distinct().Count());
        Assert.Empty(items.Select(item => item.ItemId).Intersect((await ItemsAsync(room, exam)).Select(item => item.ItemId)));

        // Rules that were never asked about are due, and due rules come first.
        var asked = (await ItemsAsync(room, exam)).Select(item => item.Family.RuleId).ToHashSet();
        Assert.Equal(Math.Min(5, course.Due), items.TakeWhile(item => !asked.Contains(item.Family.RuleId)).Count());
    }

    [Fact]
    public async Task Starting_twice_leads_to_the_same_refresher_and_it_stands_on_the_board_until_it_is_finished()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await PassedAsync(room);
        var both = await Task.WhenAll(StartAsync(room, viewer), StartAsync(room, viewer));

        Assert.Equal(both[0].Value, both[1].Value);
        await room.AnswerRightAsync(viewer, both[0].Value, count: 2);
        var course = Assert.Single(await MineAsync(room, viewer));
        Assert.Equal((both[0].Value, 0), (course.OpenAttemptId!.Value, course.Due));
        await room.KillAndRestartAsync();
        Assert.Equal(both[0].Value, (await StartAsync(room, viewer)).Value);
        Assert.Equal(2, (await room.ViewAsync(viewer, both[0].Value)).Items.Count(item => item.Complete));
    }

    [Fact]
    public async Task As_in_practice_the_key_follows_an_answer_at_once_and_nothing_can_be_said_after_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await PassedAsync(room);
        var id = (await StartAsync(room, viewer)).Value;
        var (service, queries) = (room.Get<AttemptService>(), room.Get<AttemptQueries>());
        string[][] answers = [await room.WrongAsync(id, 1), (await room.KeysAsync(id))[1]];

        Assert.Equal(Refusal.Conflict, (await queries.FeedbackAsync(viewer, id, 1, "en", None)).Refused);
        Assert.Equal(RefusalKind.Invalid, (await service.AnswerAsync(viewer, id, 1, [], Guid.CreateVersion7(), None)).Refused?.Kind);
        Assert.True((await service.StateCertaintyAsync(viewer, id, 1, Certainty.High, Guid.CreateVersion7(), None)).Ok);
        var results = await Task.WhenAll(answers.Select(answer => service.AnswerAsync(viewer, id, 1, answer, Guid.CreateVersion7(), None)));
        Assert.Equal([null, RefusalKind.Finished], results.Select(result => result.Refused?.Kind).Order());
        Assert.True((await queries.FeedbackAsync(viewer, id, 1, "en", None)).Ok);
        Assert.Equal(Refusal.Finished, (await service.StateCertaintyAsync(viewer, id, 1, Certainty.Low, Guid.CreateVersion7(), None)).Refused);
    }

    [Fact]
    public async Task What_was_right_comes_back_later_than_what_was_not_and_what_was_sure_and_wrong_comes_back_first()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await PassedAsync(room);
        var id = (await StartAsync(room, viewer)).Value;
        var rules = (await ItemsAsync(room, id)).Select(item => item.Family.RuleId).ToArray();
        await AnswerWrongAsync(room, viewer, id, 1, Certainty.High);
        await AnswerWrongAsync(room, viewer, id, 2, null);
        await room.Get<AttemptService>().StateCertaintyAsync(viewer, id, 3, Certainty.Low, Guid.CreateVersion7(), None);
        await room.AnswerRightAsync(viewer, id, from: 3);
        await room.Get<AttemptService>().SubmitAsync(viewer, id, None);

        var after = (await room.Get<RefresherQueries>().AfterAsync(viewer, id, "en", None)).Value!;
        Assert.Equal(rules, after.Select(rule => rule.RuleId));
        Assert.Equal([Firmness.SureAndWrong, Firmness.Wrong, Firmness.Unsure, Firmness.Firm, Firmness.Firm], after.Select(rule => rule.Firmness));
        var day = Passed.AddDays(27);
        Assert.Equal((day.AddDays(18), day.AddDays(22)), (after[0].DueOn, after[1].DueOn));
        Assert.InRange(after[2].DueOn!.Value, day.AddDays(27), day.AddDays(37));
        Assert.All(after.Skip(3), rule => Assert.InRange(rule.DueOn!.Value, day.AddDays(37), day.AddDays(59)));
        Assert.All(after, rule => Assert.Equal(EditionSample.Edition.Rules[rule.RuleId].Title["en"], rule.Title));

        // Later answers do not change what the page of this refresher says.
        room.Clock.Advance(TimeSpan.FromDays(1));
        await room.SitAsync(viewer, mode: AttemptMode.Practice);
        Assert.Equal(after, (await room.Get<RefresherQueries>().AfterAsync(viewer, id, "en", None)).Value!);
        var other = await room.AddAsync(new PersonBuilder().Named("Somebody Else"));
        Assert.Equal(Refusal.NotFound, (await room.Get<RefresherQueries>().AfterAsync(other, id, "en", None)).Refused);
    }

    [Fact]
    public async Task After_a_refresher_there_is_a_rest_and_then_the_next_never_repeats_an_item()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await PassedAsync(room);
        var first = await room.SitAsync(viewer, mode: AttemptMode.Refresher);
        Assert.Equal(Refusal.NothingDue, (await StartAsync(room, viewer)).Refused);

        room.Clock.Advance(TimeSpan.FromDays(20));
        var second = (await StartAsync(room, viewer)).Value;
        Assert.NotEqual(first, second);
        Assert.Empty((await ItemsAsync(room, first)).Select(item => item.ItemId).Intersect((await ItemsAsync(room, second)).Select(item => item.ItemId)));
    }

    [Fact]
    public async Task One_that_was_left_runs_out_calmly_and_what_was_not_answered_in_it_says_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await PassedAsync(room);
        var before = (await MineAsync(room, viewer))[0].Due;
        var id = (await StartAsync(room, viewer)).Value;
        await room.AnswerRightAsync(viewer, id, count: 1);
        room.Clock.Advance(AttemptStart.PracticeLimit);
        Assert.Equal(Refusal.TimeIsUp, (await room.Get<AttemptService>().AnswerAsync(viewer, id, 2, (await room.KeysAsync(id))[2], Guid.CreateVersion7(), None)).Refused);
        await room.Get<AttemptService>().CloseOverdueAsync(None);

        var after = (await room.Get<RefresherQueries>().AfterAsync(viewer, id, "en", None)).Value!;
        Assert.Equal(Firmness.Firm, after[0].Firmness);
        Assert.All(after.Skip(1), rule => Assert.NotEqual(Firmness.Wrong, rule.Firmness));
        var course = Assert.Single(await MineAsync(room, viewer));
        Assert.Null(course.OpenAttemptId);
        Assert.True(course.Due >= before - 1);
        Assert.NotEqual(id, (await StartAsync(room, viewer)).Value);
    }

    [Fact]
    public async Task It_is_no_exam_whatever_its_result()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(), 30, None);
        var exam = await room.SitAsync(viewer);
        room.Clock.Advance(FirstGap);
        for (var i = 0; i <= EditionSample.Edition.Courses[EditionSample.Course].Exam.Attempts; i++)
        {
            await room.SitAsync(viewer, right: 0, AttemptMode.Refresher);
            room.Clock.Advance(TimeSpan.FromDays(30));
        }

        var refresher = await room.SitAsync(viewer, mode: AttemptMode.Refresher);

        var transcript = (await room.Get<TranscriptQueries>().FindAsync(admin, viewer.PersonId, "en", None)).Value!;
        Assert.Equal(AttemptMode.Refresher, transcript.Attempts[0].Mode);
        Assert.Null(transcript.Attempts[0].ValidUntil);
        Assert.Null(transcript.Attempts[0].CertificateNumber);
        Assert.Equal(exam, Assert.Single(transcript.Cycles).AttemptId);

        // The share of missed rules is that of exams and practice: a refresher asks what is weak.
        Assert.Equal(20, transcript.MissedRules.Sum(rule => rule.Answers));
        Assert.Equal(0, transcript.MissedRules.Sum(rule => rule.Missed));
        Assert.Equal(20, (await room.Get<MissedRulesQueries>().ListAsync(admin, null, "en", None)).Sum(rule => rule.Answers));
        var person = Assert.Single(await room.Get<ProgressQueries>().PeopleAsync(admin, (await UnitAsync(room)).Id, EditionSample.Course, new DateOnly(2026, 12, 1), None), row => row.PersonId == viewer.PersonId);
        Assert.Equal((100, Passed), (person.Percent, person.CompletedOn));
        await using var db = room.Open();
        Assert.Equal(exam, await db.Certificates.Select(certificate => certificate.AttemptId).SingleAsync(None));

        // Failed refreshers cause no pause, and none of them stands before the exam.
        Assert.True((await room.Get<AttemptService>().StartAsync(viewer, EditionSample.Course, AttemptMode.Exam, "en", None)).Ok);
        Assert.Null((await room.Get<AttemptQueries>().ResultAsync(viewer, refresher, "en", None)).Value!.ValidUntil);
    }

    [Fact]
    public async Task When_the_validity_has_ended_the_exam_takes_over()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await PassedAsync(room);
        room.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Empty(await MineAsync(room, viewer));
        Assert.Equal(Refusal.NothingDue, (await StartAsync(room, viewer)).Refused);
    }

    [Fact]
    public async Task An_answer_in_another_course_counts_for_the_rule()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await PassedAsync(room);
        var before = (await MineAsync(room, viewer))[0].Due;
        var practice = (await room.Get<AttemptService>().StartAsync(viewer, "before-access", AttemptMode.Practice, "en", None)).Value;
        await room.AnswerRightAsync(viewer, practice);
        await room.Get<AttemptService>().SubmitAsync(viewer, practice, None);

        var shared = (await ItemsAsync(room, practice)).Select(item => item.Family.RuleId).ToHashSet();
        var id = (await StartAsync(room, viewer)).Value;
        Assert.True((await MineAsync(room, viewer))[0].Due <= before);
        Assert.DoesNotContain(await ItemsAsync(room, id), item => shared.Contains(item.Family.RuleId));
    }

    private static async Task<Viewer> PassedAsync(LearningRoom room)
    {
        var viewer = await room.AddLearnerAsync();
        await room.SitAsync(viewer);
        room.Clock.Advance(FirstGap);
        return viewer;
    }

    private static async Task AnswerWrongAsync(LearningRoom room, Viewer viewer, Guid id, int position, Certainty? certainty)
    {
        if (certainty is { } stated)
        {
            await room.Get<AttemptService>().StateCertaintyAsync(viewer, id, position, stated, Guid.CreateVersion7(), None);
        }

        Assert.True((await room.Get<AttemptService>().AnswerAsync(viewer, id, position, await room.WrongAsync(id, position), Guid.CreateVersion7(), None)).Ok);
    }

    private static Task<IReadOnlyList<CourseRefreshers>> MineAsync(LearningRoom room, Viewer viewer) => room.Get<RefresherQueries>().MineAsync(viewer, "en", None);

    private static Task<Result<Guid>> StartAsync(LearningRoom room, Viewer viewer) =>
        room.Get<AttemptService>().StartAsync(viewer, EditionSample.Course, AttemptMode.Refresher, "en", None);

    private static async Task<AttemptItem[]> ItemsAsync(LearningRoom room, Guid id)
    {
        await using var db = room.Open();
        var attempt = await db.Attempts.AsNoTracking().Include(found => found.Items).ThenInclude(item => item.Family).SingleAsync(found => found.Id == id, None);
        return [.. attempt.Items.OrderBy(item => item.Position)];
    }

    private static async Task<Unit> UnitAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.Units.SingleAsync(None);
    }
}
