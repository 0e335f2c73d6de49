using System.Globalization;
using KnbTraining.Learning.Reports;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>One line of a table of stated and observed difficulty, in the digits of the reader's language.</summary>
/// <param name="Families">How many families the line sums up; null where it is one.</param>
public sealed record DifficultyLine(string Name, string Stated, int? Families, int Answers, FacilityIndex? Facility)
{
    public static DifficultyLine Of(LevelDifficulty level)
    {
        ArgumentNullException.ThrowIfNull(level);
        return new(level.Level.ToString(CultureInfo.CurrentCulture), level.Level.ToString(CultureInfo.CurrentCulture), level.Families, level.Answers, level.Facility);
    }

    public static DifficultyLine Of(FamilyDifficulty family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return new(family.FamilyId, family.Level.ToString("0.0", CultureInfo.CurrentCulture), null, family.Answers, family.Facility);
    }

    public static string Share(double value) => value.ToString("0.00", CultureInfo.CurrentCulture);

    /// <summary>From -1 to 1, with a minus sign that is as wide as a plus.</summary>
    public static string Coefficient(double value) => value.ToString("0.00", CultureInfo.CurrentCulture).Replace('-', '\u2212');
}
