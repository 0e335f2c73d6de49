using KnbTraining.Content.Courses;
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
        : texts[Briefing.IsId(asked.CourseId) ? "Why.briefing" : Delta.IsId(asked.CourseId) ? "Why.delta" : "Why.hand", LocalTime.Day(asked.From)].Value;

    /// <param name="validityMonths">For which a pass of the course counts; null where the course is in the current edition no more: then nothing is renewed.</param>
    public static string Sentence(
        this IStringLocalizer<AssignmentTexts> texts, string title, AssignmentAudience audience, string? unitName, RenewalTerms terms, int? validityMonths) =>
        texts["Sentence", texts.Who(audience, unitName), title, texts.First(terms), Rest(texts, terms, validityMonths)].Value;

    public static string Sentence(this IStringLocalizer<AssignmentTexts> texts, AssignmentRow row) =>
        texts.Sentence(row.Title, row.Audience, row.UnitName, row.Terms, row.ValidityMonths);

    // When it is renewed, and when people are reminded where the assignment says that itself.
    private static string Rest(IStringLocalizer<AssignmentTexts> texts, RenewalTerms terms, int? validityMonths) =>
        (validityMonths is { } months ? texts.Again(terms.For(months)) : "") + (terms.ReminderDays is { } days ? texts["Reminders.own", days].Value : "");

    private static string First(this IStringLocalizer<AssignmentTexts> texts, RenewalTerms terms) =>
        terms is { FirstDue: FirstDue.FixedDay, FirstDueDay: { } day } ? texts["Within.day", LocalTime.Day(day)].Value
        : terms.FirstDueDays == 0 ? texts["Within.zero"].Value
        : texts.Plural("Within", terms.FirstDueDays);

    private static string Again(this IStringLocalizer<AssignmentTexts> texts, RenewalTerms terms)
    {
        var again = terms is { Basis: RenewalBasis.Fixed, FixedDay: { } day }
            ? texts.Plural("Again.Fixed", terms.ValidityMonths!.Value, LocalTime.Day(day))
            : texts.Plural(terms.Basis == RenewalBasis.Expiry ? "Again.Expiry" : "Again", terms.ValidityMonths!.Value);
        return again + texts.Plural("Opens", terms.WindowDays);
    }
}
