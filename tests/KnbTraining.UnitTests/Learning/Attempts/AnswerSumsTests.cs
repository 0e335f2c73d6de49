using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

/// <summary>What grading notes of each answer, and the sums from which reports read, held against the items they were made of.</summary>
[Trait("Database", "Each")]
public sealed class AnswerSumsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Grading_notes_what_was_chosen_and_the_misconception_behind_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var (keys, wrong) = (await room.KeysAsync(id), await room.WrongAsync(id, 1));
        await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, wrong, Guid.CreateVersion7(), None);
        await room.Get<AttemptService>().AnswerAsync(viewer, id, 2, keys[2], Guid.CreateVersion7(), None);

        await room.Get<AttemptService>().SubmitAsync(viewer, id, None);

        var attempt = Assert.Single(await AttemptsAsync(room));
        var named = ItemOf(attempt, 1).Options.First(option => wrong.Contains(option.Id) && !option.Correct).Misconception;
        Assert.NotNull(named);
        Assert.Equal((AttemptStep.Join(wrong), named), (Asked(attempt, 1).Chosen, Asked(attempt, 1).Misconception));
        Assert.Equal((AttemptStep.Join(keys[2]), null), (Asked(attempt, 2).Chosen, Asked(attempt, 2).Misconception));
        Assert.Equal((null, null), (Asked(attempt, 3).Chosen, Asked(attempt, 3).Misconception));
    }

    [Fact]
    public async Task The_sums_of_a_sample_of_attempts_equal_a_count_over_their_items()
    {
        await using var room = await LearningRoom.OpenAsync();
        await SampleAsync(room);

        var expected = await RecountAsync(room);

        Assert.Equal(expected, await SumsAsync(room));
        Assert.All(Enum.GetValues<AnswerTurn>(), turn => Assert.Contains(expected, sum => sum.Turn == turn));
        Assert.All(Enum.GetValues<AnswerOutcome>(), outcome => Assert.Contains(expected, sum => sum.Outcome == outcome));
        Assert.Contains(expected, sum => sum.Misconception.Length > 0);
        Assert.Contains(expected, sum => sum.Answers > 1);
        Assert.Equal(2, expected.Select(sum => sum.Day).Distinct().Count());
    }

    [Fact]
    public async Task What_was_graded_before_there_were_sums_is_added_at_the_next_start_and_only_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        await SampleAsync(room);
        var (sums, items) = (await SumsAsync(room), await ItemsAsync(room));
        await room.ExecuteAsync("DELETE FROM AnswerSums");
        await room.ExecuteAsync("UPDATE Attempts SET UnitId = NULL");
        await room.ExecuteAsync("UPDATE AttemptItems SET Chosen = NULL, IsFirst = NULL, Misconception = NULL");

        await room.InitialiseAsync();
        await room.InitialiseAsync();

        // Only the edition of that day could say which misconception an option had.
        Assert.Equal(Add(sums.Select(sum => sum with { Misconception = "" })), await SumsAsync(room));
        Assert.Equal(items, await ItemsAsync(room));
    }

    [Fact]
    public async Task An_answer_stays_with_the_unit_of_its_day_when_the_person_moves_and_with_the_person()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (before, after) = (await room.AddUnitAsync("Before", root), await room.AddUnitAsync("After", root));
        var learner = await room.AddLearnerAsync();
        await MoveAsync(room, learner, before);
        await room.SitAsync(learner, right: 0);
        var (old, young) = (await room.AddAsync(new PersonBuilder().Managing(before)), await room.AddAsync(new PersonBuilder().Managing(after)));

        await MoveAsync(room, learner, after);

        var total = EditionSample.Edition.Courses[EditionSample.Course].Exam.Count;
        Assert.Equal((total, 0), (await AnswersAsync(old, null), await AnswersAsync(young, null)));
        Assert.Equal((total, total, 0), (await AnswersAsync(learner, null), await AnswersAsync(learner, before.Id), await AnswersAsync(learner, after.Id)));
        Assert.Equal(await FamiliesAsync(learner), await FamiliesAsync(old));
        Assert.Empty(await FamiliesAsync(young));

        async Task<int> AnswersAsync(Viewer viewer, Guid? unit) =>
            (await room.Get<MissedRulesQueries>().ListAsync(viewer, unit, "en", None)).Sum(rule => rule.Answers);

        async Task<IEnumerable<(string, int)>> FamiliesAsync(Viewer viewer) =>
            (await room.Get<DifficultyQueries>().ReadAsync(viewer, new DateOnly(2026, 3, 2), None)).Families
                .Select(family => (family.FamilyId, family.Answers));
    }

    private static async Task MoveAsync(LearningRoom room, Viewer viewer, Unit unit)
    {
        await using var db = room.Open();
        await db.People.Where(person => person.Id == viewer.PersonId).ExecuteUpdateAsync(update => update.SetProperty(person => person.UnitId, unit.Id), None);
    }

    // People of two units on two days; right, wrong and blank answers, some given with certainty; exams and practices, first and later ones.
    private static async Task SampleAsync(LearningRoom room)
    {
        var other = await room.AddUnitAsync("Other", await room.RootAsync());
        var service = room.Get<AttemptService>();
        for (var i = 0; i < 6; i++)
        {
            var viewer = await room.AddAsync(new PersonBuilder().Named($"Person {i}"));
            if (i % 2 == 1)
            {
                await MoveAsync(room, viewer, other);
            }

            foreach (var mode in (AttemptMode[])[i % 3 == 0 ? AttemptMode.Practice : AttemptMode.Exam, AttemptMode.Exam])
            {
                var id = await room.StartAsync(viewer, mode);
                foreach (var (position, key) in (await room.KeysAsync(id)).Where(entry => entry.Key % 4 != i % 4))
                {
                    if (position % 3 == 0)
                    {
                        Assert.True((await service.StateCertaintyAsync(viewer, id, position, Certainty.High, Guid.CreateVersion7(), None)).Ok);
                    }

                    var response = position % 2 == 0 ? key : await room.WrongAsync(id, position);
                    Assert.True((await service.AnswerAsync(viewer, id, position, response, Guid.CreateVersion7(), None)).Ok);
                }

                Assert.True((await service.SubmitAsync(viewer, id, None)).Ok);
            }

            // Courses share families: who has met one in another course meets it again.
            foreach (var course in EditionSample.Edition.Courses.Keys.Where(course => i == 2 && course != EditionSample.Course))
            {
                var id = (await service.StartAsync(viewer, course, AttemptMode.Practice, "kk", None)).Value;
                Assert.True((await service.SubmitAsync(viewer, id, None)).Ok);
            }

            if (i == 3)
            {
                room.Clock.Advance(TimeSpan.FromDays(1));
            }
        }
    }

    private static async Task<IReadOnlyList<Sum>> RecountAsync(LearningRoom room)
    {
        await using var db = room.Open();
        var units = await db.People.ToDictionaryAsync(person => person.Id, person => person.UnitId, None);
        var met = new HashSet<(Guid, int)>();
        var answers = new List<Sum>();
        foreach (var attempt in await AttemptsAsync(room))
        {
            foreach (var item in attempt.Items.OrderBy(item => item.Position))
            {
                var turn = attempt.Ordinal > 1 ? AnswerTurn.Later : met.Add((attempt.PersonId, item.FamilyKey)) ? AnswerTurn.First : AnswerTurn.Again;
                var outcome = item.Score == 1 ? AnswerOutcome.Full : item.Certainty == Certainty.High ? AnswerOutcome.SureAndMissed : AnswerOutcome.Missed;
                var chosen = AttemptStep.Split(item.Chosen);
                var wrong = ItemOf(attempt, item.Position).Options.FirstOrDefault(option => !option.Correct && chosen.Contains(option.Id));
                answers.Add(new Sum(
                    units[attempt.PersonId],
                    DateOnly.FromDateTime(attempt.SubmittedAt!.Value.UtcDateTime.AddHours(5)),
                    item.FamilyKey,
                    attempt.Language,
                    turn,
                    outcome,
                    wrong?.Misconception ?? "",
                    1,
                    item.Score!.Value));
            }
        }

        return Add(answers);
    }

    private static async Task<IReadOnlyList<Sum>> SumsAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return Add((await db.AnswerSums.ToListAsync(None)).Select(sum => new Sum(
            sum.UnitId, sum.Day, sum.FamilyKey, sum.Language, sum.Turn, sum.Outcome, sum.Misconception, sum.Answers, sum.Points)));
    }

    private static IReadOnlyList<Sum> Add(IEnumerable<Sum> sums) =>
        [.. sums.GroupBy(sum => sum with { Answers = 0, Points = 0 })
            .Select(same => same.Key with { Answers = same.Sum(sum => sum.Answers), Points = Math.Round(same.Sum(sum => sum.Points), 9) })
            .OrderBy(sum => sum.ToString(), StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<(long, int, string?, bool?)>> ItemsAsync(LearningRoom room) =>
        [.. (await AttemptsAsync(room)).SelectMany(attempt => attempt.Items.OrderBy(item => item.Position))
            .Select(item => (item.AttemptNumber, item.Position, item.Chosen, item.IsFirst))];

    private static async Task<List<Attempt>> AttemptsAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.Attempts.AsNoTracking()
            .Include(attempt => attempt.Items).ThenInclude(item => item.Family).AsSplitQuery().OrderBy(attempt => attempt.Number).ToListAsync(None);
    }

    private static AttemptItem Asked(Attempt attempt, int position) => attempt.Items.Single(item => item.Position == position);

    private static Item ItemOf(Attempt attempt, int position) =>
        Grader.ItemOf(EditionSample.Edition.ItemsOn(attempt.LawDate), Asked(attempt, position).ItemId);

    private sealed record Sum(
        Guid UnitId, DateOnly Day, int FamilyKey, string Language, AnswerTurn Turn, AnswerOutcome Outcome, string Misconception, int Answers, double Points);
}
