using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Reports;

/// <summary>The five colours of the weakness map, by the share of wrong answers.</summary>
public static class HeatScale
{
    private static readonly double[] From = [0, 0.05, 0.1, 0.2, 0.3];

    public static int Steps => From.Length;

    /// <param name="share">0 to 1; rounded as it is shown, so that equal numbers have one colour.</param>
    public static int StepOf(double share) => Array.FindLastIndex(From, from => Math.Round(share, 2, MidpointRounding.AwayFromZero) >= from);

    /// <summary>For example "10 to 19 %".</summary>
    public static string Words(IStringLocalizer texts, int step)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (from, to) = (Whole(From[step]), step + 1 < Steps ? Whole(From[step + 1]) : 0);
        return step == 0 ? texts["Scale.below", to] : step + 1 == Steps ? texts["Scale.above", from] : texts["Scale.from", from, to - 1];
    }

    private static int Whole(double share) => (int)Math.Round(share * 100, MidpointRounding.AwayFromZero);
}
