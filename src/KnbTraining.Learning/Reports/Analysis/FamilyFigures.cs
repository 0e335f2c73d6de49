namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>A correlation with its 95 % interval by Fisher's z.</summary>
/// <param name="Value">From -1 to 1.</param>
/// <param name="Low">The lower end of the interval, -1 or more; -1 where there are fewer than four values.</param>
/// <param name="High">The upper end of the interval, 1 or less; 1 where there are fewer than four values.</param>
public sealed record Correlation(double Value, double Low, double High)
{
    /// <param name="count">n.</param>
    public static Correlation Of(double value, int count)
    {
        var bounded = Math.Clamp(value, -1, 1);
        if (count < 4 || Math.Abs(bounded) >= 1)
        {
            return count < 4 ? new Correlation(bounded, -1, 1) : new Correlation(bounded, bounded, bounded);
        }

        var (z, half) = (Math.Atanh(bounded), Statistics.Z / Math.Sqrt(count - 3));
        return new Correlation(bounded, Math.Tanh(z - half), Math.Tanh(z + half));
    }
}

/// <summary>
/// How a family is answered in two languages by people who know equally much (Mantel and Haenszel, five strata by rest score). The same logic
/// stands behind both texts, so a difference points at a translation.
/// </summary>
/// <param name="First">The language for which an odds ratio above 1 is the easier one.</param>
/// <param name="FirstAnswers">n of the first language; <see cref="ItemAnalysis.EnoughOfLanguage"/> or more, as is that of the second.</param>
/// <param name="OddsRatio">Null where no stratum has right and wrong answers of both.</param>
/// <param name="Low">The lower end of its 95 % interval (Robins, Breslow and Greenland); null as the ratio.</param>
/// <param name="Delta">ETS delta: -2.35 times the logarithm of the ratio.</param>
public sealed record LanguageDifference(string First, string Second, int FirstAnswers, int SecondAnswers, double? OddsRatio, double? Low, double? High, double? Delta)
{
    /// <summary>A delta from which ETS calls a difference moderate.</summary>
    public const double Moderate = 1;

    /// <summary>A delta from which ETS calls a difference large.</summary>
    public const double Large = 1.5;

    /// <summary>True where it is more than chance and large enough to matter.</summary>
    public bool IsMarked => Delta is { } delta && Math.Abs(delta) >= Moderate && (Low > 1 || High < 1);
}

/// <param name="Answers">n.</param>
/// <param name="Facility">The mean share of the point.</param>
public sealed record LanguageFigures(string Language, int Answers, FacilityIndex Facility);

/// <summary>What answers say of a family of questions.</summary>
/// <param name="Answers">n; 1 or more. What was left blank counts, and earns nothing.</param>
/// <param name="Facility">The mean share of the point.</param>
/// <param name="Deviation">The standard deviation of the share; null where there is one answer.</param>
/// <param name="Discrimination">
/// The correlation of the share with the share of the rest of the form; null where either has no variance. Forms have different lengths, so it is the
/// share of the rest and not its points; where they have one length both are the same.
/// </param>
/// <param name="Efficiency">The covariance as a share of the largest that these marks could have; null as the discrimination.</param>
/// <param name="Weight">What the family adds to the spread of results, as a share of what all add; null where it takes from it.</param>
/// <param name="Stated">Answers whose certainty was stated.</param>
/// <param name="Sure">Of these, the ones with high certainty.</param>
/// <param name="SureAndWrong">Of these, the ones that did not earn the full point.</param>
/// <param name="Languages">Those in which it was answered, most answers first.</param>
/// <param name="Differences">Only of languages with enough answers.</param>
public sealed record FamilyFigures(
    int FamilyKey,
    int Answers,
    FacilityIndex Facility,
    double? Deviation,
    Correlation? Discrimination,
    double? Efficiency,
    double? Weight,
    int Blank,
    int Stated,
    int Sure,
    int SureAndWrong,
    IReadOnlyList<LanguageFigures> Languages,
    IReadOnlyList<LanguageDifference> Differences);

/// <summary>How reliable the forms of a course are, which are drawn: no two people have the same questions.</summary>
/// <param name="Forms">n.</param>
/// <param name="Items">The mean number of items of a form.</param>
/// <param name="Mean">The mean share of the points, from 0 to 1.</param>
/// <param name="Deviation">The standard deviation of the share; null where there is one form.</param>
/// <param name="Skewness">Null with fewer than three forms, or without variance.</param>
/// <param name="Kurtosis">Null with fewer than four forms, or without variance.</param>
/// <param name="PairsDrawn">How often two families stood in one form, all pairs together.</param>
/// <param name="PairsCounted">Of these, the ones of pairs that stood together often enough for a covariance.</param>
/// <param name="Consistency">
/// Cronbach's alpha of a form of the mean length, from the mean covariance of pairs of families and the mean variance of families, each weighted by
/// how often it was drawn; null where it is not enough.
/// </param>
/// <param name="StandardError">Of the share of the points, from 0 to 1; null as the consistency.</param>
public sealed record FormFigures(
    string CourseId,
    int Forms,
    double Items,
    double Mean,
    double? Deviation,
    double? Skewness,
    double? Kurtosis,
    long PairsDrawn,
    long PairsCounted,
    double? Consistency,
    double? StandardError);
