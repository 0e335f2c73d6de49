using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Refreshers;

namespace KnbTraining.LoadTests.Simulations;

/// <summary>Somebody who has just passed: a half-life for each rule, and what the exam showed of it.</summary>
internal sealed class SyntheticLearner
{
    private readonly ForgettingModel _model;
    private readonly StableRandom _random;
    private readonly bool _statesCertainty;
    private readonly double[] _halfLife;
    private readonly int[] _since;
    private readonly List<RuleAnswer>[] _answers;

    /// <param name="name">Of what the learner then does: the same learner forgets alike whatever that is.</param>
    public SyntheticLearner(ForgettingModel model, int rules, int asked, DateOnly passedOn, ulong seed, string name)
    {
        _model = model;
        var traits = StableRandom.For(seed, "traits");
        _statesCertainty = traits.Below(2) == 0;
        var memory = model.HalfLife * Math.Exp(ForgettingModel.LearnerSpread * Normal(traits));
        _halfLife = [.. Enumerable.Range(0, rules).Select(_ => Math.Max(ForgettingModel.Shortest, memory * Math.Exp(ForgettingModel.RuleSpread * Normal(traits))))];
        _since = new int[rules];
        _answers = [.. Enumerable.Range(0, rules).Select(_ => new List<RuleAnswer>())];
        _random = traits;
        foreach (var (rule, place) in traits.Shuffle(Enumerable.Range(0, rules)).Select((rule, place) => (rule, place)))
        {
            var known = Share(traits) >= ForgettingModel.MissedAtExam;
            _halfLife[rule] = known ? _halfLife[rule] : Math.Max(ForgettingModel.Shortest, _halfLife[rule] / 2);
            if (place < asked)
            {
                _answers[rule].Add(Answer(passedOn, known));
            }
        }

        _random = StableRandom.For(seed, name);
    }

    public int Questions { get; private set; }

    public IReadOnlyList<RuleAnswer> AnswersAbout(int rule) => _answers[rule];

    /// <param name="day">Days after passing.</param>
    public double Recall(int rule, int day) => _model.RecallAfter(day - _since[rule], _halfLife[rule]);

    public bool TakesUp() => Share(_random) < _model.Heed;

    /// <summary>Asks about a rule and explains it at once.</summary>
    public void Ask(int rule, int day, DateOnly passedOn)
    {
        var chance = Recall(rule, day);
        var recalled = Share(_random) < chance;
        Questions++;
        _answers[rule].Add(Answer(passedOn.AddDays(day), recalled));
        _halfLife[rule] = recalled
            ? _halfLife[rule] * (1 + (_model.Growth * (1 - chance)))
            : Math.Max(ForgettingModel.Shortest, _halfLife[rule] * ForgettingModel.Relearned);
        _since[rule] = day;
    }

    // Whoever does not recall may guess rightly, or be sure of something wrong: the schedule sees answers, never memories.
    private RuleAnswer Answer(DateOnly on, bool recalled)
    {
        var right = Share(_random) < (recalled ? 1 - ForgettingModel.Slip : ForgettingModel.GuessedRight);
        var point = Share(_random);
        var (low, middle) = (recalled, right) switch
        {
            (true, _) => (0.05, 0.3),
            (_, true) => (0.7, 0.95),
            _ => (0.5, 0.7),
        };
        Certainty? certainty = !_statesCertainty ? null : point < low ? Certainty.Low : point < middle ? Certainty.Middle : Certainty.High;
        return new RuleAnswer(on, right ? 1 : 0, certainty);
    }

    private static double Share(StableRandom random) => (random.NextUInt64() >> 11) * (1.0 / (1UL << 53));

    // The sum of twelve shares less six is nearly a standard normal value.
    private static double Normal(StableRandom random) => Enumerable.Range(0, 12).Sum(_ => Share(random)) - 6;
}
