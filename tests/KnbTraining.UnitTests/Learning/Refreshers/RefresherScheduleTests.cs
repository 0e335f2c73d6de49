using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Refreshers;

namespace KnbTraining.UnitTests.Learning.Refreshers;

/// <summary>Properties of the schedule over many histories, validities and plans, and its figures for the usual year.</summary>
public sealed class RefresherScheduleTests
{
    private const int Histories = 1000;

    private static readonly DateOnly Passed = new(2027, 1, 1);

    private static readonly Validity Year = new(Passed, Passed.AddDays(365));

    private static readonly Certainty?[] Certainties = [null, Certainty.Low, Certainty.Middle, Certainty.High];

    [Theory]
    [InlineData(0, Certainty.High, Firmness.SureAndWrong, 18)]
    [InlineData(0.5, Certainty.High, Firmness.SureAndWrong, 18)]
    [InlineData(0, null, Firmness.Wrong, 22)]
    [InlineData(0.99, Certainty.Low, Firmness.Wrong, 22)]
    [InlineData(1, Certainty.Low, Firmness.Unsure, 27)]
    [InlineData(1, null, Firmness.Firm, 37)]
    [InlineData(1, Certainty.High, Firmness.Firm, 37)]
    public void In_a_year_the_first_gap_follows_from_the_answer_in_the_exam(double score, Certainty? certainty, Firmness firmness, int days)
    {
        var schedule = Of(new RuleAnswer(Passed, score, certainty));
        Assert.Equal((firmness, days, Passed.AddDays(days)), (schedule.Firmness, schedule.GapDays, schedule.DueOn));
    }

    [Fact]
    public void A_rule_that_was_never_asked_about_comes_up_after_the_plans_first_gap() =>
        Assert.Equal(new RuleSchedule(Firmness.Unknown, null, 27, Passed.AddDays(27)), Of());

    [Fact]
    public void With_right_answers_on_the_day_the_gaps_grow_by_the_factor_until_the_exam_takes_over()
    {
        var answers = new List<RuleAnswer> { Right(Passed) };
        var gaps = new List<int>();
        while (Of([.. answers]) is { DueOn: { } due } schedule)
        {
            gaps.Add(schedule.GapDays);
            answers.Add(Right(due));
        }

        Assert.Equal([37, 59, 94, 150], gaps);
        Assert.Null(Of([.. answers]).DueOn);
    }

    [Fact]
    public void An_early_success_lengthens_a_gap_only_as_far_as_time_has_passed()
    {
        Assert.Equal(37, Of(Right(Passed), Right(Passed.AddDays(5))).GapDays);
        Assert.Equal(48, Of(Right(Passed), Right(Passed.AddDays(30))).GapDays);
        Assert.Equal(59, Of(Right(Passed), Right(Passed.AddDays(60))).GapDays);
    }

    [Fact]
    public void What_was_answered_before_passing_counts_by_its_last_day_only() =>
        Assert.Equal(Of(Right(Passed.AddDays(-1))).GapDays, Of(Wrong(Passed.AddDays(-9)), Right(Passed.AddDays(-1))).GapDays);

    [Fact]
    public void Every_first_gap_lies_within_the_band_whatever_the_plan_and_the_validity()
    {
        for (var days = 30; days <= 1100; days += 7)
        {
            foreach (var (percent, firmness) in from percent in new[] { 5, 6.25, 7.5, 10 } from answer in AnswersOn(Passed) select (percent, answer))
            {
                var gap = RefresherSchedule.Of(new RefresherPlan(percent, 1.6, 5), new Validity(Passed, Passed.AddDays(days)), [firmness]).GapDays;
                Assert.InRange(gap, Math.Max(RefresherSchedule.MinimumDays, (days * 0.05) - 0.5), Math.Max(RefresherSchedule.MinimumDays, (days * 0.1) + 0.5));
            }
        }
    }

    [Fact]
    public void A_success_never_shortens_a_gap_an_unsure_one_keeps_it_and_a_miss_never_lengthens_it() => Over((plan, validity, answers, _) =>
    {
        var before = RefresherSchedule.Of(plan, validity, answers);
        var day = (answers.Count == 0 ? Passed : answers.Max(answer => answer.Day)).AddDays(1 + (answers.Count * 11));
        if (day > validity.Until || day <= Passed)
        {
            return;
        }

        int After(double score, Certainty? certainty) => RefresherSchedule.Of(plan, validity, [.. answers, new RuleAnswer(day, score, certainty)]).GapDays;
        Assert.True(After(1, null) >= before.GapDays);
        Assert.Equal(before.GapDays, After(1, Certainty.Low));
        Assert.True(After(0, null) <= before.GapDays);
        Assert.True(After(0, Certainty.High) <= After(0, Certainty.Low));
    });

    [Fact]
    public void A_success_on_the_due_day_lengthens_the_gap_while_the_validity_lasts() => Over((plan, validity, answers, _) =>
    {
        var before = RefresherSchedule.Of(plan, validity, answers);
        if (before.DueOn is { } due)
        {
            Assert.True(RefresherSchedule.Of(plan, validity, [.. answers, Right(due)]).GapDays > before.GapDays);
        }
    });

    [Fact]
    public void Nothing_is_due_after_the_validity_nor_sooner_than_three_days_after_an_answer() => Over((plan, validity, answers, _) =>
    {
        var schedule = RefresherSchedule.Of(plan, validity, answers);
        Assert.True(schedule.DueOn is null || schedule.DueOn <= validity.Until);
        Assert.True(schedule.DueOn is null || schedule.DueOn >= Passed.AddDays(RefresherSchedule.MinimumDays));
        Assert.True(schedule.DueOn is null || schedule.LastOn is null || schedule.LastOn < Passed || schedule.DueOn >= schedule.LastOn.Value.AddDays(RefresherSchedule.MinimumDays));
    });

    [Fact]
    public void The_order_in_which_answers_are_given_to_it_does_not_matter_and_the_same_history_gives_the_same_day() => Over((plan, validity, answers, random) =>
        Assert.Equal(RefresherSchedule.Of(plan, validity, answers), RefresherSchedule.Of(plan, validity, random.Shuffle(answers))));

    [Fact]
    public void Of_several_answers_on_one_day_the_weakest_counts() => Over((plan, validity, answers, random) =>
    {
        if (answers.Count == 0)
        {
            return;
        }

        // A stronger answer beside another of its day changes nothing.
        var beside = random.Pick(answers);
        Assert.Equal(RefresherSchedule.Of(plan, validity, answers), RefresherSchedule.Of(plan, validity, [.. answers, Right(beside.Day)]));
    });

    [Fact]
    public void Being_sure_of_something_wrong_never_puts_a_rule_off() => Over((plan, validity, answers, random) =>
    {
        if (answers.Where(answer => answer.Score < 1).ToArray() is not { Length: > 0 } wrong)
        {
            return;
        }

        var one = random.Pick(wrong);
        RuleSchedule With(Certainty? certainty) => RefresherSchedule.Of(plan, validity, answers.Select(answer => ReferenceEquals(answer, one) ? one with { Certainty = certainty } : answer));
        Assert.True(Later(With(Certainty.High), With(Certainty.Low)) <= 0);
    });

    [Fact]
    public void Knowing_better_never_brings_a_rule_forward() => Over((plan, validity, answers, random) =>
    {
        if (answers.Count == 0)
        {
            return;
        }

        var one = random.Pick(answers);
        var better = answers.Select(answer => ReferenceEquals(answer, one) ? one with { Score = 1, Certainty = null } : answer);
        Assert.True(Later(RefresherSchedule.Of(plan, validity, answers), RefresherSchedule.Of(plan, validity, better)) <= 0);
    });

    // Answers of up to twelve days, from before passing to after the end, on some days more than one.
    private static void Over(Action<RefresherPlan, Validity, IReadOnlyList<RuleAnswer>, StableRandom> holds)
    {
        for (var seed = 0UL; seed < Histories; seed++)
        {
            var random = StableRandom.For(seed, "history");
            var validity = new Validity(Passed, Passed.AddDays(28 + random.Below(1000)));
            var plan = new RefresherPlan(5 + (random.Below(51) / 10.0), 1.2 + (random.Below(19) / 10.0), 5);
            var answers = Enumerable.Range(0, random.Below(13))
                .Select(_ => new RuleAnswer(Passed.AddDays(random.Below(validity.Days + 60) - 30), random.Below(3) / 2.0, random.Pick(Certainties)))
                .ToArray();
            holds(plan, validity, answers, random);
        }
    }

    private static IEnumerable<RuleAnswer> AnswersOn(DateOnly day) =>
        from score in new[] { 0, 0.5, 1 } from certainty in Certainties select new RuleAnswer(day, score, certainty);

    private static int Later(RuleSchedule one, RuleSchedule other) => (one.DueOn ?? DateOnly.MaxValue).CompareTo(other.DueOn ?? DateOnly.MaxValue);

    private static RuleSchedule Of(params RuleAnswer[] answers) => RefresherSchedule.Of(RefresherPlan.Default, Year, answers);

    private static RuleAnswer Right(DateOnly day) => new(day, 1, null);

    private static RuleAnswer Wrong(DateOnly day) => new(day, 0, null);
}
