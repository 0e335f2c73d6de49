using KnbTraining.Learning.Attempts;

namespace KnbTraining.Learning.Refreshers;

/// <summary>How well somebody knows a rule by what they answered last, weakest first.</summary>
public enum Firmness
{
    /// <summary>Answered with high certainty and without the full point: what somebody would act on, and be wrong.</summary>
    SureAndWrong = 0,

    /// <summary>Answered without the full point.</summary>
    Wrong = 1,

    /// <summary>Never asked about it.</summary>
    Unknown = 2,

    /// <summary>Answered rightly, with low certainty.</summary>
    Unsure = 3,

    /// <summary>Answered rightly; with middle or high certainty, or with none stated.</summary>
    Firm = 4,
}

/// <summary>One answer about a rule.</summary>
/// <param name="Day">Local calendar day of the answer.</param>
/// <param name="Score">Share of the point, from 0 to 1.</param>
/// <param name="Certainty">As stated; null where nothing was.</param>
public sealed record RuleAnswer(DateOnly Day, double Score, Certainty? Certainty)
{
    public Firmness Firmness => (Score, Certainty) switch
    {
        ( < 1, Attempts.Certainty.High) => Firmness.SureAndWrong,
        ( < 1, _) => Firmness.Wrong,
        (_, Attempts.Certainty.Low) => Firmness.Unsure,
        _ => Firmness.Firm,
    };
}

/// <summary>The days for which a passed exam counts.</summary>
/// <param name="From">The local day of passing.</param>
/// <param name="Until">The last local day that counts.</param>
public sealed record Validity(DateOnly From, DateOnly Until)
{
    /// <summary>Days from passing to the end; at least 1.</summary>
    public int Days => Math.Max(1, Until.DayNumber - From.DayNumber);

    public bool Holds(DateOnly day) => day >= From && day <= Until;
}
