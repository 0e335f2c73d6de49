using KnbTraining.Learning.Overview;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.AdminHome;

/// <summary>How needs are said and marked: red only what is overdue, amber what is soon.</summary>
internal static class NeedWords
{
    /// <summary>For example "24 days overdue", "due today".</summary>
    public static string Of(IStringLocalizer texts, Need need, int days) => days == 0 ? texts[$"Days.{need}.today"].Value : texts.Plural($"Days.{need}", days);

    public static string ToneOf(Need need) => need == Need.Overdue ? "w" : "p";
}
