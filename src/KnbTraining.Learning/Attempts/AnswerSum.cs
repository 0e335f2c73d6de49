namespace KnbTraining.Learning.Attempts;

/// <summary>How often the person has met the item family before. The values are stored.</summary>
public enum AnswerTurn
{
    /// <summary>Never, in the person's first attempts at courses: the answer shows what was known, not what an earlier one taught.</summary>
    First = 0,

    /// <summary>In a first attempt at a course too, this one or an earlier one.</summary>
    Again = 1,

    /// <summary>The attempt is not the person's first at the course.</summary>
    Later = 2,
}

/// <summary>What an answer earned. The values are stored.</summary>
public enum AnswerOutcome
{
    /// <summary>The full point.</summary>
    Full = 0,

    /// <summary>Less than the full point; an item that was left blank too.</summary>
    Missed = 1,

    /// <summary>Less than the full point, for an answer that was given with high certainty.</summary>
    SureAndMissed = 2,
}

/// <summary>
/// Graded answers of one day, added up by the unit to which the people belonged that day. Reports read these instead of items. A row is
/// added to by the transaction that grades, see <see cref="AnswerSums"/>, and never read to be changed.
/// </summary>
public sealed class AnswerSum
{
    private AnswerSum()
    {
    }

    public Guid UnitId { get; private set; }

    /// <summary>The local day on which the attempts were submitted.</summary>
    public DateOnly Day { get; private set; }

    public int FamilyKey { get; private set; }

    public AskedFamily Family { get; private set; } = null!;

    /// <summary>The language in which the attempts were started.</summary>
    public string Language { get; private set; } = "";

    public AnswerTurn Turn { get; private set; }

    public AnswerOutcome Outcome { get; private set; }

    /// <summary>See <see cref="AttemptItem.Misconception"/>; empty where there is none.</summary>
    public string Misconception { get; private set; } = "";

    /// <summary>The number of answers, at least 1; items that were left blank count.</summary>
    public int Answers { get; private set; }

    /// <summary>The sum of their shares of the point, from 0 to <see cref="Answers"/>.</summary>
    public double Points { get; private set; }
}
