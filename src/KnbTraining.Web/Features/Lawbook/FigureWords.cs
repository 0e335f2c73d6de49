using System.Globalization;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>Figures in the digits of the reader's language.</summary>
internal static class FigureWords
{
    /// <summary>For example "62 %".</summary>
    public static string Share(double? value) => value is { } some ? some.ToString("P0", CultureInfo.CurrentCulture) : "–";

    /// <summary>From -1 to 1, with a minus sign that is as wide as a plus.</summary>
    public static string Correlation(double? value) => value is { } some ? DifficultyLine.Coefficient(some) : "–";

    public static string Number(double? value) => value is { } some ? some.ToString("0.0", CultureInfo.CurrentCulture).Replace('-', '\u2212') : "–";
}
