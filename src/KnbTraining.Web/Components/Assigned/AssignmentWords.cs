using KnbTraining.Learning.Assignments;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Assigned;

/// <summary>An assignment as one sentence.</summary>
internal static class AssignmentWords
{
    /// <summary>For example "People with clearance in North and everything below it".</summary>
    /// <param name="unitName">Null where all units are meant.</param>
    public static string Who(this IStringLocalizer<AssignmentTexts> texts, AssignmentAudience audience, string? unitName)
    {
        var who = texts[$"Who.{audience.HolderStatus?.ToString() ?? "Any"}.{audience.Capacity?.ToString() ?? "Any"}"].Value;
        return unitName is null ? who : texts["Who.in", who, unitName].Value;
    }

    /// <summary>By which assignment a course is asked, and since when.</summary>
    public static string Why(this IStringLocalizer<AssignmentTexts> texts, AskedCourse asked) => asked.Audience is { } audience
        ? texts["Why.rule", texts.Who(audience, asked.UnitName), LocalTime.Day(asked.From)].Value
        : texts["Why.hand", LocalTime.Day(asked.From)].Value;

    /// <param name="validityMonths">Null where the course is in the current edition no more: then nothing is renewed.</param>
    public static string Sentence(
        this IStringLocalizer<AssignmentTexts> texts, string title, AssignmentAudience audience, string? unitName, int dueDays, int? validityMonths) =>
        texts["Sentence", texts.Who(audience, unitName), title, texts.Within(dueDays), validityMonths is { } months ? texts.Again(months) : ""].Value;

    public static string Sentence(this IStringLocalizer<AssignmentTexts> texts, AssignmentRow row) =>
        texts.Sentence(row.Title, row.Audience, row.UnitName, row.DueDays, row.ValidityMonths);

    private static string Within(this IStringLocalizer<AssignmentTexts> texts, int days) => days == 0 ? texts["Within.zero"].Value : texts.Plural("Within", days);

    private static string Again(this IStringLocalizer<AssignmentTexts> texts, int months) => texts.Plural("Again", months);
}
