namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>What figures suggest to look at. Never that a key is wrong: keys are proved.</summary>
public enum Advice
{
    /// <summary>Whoever knows less does better, and it may be chance: the interval reaches zero.</summary>
    NegativeByChance,

    /// <summary>Whoever knows less does better, hardly by chance: wording, translation, or a rule that misreads its source, in this order.</summary>
    Negative,

    /// <summary>People who know equally much answer differently in two languages: look at the translation.</summary>
    Translation,

    /// <summary>Many are sure and wrong: a misconception to be taught against.</summary>
    SureAndWrong,

    /// <summary>Less than half of the points, surely: too hard, or not taught.</summary>
    Hard,

    /// <summary>Nearly everybody is right, surely: the question tells little.</summary>
    Known,

    /// <summary>It hardly tells who knows from who does not.</summary>
    Flat,
}

/// <summary>Finds what to advise.</summary>
public static class AdviceFor
{
    private const double Half = 0.5;
    private const double Nearly = 0.95;
    private const double FlatBelow = 0.2;
    private const double ManySure = 0.25;

    /// <summary>The most pressing first; none where there are too few answers for figures.</summary>
    public static IReadOnlyList<Advice> Of(FamilyFigures? figures)
    {
        if (figures is null)
        {
            return [];
        }

        var found = new List<Advice>();
        if (figures.Discrimination is { Value: < 0 } negative)
        {
            found.Add(negative.High >= 0 ? Advice.NegativeByChance : Advice.Negative);
        }

        if (figures.Differences.Any(difference => difference.IsMarked))
        {
            found.Add(Advice.Translation);
        }

        if (figures.Sure >= ItemAnalysis.Enough && figures.SureAndWrong >= ManySure * figures.Sure)
        {
            found.Add(Advice.SureAndWrong);
        }

        if (figures.Facility.High < Half)
        {
            found.Add(Advice.Hard);
        }

        if (figures.Facility.Low >= Nearly)
        {
            found.Add(Advice.Known);
        }
        else if (figures.Discrimination is { Value: >= 0, High: < FlatBelow })
        {
            found.Add(Advice.Flat);
        }

        return found;
    }
}
