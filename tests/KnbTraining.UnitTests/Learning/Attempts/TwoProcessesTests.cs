using KnbTraining.Content.Items;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

/// <summary>
/// Two processes over one database of a server work on the same attempt at the same time. One is held at a certain moment until the other
/// waits for it or is through; whoever waits longer than the room allows is refused as unavailable, and sends again as a page does.
/// </summary>
public sealed class TwoProcessesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_step_that_another_process_stores_at_the_same_time_counts_as_saved_once()
    {
        await using var house = await House.OpenAsync(AttemptMode.Exam);
        var (step, key) = (Guid.CreateVersion7(), (await house.One.KeysAsync(house.AttemptId))[1]);
        Task<Result<DateTimeOffset>> second = null!;
        house.One.Commits.Before(() => house.WhileAsync(second = Task.Run(() => house.AnswerAsync(house.Other, 1, key, step))));

        var first = await house.AnswerAsync(house.One, 1, key, step);

        Assert.True(first.Ok && (await second).Ok, $"{first.Refused} {(await second).Refused}");
        Assert.Equal(first.Value, (await second).Value);
        await using var db = house.One.Open();
        Assert.Equal(1, await db.AttemptSteps.CountAsync(row => row.Id == step, None));
    }

    [Fact]
    public async Task An_answer_that_is_being_stored_while_another_process_grades_is_graded()
    {
        await using var house = await House.OpenAsync(AttemptMode.Exam);
        var key = (await house.One.KeysAsync(house.AttemptId))[1];
        Task<Result<Guid>> graded = null!;
        house.One.Commits.Before(() => house.WhileAsync(graded = Task.Run(() => house.SubmitAsync(house.Other))));

        var saved = await house.AnswerAsync(house.One, 1, key, Guid.CreateVersion7());

        Assert.True(saved.Ok && (await graded).Ok, $"{saved.Refused} {(await graded).Refused}");
        Assert.Equal([1], await house.RightAsync());
    }

    [Fact]
    public async Task An_answer_that_comes_while_another_process_grades_is_refused_instead_of_being_called_saved_and_left_out()
    {
        await using var house = await House.OpenAsync(AttemptMode.Exam);
        var key = (await house.One.KeysAsync(house.AttemptId))[1];
        Task<Result<DateTimeOffset>> late = null!;
        house.One.Reads.During(
            "\"AttemptSteps\"", () => house.WhileAsync(late = Task.Run(() => house.AnswerAsync(house.Other, 1, key, Guid.CreateVersion7()))));

        Assert.True((await house.SubmitAsync(house.One)).Ok);

        Assert.Equal(Refusal.Finished, (await late).Refused);
        Assert.Empty(await house.RightAsync());
    }

    [Fact]
    public async Task Two_processes_that_grade_one_exam_grade_it_once()
    {
        await using var house = await House.OpenAsync(AttemptMode.Exam);
        Task<Result<Guid>> second = null!;
        house.One.Reads.During("\"AttemptSteps\"", () => house.WhileAsync(second = Task.Run(() => house.SubmitAsync(house.Other))));

        Assert.True((await house.SubmitAsync(house.One)).Ok);
        Assert.True((await second).Ok);

        await using var db = house.One.Open();
        Assert.Equal(1, await db.AttemptSteps.CountAsync(step => step.Kind == StepKind.Graded, None));
        Assert.Equal(1, await db.LedgerRows.CountAsync(row => row.Kind == "exam.graded", None));
    }

    [Fact]
    public async Task A_step_under_a_claim_that_another_process_is_just_replacing_is_refused()
    {
        await using var house = await House.OpenAsync(AttemptMode.Exam);
        var (laptop, phone) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var key = (await house.One.KeysAsync(house.AttemptId))[1];
        Assert.True((await house.ClaimAsync(house.Other, laptop)).Ok);
        Task<Result<DateTimeOffset>> late = null!;
        house.One.Commits.Before(() => house.WhileAsync(
            late = Task.Run(() => house.AnswerAsync(house.Other, 1, key, new SentStep(Guid.CreateVersion7(), laptop)))));

        Assert.True((await house.ClaimAsync(house.One, phone)).Ok);

        Assert.IsType<Refusal.TakenOver>((await late).Refused);
        await house.SubmitAsync(house.One);
        Assert.Empty(await house.RightAsync());
    }

    [Fact]
    public async Task Of_two_answers_to_one_item_practice_takes_one_also_from_two_processes()
    {
        await using var house = await House.OpenAsync(AttemptMode.Practice);
        var (key, wrong) = ((await house.One.KeysAsync(house.AttemptId))[1], await house.One.WrongAsync(house.AttemptId, 1));
        Task<Result<DateTimeOffset>> second = null!;
        house.One.Commits.Before(() => house.WhileAsync(second = Task.Run(() => house.AnswerAsync(house.Other, 1, key, Guid.CreateVersion7()))));

        Assert.True((await house.AnswerAsync(house.One, 1, wrong, Guid.CreateVersion7())).Ok);

        Assert.Equal(Refusal.Finished, (await second).Refused);
    }

    [Fact]
    public async Task However_two_processes_answer_claim_and_grade_what_was_called_saved_is_graded_and_nobody_waits_for_ever()
    {
        const int Learners = 12;
        await using var house = await House.OpenAsync(AttemptMode.Exam);
        List<(Viewer Viewer, Guid Attempt)> all = [(house.Viewer, house.AttemptId)];
        for (var i = 1; i < Learners; i++)
        {
            var viewer = await house.One.AddLearnerAsync();
            all.Add((viewer, await house.One.StartAsync(viewer)));
        }

        var keys = await house.One.KeysAsync(house.AttemptId);
        var saved = await Task.WhenAll(all.SelectMany((learner, index) => new[] { house.One, house.Other }.Select((room, process) => Task.Run(async () =>
        {
            var random = new StableRandom((ulong)((index * 2) + process));
            var own = await room.KeysAsync(learner.Attempt);
            var called = new List<int>();
            foreach (var position in random.Shuffle([.. own.Keys.Where(position => position % 2 == process)]))
            {
                var service = room.Get<AttemptService>();
                if (random.Below(4) == 0)
                {
                    await House.AgainAsync(() => service.ClaimAsync(learner.Viewer, learner.Attempt, Guid.CreateVersion7(), null, None));
                }

                var step = Guid.CreateVersion7();
                var answer = await House.AgainAsync(() => service.AnswerAsync(learner.Viewer, learner.Attempt, position, own[position], step, None));
                Assert.True(answer.Ok || answer.Refused == Refusal.Finished, $"{answer.Refused}");
                if (answer.Ok)
                {
                    called.Add(position);
                }

                if (called.Count == keys.Count / 3)
                {
                    Assert.True((await House.AgainAsync(() => service.SubmitAsync(learner.Viewer, learner.Attempt, None))).Ok);
                }
            }

            return (learner.Attempt, Positions: called);
        }))));

        foreach (var attempt in saved.GroupBy(called => called.Attempt))
        {
            Assert.Equal(attempt.SelectMany(called => called.Positions).Order(), await house.RightAsync(attempt.Key));
        }

        // All of one unit, day and language: they have added to the same rows.
        await using var db = house.One.Open();
        Assert.Equal(Learners * keys.Count, await db.AnswerSums.SumAsync(sum => sum.Answers, None));
        Assert.Equal(saved.Sum(called => called.Positions.Count), await db.AnswerSums.SumAsync(sum => sum.Points, None), 6);
    }

    /// <summary>A learner with an open attempt, and two processes.</summary>
    private sealed class House(LearningRoom one, LearningRoom other, Viewer viewer, Guid attemptId) : IAsyncDisposable
    {
        private const int MostTimes = 200;

        public LearningRoom One => one;

        public LearningRoom Other => other;

        public Viewer Viewer => viewer;

        public Guid AttemptId => attemptId;

        public static async Task<House> OpenAsync(AttemptMode mode)
        {
            var one = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
            var viewer = await one.AddLearnerAsync();
            return new House(one, await LearningRoom.OpenBesideAsync(one), viewer, await one.StartAsync(viewer, mode));
        }

        public Task<Result<DateTimeOffset>> AnswerAsync(LearningRoom room, int position, string[] response, SentStep step) =>
            AgainAsync(() => room.Get<AttemptService>().AnswerAsync(viewer, attemptId, position, response, step, None));

        public Task<Result<DateTimeOffset>> ClaimAsync(LearningRoom room, Guid claim) =>
            AgainAsync(() => room.Get<AttemptService>().ClaimAsync(viewer, attemptId, claim, null, None));

        public Task<Result<Guid>> SubmitAsync(LearningRoom room) => AgainAsync(() => room.Get<AttemptService>().SubmitAsync(viewer, attemptId, None));

        /// <summary>The positions that were graded as right.</summary>
        public async Task<IReadOnlyList<int>> RightAsync(Guid? of = null)
        {
            var id = of ?? attemptId;
            await using var db = one.Open();
            return await db.Attempts.Where(attempt => attempt.Id == id && attempt.State == AttemptState.Graded)
                .SelectMany(attempt => attempt.Items).Where(item => item.Score == 1).Select(item => item.Position).OrderBy(position => position).ToListAsync(None);
        }

        /// <summary>Until something waits for a lock, or is done.</summary>
        public async Task WhileAsync(Task work)
        {
            await using var db = one.Open();
            while (!work.IsCompleted && await db.Database.SqlQuery<int>(
                $"""
                SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                """).SingleAsync(None) == 0)
            {
                await Task.Delay(1, None);
            }
        }

        /// <summary>Asks again for as long as the answer is that others hold the database.</summary>
        public static async Task<Result<T>> AgainAsync<T>(Func<Task<Result<T>>> ask)
        {
            var result = await ask();
            for (var times = 0; times < MostTimes && result.Refused == Refusal.StorageUnavailable; times++)
            {
                result = await ask();
            }

            return result;
        }

        public async ValueTask DisposeAsync()
        {
            await other.DisposeAsync();
            await one.DisposeAsync();
        }
    }
}
