namespace KnbTraining.Learning.Reports;

/// <summary>How the order by stated difficulty agrees with the order by observed difficulty.</summary>
public enum OrderAgreement
{
    /// <summary>Too few families have enough answers, or all are stated alike.</summary>
    Unknown,

    /// <summary>What is stated to be harder is answered less well.</summary>
    Agrees,

    /// <summary>The two orders do not correlate.</summary>
    Unrelated,

    /// <summary>What is stated to be harder is answered better.</summary>
    Reversed,
}

/// <param name="Families">Hardest first, as stated.</param>
/// <param name="Levels">The same families by their level, rounded.</param>
/// <param name="Compared">Families with enough answers: the n of tau.</param>
/// <param name="Tau">Kendall's tau-b between stated and observed difficulty; null where unknown.</param>
public sealed record DifficultyReport(
    IReadOnlyList<FamilyDifficulty> Families, IReadOnlyList<LevelDifficulty> Levels, int Compared, double? Tau, OrderAgreement Agreement);

/// <param name="Level">Stated: the mean over the family's variants.</param>
/// <param name="Answers">First presentations.</param>
/// <param name="Facility">Null below <see cref="DifficultyQueries.Enough"/> answers.</param>
public sealed record FamilyDifficulty(string FamilyId, double Level, int Answers, FacilityIndex? Facility);

/// <param name="Level">Stated, to the nearest whole level.</param>
/// <param name="Families">How many families of this level were asked.</param>
public sealed record LevelDifficulty(int Level, int Families, int Answers, FacilityIndex? Facility);
