using System.Globalization;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>Sizes, indexes and numbers of lines as text: decimal digits without a leading zero.</summary>
internal static class EntryNumber
{
    public static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text == Format(number);

    public static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);
}
