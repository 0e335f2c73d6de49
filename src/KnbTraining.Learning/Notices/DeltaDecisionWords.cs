using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Notices;

/// <summary>What became of a proposed course about changed rules, in words.</summary>
internal static class DeltaDecisionWords
{
    /// <summary>The occasion of a notice about it begins with the decision.</summary>
    /// <returns>Empty where the notice tells of no decision.</returns>
    public static string Of(Notice notice, string language) =>
        Enum.TryParse<DeltaDecision>(notice.Occasion.Split(' ')[0], out var decision) ? Of(decision, language) : "";

    public static string Of(DeltaDecision decision, string language)
    {
        var (opened, declined) = language switch
        {
            Languages.Russian => ("открыт", "отклонён"),
            Languages.Kazakh => ("ашылды", "қабылданбады"),
            _ => ("opened", "declined"),
        };
        return decision == DeltaDecision.Opened ? opened : declined;
    }
}
