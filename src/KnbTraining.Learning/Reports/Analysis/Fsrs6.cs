using System.Runtime.InteropServices;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>What FSRS-6 believes of one thing that one person has to remember.</summary>
/// <param name="Stability">Days after which it is remembered with a probability of 90 %; more than 0.</param>
/// <param name="Difficulty">From 1, easy, to 10.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Fsrs6State(double Stability, double Difficulty);

/// <summary>
/// FSRS-6, the free scheduler of the project open-spaced-repetition, with its published default weights and two of its four grades: 1 ("again") where an answer
/// was not right, 3 ("good") where it was. Pure functions, without clock or storage; time is whole days.
/// <code>
/// first answer   S = w0 or w2,  D = w4 - e^(w5 (grade - 1)) + 1
/// remembered     R(t) = (1 + (0.9^(-1/w20) - 1) t / S)^(-w20)
/// right          S ← S (1 + e^w8 (11 - D) S^(-w9) (e^(w10 (1 - R)) - 1))
/// not right      S ← min(w11 D^(-w12) ((S + 1)^w13 - 1) e^(w14 (1 - R)),  S / e^(w17 w18))
/// on one day     S ← S e^(w17 (grade - 3 + w18)) S^(-w19), where it was right never less than S
/// always         D ← w7 D0(4) + (1 - w7) (D - w6 (grade - 3) (10 - D) / 9),  from 1 to 10
/// </code>
/// Source: "The Algorithm" in the wiki of fsrs4anki and <c>fsrs/scheduler.py</c> of py-fsrs, both at github.com/open-spaced-repetition.
/// </summary>
public static class Fsrs6
{
    private const int Again = 1;
    private const int Good = 3;
    private const int Easy = 4;
    private const double LeastStability = 0.001;
    private const double LeastDifficulty = 1;
    private const double MostDifficulty = 10;

    private static readonly double[] W =
    [
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912,
        0.0658, 0.1542,
    ];

    private static readonly double Factor = Math.Pow(0.9, -1 / W[20]) - 1;

    /// <summary>After the first answer.</summary>
    public static Fsrs6State First(bool isRight) =>
        new(W[GradeOf(isRight) - 1], Math.Clamp(FirstDifficulty(GradeOf(isRight)), LeastDifficulty, MostDifficulty));

    /// <summary>The probability that the next answer is right.</summary>
    /// <param name="days">Whole days since the last answer; 0 or more.</param>
    /// <returns>1 on the day of the last answer.</returns>
    public static double Recall(Fsrs6State state, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return Math.Pow(1 + (Factor * days / state.Stability), -W[20]);
    }

    /// <summary>After another answer.</summary>
    /// <param name="days">Whole days since the last one; 0 or more.</param>
    public static Fsrs6State Next(Fsrs6State state, bool isRight, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var stability = days == 0 ? OnTheDay(state.Stability, isRight) : isRight ? Remembered(state, days) : Forgotten(state, days);
        var moved = state.Difficulty - (W[6] * (GradeOf(isRight) - Good) * (MostDifficulty - state.Difficulty) / 9);
        return new Fsrs6State(
            Math.Max(stability, LeastStability),
            Math.Clamp((W[7] * FirstDifficulty(Easy)) + ((1 - W[7]) * moved), LeastDifficulty, MostDifficulty));
    }

    private static int GradeOf(bool isRight) => isRight ? Good : Again;

    private static double FirstDifficulty(int grade) => W[4] - Math.Exp(W[5] * (grade - 1)) + 1;

    private static double OnTheDay(double stability, bool isRight)
    {
        var growth = Math.Exp(W[17] * (GradeOf(isRight) - Good + W[18])) * Math.Pow(stability, -W[19]);
        return stability * (isRight ? Math.Max(growth, 1) : growth);
    }

    private static double Remembered(Fsrs6State state, int days) => state.Stability
        * (1 + (Math.Exp(W[8]) * (11 - state.Difficulty) * Math.Pow(state.Stability, -W[9]) * (Math.Exp(W[10] * (1 - Recall(state, days))) - 1)));

    private static double Forgotten(Fsrs6State state, int days) => Math.Min(
        W[11] * Math.Pow(state.Difficulty, -W[12]) * (Math.Pow(state.Stability + 1, W[13]) - 1) * Math.Exp(W[14] * (1 - Recall(state, days))),
        state.Stability / Math.Exp(W[17] * W[18]));
}
