using System.Runtime.InteropServices;
using KnbTraining.Learning.Refreshers;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>One answer about a rule, in the order in which answers were recorded.</summary>
/// <param name="Person">Tells people apart, and nothing more.</param>
/// <param name="Rule">Tells rules apart.</param>
/// <param name="Day">Number of the local day of the answer.</param>
/// <param name="Firmness">As the refresher schedule reads the answer.</param>
/// <param name="IsPredicted">True for practice and refreshers; an exam is remembered and not predicted.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ShadowAnswer(int Person, int Rule, int Day, Firmness Firmness, bool IsPredicted)
{
    public bool IsRight => Firmness > Firmness.Unknown;
}

/// <summary>A mean over answers with its interval of 95 %.</summary>
public sealed record MeanDifference(double Value, double Low, double High);

/// <summary>What the figures advise.</summary>
public enum ShadowAdvice
{
    /// <summary>Too few answers to say anything.</summary>
    NotEnough,

    /// <summary>Neither predicts better than a constant: how long ago a rule was answered, and how, tells nothing of the next answer.</summary>
    Constant,

    /// <summary>The schedule's groups predict at least as well as FSRS-6: the schedule stays.</summary>
    Keep,

    /// <summary>FSRS-6 predicts better than the schedule's groups and than a constant: worth a trial.</summary>
    Fsrs,
}

/// <summary>How well answers would have been predicted. Log loss in nats: less is better; of two equal outcomes guessing costs 0.693.</summary>
/// <param name="Answers">How many were predicted.</param>
/// <param name="Right">How many of them were right.</param>
/// <param name="Fsrs">Log loss of FSRS-6.</param>
/// <param name="Groups">Log loss of the groups in which the refresher schedule puts rules.</param>
/// <param name="Constant">Log loss of the share that was right so far.</param>
/// <param name="FsrsLessGroups">Below zero where FSRS-6 is better.</param>
/// <param name="FsrsLessConstant">Below zero where FSRS-6 is better.</param>
/// <param name="GroupsLessConstant">Below zero where the groups are better.</param>
public sealed record ShadowFigures(
    int Answers,
    int Right,
    double Fsrs,
    double Groups,
    double Constant,
    MeanDifference FsrsLessGroups,
    MeanDifference FsrsLessConstant,
    MeanDifference GroupsLessConstant)
{
    public ShadowAdvice Advice => Answers < ShadowComparison.Enough ? ShadowAdvice.NotEnough
        : FsrsLessGroups.High < 0 && FsrsLessConstant.High < 0 ? ShadowAdvice.Fsrs
        : GroupsLessConstant.High < 0 || FsrsLessConstant.High < 0 ? ShadowAdvice.Keep
        : ShadowAdvice.Constant;
}

/// <summary>
/// What FSRS-6, the groups of the refresher schedule and a constant would have predicted of answers, each from what had been answered before and from nothing else.
/// It decides about nothing: it runs in the shadow of the schedule. The schedule names no probability, so it is taken by what it distinguishes: how firm the answers
/// of the last day were. Its prediction is the share of right answers so far about rules that stood alike, that of the constant the share of all, each begun with one
/// right and one wrong. An answer on the day of the one before is remembered and not predicted: it repeats what was just explained.
/// </summary>
public sealed class ShadowComparison
{
    /// <summary>Fewer predicted answers than this say nothing.</summary>
    public const int Enough = 5000;

    /// <summary>No prediction is more certain than this leaves open, so that one answer cannot weigh more than a thousand.</summary>
    private const double Doubt = 1e-4;

    private readonly Dictionary<(int Person, int Rule), Known> _known = [];
    private readonly Share[] _groups = new Share[(int)Firmness.Firm + 1];
    private Share _all;
    private Mean _fsrs;
    private Mean _grouped;
    private Mean _constant;
    private Mean _fsrsLessGroups;
    private Mean _fsrsLessConstant;
    private Mean _groupsLessConstant;

    /// <summary>What FSRS-6 believes after the answers so far; null where none was about it.</summary>
    public Fsrs6State? StateOf(int person, int rule) => _known.TryGetValue((person, rule), out var known) ? known.State : null;

    /// <exception cref="ArgumentException">It lies before an answer of the person about the rule.</exception>
    public void Add(ShadowAnswer answer)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, (answer.Person, answer.Rule), out var isKnown);
        if (!isKnown)
        {
            known = new Known(Fsrs6.First(answer.IsRight), answer.Day, answer.Firmness);
            return;
        }

        var days = answer.Day - known.Day;
        if (days < 0)
        {
            throw new ArgumentException("Answers come in the order of their days.", nameof(answer));
        }

        if (days > 0 && answer.IsPredicted)
        {
            Predict(known, days, answer.IsRight);
        }

        known = new Known(
            Fsrs6.Next(known.State, answer.IsRight, days),
            answer.Day,
            days == 0 && known.Firmness < answer.Firmness ? known.Firmness : answer.Firmness);
    }

    public ShadowFigures Figures() => new(
        _all.Answers,
        _all.Right,
        _fsrs.Value,
        _grouped.Value,
        _constant.Value,
        _fsrsLessGroups.Difference(),
        _fsrsLessConstant.Difference(),
        _groupsLessConstant.Difference());

    private void Predict(Known known, int days, bool isRight)
    {
        ref var group = ref _groups[(int)known.Firmness];
        var (fsrs, grouped, constant) = (Loss(Fsrs6.Recall(known.State, days), isRight), Loss(group.Expected, isRight), Loss(_all.Expected, isRight));
        _fsrs.Add(fsrs);
        _grouped.Add(grouped);
        _constant.Add(constant);
        _fsrsLessGroups.Add(fsrs - grouped);
        _fsrsLessConstant.Add(fsrs - constant);
        _groupsLessConstant.Add(grouped - constant);
        group.Add(isRight);
        _all.Add(isRight);
    }

    private static double Loss(double probability, bool isRight) => -Math.Log(Math.Clamp(isRight ? probability : 1 - probability, Doubt, 1 - Doubt));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Known(Fsrs6State State, int Day, Firmness Firmness);

    [StructLayout(LayoutKind.Auto)]
    private struct Share
    {
        public int Answers { get; private set; }

        public int Right { get; private set; }

        public readonly double Expected => (Right + 1.0) / (Answers + 2);

        public void Add(bool isRight)
        {
            Answers++;
            Right += isRight ? 1 : 0;
        }
    }

    /// <summary>Mean and spread in one pass, as Welford has it.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Mean
    {
        private int _count;
        private double _squares;

        public double Value { get; private set; }

        public void Add(double value)
        {
            _count++;
            var before = value - Value;
            Value += before / _count;
            _squares += before * (value - Value);
        }

        public readonly MeanDifference Difference()
        {
            var half = _count < 2 ? double.PositiveInfinity : Statistics.Z * Math.Sqrt(_squares / (_count - 1) / _count);
            return new MeanDifference(Value, Value - half, Value + half);
        }
    }
}
