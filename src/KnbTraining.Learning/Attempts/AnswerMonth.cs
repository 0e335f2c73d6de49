namespace KnbTraining.Learning.Attempts;

/// <summary>
/// Graded answers of one month in a unit and everything that lies below it now, added up from the sums of the days: reports about many people and long
/// times read these. Only first attempts at courses are in them. Each answer is counted once under an empty <see cref="Misconception"/>, and once more under
/// its misconception where one lies behind it. See <see cref="AnswerMonths"/>.
/// </summary>
public sealed class AnswerMonth
{
    private AnswerMonth()
    {
    }

    public Guid UnitId { get; private set; }

    /// <summary>Empty for all answers.</summary>
    public string Misconception { get; private set; } = "";

    /// <summary>The first day of the month.</summary>
    public DateOnly Month { get; private set; }

    public int FamilyKey { get; private set; }

    public AskedFamily Family { get; private set; } = null!;

    /// <summary>The number of answers, at least 1.</summary>
    public int Answers { get; private set; }

    /// <summary>Of these, the ones without the full point.</summary>
    public int Missed { get; private set; }

    /// <summary>Of the missed, the ones given with high certainty.</summary>
    public int Sure { get; private set; }

    /// <summary>Of the answers, those to a family that the person met for the first time: see <see cref="AnswerTurn.First"/>.</summary>
    public int FirstAnswers { get; private set; }

    /// <summary>The sum of the shares of the point of these.</summary>
    public double FirstPoints { get; private set; }
}

/// <summary>A unit whose own answers are in the sums of the months, in its own and in those of the units above it.</summary>
public sealed class SummedUnit
{
    private SummedUnit()
    {
    }

    public Guid UnitId { get; private set; }
}
