using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>Figures of an exam in the digits of the reader's language, none more exact than it is.</summary>
public static class StudyWords
{
    private static readonly BigInteger Million = 1_000_000;

    private static readonly BigInteger Billion = 1_000_000_000;

    private static readonly BigInteger Trillion = 1_000_000_000_000;

    /// <summary>A part of one in percent; what is nearly nothing or nearly everything says so.</summary>
    public static string Percent(IStringLocalizer<FormTexts> texts, double part)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return part switch
        {
            <= 0 => texts["Percent", 0],
            < 0.001 => texts["Percent.under", (0.1).ToString("0.0", CultureInfo.CurrentCulture)],
            < 0.0995 => texts["Percent", (part * 100).ToString("0.0", CultureInfo.CurrentCulture)],
            >= 1 - 1e-9 => texts["Percent", 100],
            > 0.99 => texts["Percent.over", 99],
            _ => texts["Percent", (part * 100).ToString("0", CultureInfo.CurrentCulture)],
        };
    }

    public static string Number(double value) => value.ToString("0.0", CultureInfo.CurrentCulture);

    /// <summary>A number of ways, rounded where it is too large to be read.</summary>
    public static string Ways(IStringLocalizer<FormTexts> texts, BigInteger ways)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return ways < Million ? ways.ToString("N0", CultureInfo.CurrentCulture)
            : ways < Billion ? texts["Ways.millions", (ways / Million).ToString("N0", CultureInfo.CurrentCulture)]
            : ways < Trillion ? texts["Ways.billions", (ways / Billion).ToString("N0", CultureInfo.CurrentCulture)]
            : texts["Ways.more"];
    }
}
