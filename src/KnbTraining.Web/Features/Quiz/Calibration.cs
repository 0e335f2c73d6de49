using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>How often answers of one certainty were right.</summary>
/// <param name="Answers">At least 1.</param>
/// <param name="Right">Answers with the full point.</param>
public sealed record Calibration(Certainty Certainty, int Answers, int Right)
{
    /// <summary>One line for each certainty that was stated, the highest first; none where nothing was.</summary>
    public static IReadOnlyList<Calibration> Of(IEnumerable<ResultItemView> items) =>
        [.. items
            .Where(item => item.Certainty is not null)
            .GroupBy(item => item.Certainty!.Value)
            .OrderByDescending(level => level.Key)
            .Select(level => new Calibration(level.Key, level.Count(), level.Count(item => item.Score >= 1)))];

    public string Text(IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts["Sure.line", texts.Plural($"Sure.{Certainty}", Answers), Outcome(texts)];
    }

    private string Outcome(IStringLocalizer texts) => (Answers, Right) switch
    {
        (1, 1) => texts["Sure.it.right"],
        (1, _) => texts["Sure.it.wrong"],
        (_, 0) => texts["Sure.none"],
        var (all, right) when all == right => texts["Sure.all"],
        _ => texts.Plural("Sure.some", Right),
    };
}
