using System.Globalization;

namespace KnbTraining.Content.Exchange;

/// <summary>
/// The share of a point that an answer earns where several are right, in percent as Moodle writes it: right ones share the point, wrong ones
/// its loss, as <see cref="Items.Kinds.ChooseSeveral"/> grades.
/// </summary>
internal static class ExchangeWeights
{
    public static string Percent(ExchangeQuestion question, ExchangeOption option)
    {
        var right = question.Options.Count(one => one.Correct);
        var share = option.Correct ? 100.0 / right : -100.0 / (question.Options.Count - right);
        return share.ToString("0.#####", CultureInfo.InvariantCulture);
    }

    /// <summary>The weight in a text, in percent; null where it is no number from −100 to 100.</summary>
    public static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight is >= -100 and <= 100
            ? weight
            : null;
}
