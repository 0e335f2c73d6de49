using KnbTraining.Learning.Remarks;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Remarks;

internal static class RemarkWords
{
    /// <summary>For example "Corrected in edition 5".</summary>
    public static string Outcome(IStringLocalizer texts, RemarkOutcome outcome, int? correctedIn) =>
        texts[$"Outcome.{outcome}", correctedIn ?? 0].Value;
}
