using System.Globalization;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Reports.Analysis;
using KnbTraining.TestKit;
using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Learning.Reports.Analysis;

/// <summary>Predictions against a case that a program of its own computed, and against what the reference implementations publish.</summary>
[Trait("Database", "Each")]
public sealed class ShadowComparisonTests
{
    private const double Tolerance = 1e-6;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Log_losses_and_states_are_those_of_the_worked_example()
    {
        var root = Read();
        var comparison = new ShadowComparison();
        foreach (var row in ((YamlSequenceNode)root["answers"]).Select(Cells))
        {
            var firmness = new RuleAnswer(default, Number(row[3]), row[4] == "-" ? null : (Certainty)Whole(row[4])).Firmness;
            comparison.Add(new ShadowAnswer(Whole(row[0]), Whole(row[1]), Whole(row[2]), firmness, row[5] == "1"));
        }

        foreach (var row in ((YamlSequenceNode)root["states"]).Select(Cells))
        {
            var state = comparison.StateOf(Whole(row[0]), Whole(row[1]))!.Value;
            Same([Number(row[2]), Number(row[3])], [state.Stability, state.Difficulty], $"person {row[0]}, rule {row[1]}");
        }

        var figures = comparison.Figures();
        Assert.Equal(Whole(((YamlScalarNode)root["predicted"]).Value!), figures.Answers);
        Same([.. Cells(root["log-loss"]).Select(Number)], [figures.Fsrs, figures.Groups, figures.Constant], "log loss");
        var differences = ((YamlSequenceNode)root["differences"]).Select(Cells).ToArray();
        foreach (var (expected, found) in differences.Zip([figures.FsrsLessGroups, figures.FsrsLessConstant, figures.GroupsLessConstant]))
        {
            Same([.. expected.Select(Number)], [found.Value, found.Low, found.High], "difference");
        }

        Assert.Equal(ShadowAdvice.NotEnough, figures.Advice);
    }

    // The vectors of the tests of py-fsrs and fsrs-rs (open-spaced-repetition) for the default weights of FSRS-6.
    [Fact]
    public void Fsrs_is_that_of_the_reference_implementations()
    {
        Same([0.212, 6.4133], [Fsrs6.First(false).Stability, Fsrs6.First(false).Difficulty], "again");
        Same([2.3065, 2.11810397], [Fsrs6.First(true).Stability, Fsrs6.First(true).Difficulty], "good");
        Same([1, 0.9], [Fsrs6.Recall(new Fsrs6State(1, 5), 0), Fsrs6.Recall(new Fsrs6State(1, 5), 1)], "recall");
        var state = Fsrs6.First(false);
        foreach (var days in new[] { 0, 1, 3, 8, 21 })
        {
            state = Fsrs6.Next(state, true, days);
        }

        Assert.Equal((53.6269, 6.3575), (Math.Round(state.Stability, 4), Math.Round(state.Difficulty, 4)));

        // Asked again when nine in ten would remember, from two answers on the first day on.
        var (asked, gaps) = (Fsrs6.Next(Fsrs6.First(true), true, 0), new List<int>());
        for (var i = 0; i < 5; i++)
        {
            gaps.Add((int)Math.Round(asked.Stability));
            asked = Fsrs6.Next(asked, true, gaps[^1]);
        }

        Assert.Equal([2, 11, 46, 163, 498], gaps);
    }

    [Fact]
    public void An_answer_of_the_same_day_is_remembered_and_not_predicted_and_an_exam_neither()
    {
        var comparison = new ShadowComparison();
        comparison.Add(new ShadowAnswer(1, 1, 10, Firmness.Firm, true));
        comparison.Add(new ShadowAnswer(1, 1, 10, Firmness.Wrong, true));
        comparison.Add(new ShadowAnswer(1, 1, 20, Firmness.Firm, false));
        Assert.Equal(0, comparison.Figures().Answers);
        comparison.Add(new ShadowAnswer(2, 1, 20, Firmness.Firm, true));
        comparison.Add(new ShadowAnswer(1, 1, 21, Firmness.Firm, true));
        Assert.Equal((1, 1), (comparison.Figures().Answers, comparison.Figures().Right));
        Assert.Throws<ArgumentException>(() => comparison.Add(new ShadowAnswer(1, 1, 20, Firmness.Firm, true)));
        Assert.Null(comparison.StateOf(3, 1));
    }

    [Fact]
    public void The_advice_follows_from_intervals_and_nothing_is_advised_below_five_thousand_answers()
    {
        var (better, worse, perhaps) = (new MeanDifference(-0.02, -0.03, -0.01), new MeanDifference(0.02, 0.01, 0.03), new MeanDifference(-0.01, -0.02, 0.01));
        Assert.Equal(ShadowAdvice.NotEnough, Of(4999, better, better, better));
        Assert.Equal(ShadowAdvice.Fsrs, Of(5000, better, better, better));
        Assert.Equal(ShadowAdvice.Keep, Of(5000, perhaps, better, better));
        Assert.Equal(ShadowAdvice.Keep, Of(5000, worse, worse, better));
        Assert.Equal(ShadowAdvice.Constant, Of(5000, better, perhaps, perhaps));
        Assert.Equal(ShadowAdvice.Constant, Of(5000, worse, worse, worse));

        static ShadowAdvice Of(int answers, MeanDifference fsrsLessGroups, MeanDifference fsrsLessConstant, MeanDifference groupsLessConstant) =>
            new ShadowFigures(answers, 0, 0, 0, 0, fsrsLessGroups, fsrsLessConstant, groupsLessConstant).Advice;
    }

    [Fact]
    public async Task Answers_of_practice_are_predicted_from_those_before_for_whoever_reads_the_analysis()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (learner, editor) = (await room.AddLearnerAsync(), await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor)));
        var queries = room.Get<ShadowQueries>();
        await room.SitAsync(learner);
        Assert.Equal(0, (await queries.ReadAsync(editor, None))!.Answers);
        room.Clock.Advance(TimeSpan.FromDays(20));
        await room.SitAsync(learner, right: 20, AttemptMode.Practice);
        var figures = (await queries.ReadAsync(editor, None))!;
        Assert.InRange(figures.Answers, 1, 20);
        Assert.InRange(figures.Right, figures.Answers - 1, figures.Answers);
        Assert.True(figures.Fsrs is > 0 and < 0.7 && figures.Constant > 0);
        Assert.Null(await queries.ReadAsync(learner, None));
        Assert.Null(await queries.ReadAsync(await room.AddAsync(new PersonBuilder().Named("Manager").Managing(await room.RootAsync())), None));
    }

    private static void Same(double[] expected, double[] found, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) < Tolerance, $"{what}: {found[i]:R} instead of {expected[i]:R}");
        }
    }

    private static YamlMappingNode Read()
    {
        using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, "Learning", "Reports", "Analysis", "Cases", "shadow-schedules.yaml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string[] Cells(YamlNode row) => [.. ((YamlSequenceNode)row).Children.Select(cell => ((YamlScalarNode)cell).Value!)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
