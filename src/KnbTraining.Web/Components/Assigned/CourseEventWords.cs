using KnbTraining.Learning.Assignments;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Assigned;

/// <summary>What happened to a course of somebody, in words.</summary>
internal static class CourseEventWords
{
    /// <summary>For example "Extended · due: 1 April 2026".</summary>
    public static string Sentence(this IStringLocalizer<CourseActTexts> texts, ToldCycleEvent told) =>
        told.Undid is { } undid ? texts["Event.Undone", texts.Sentence(undid)].Value
        : told.ApproverName is { } approver ? $"{texts.Sentence(told.Told)} · {texts["Event.Waived.by", approver]}"
        : texts.Sentence(told.Told);

    /// <summary>When it was recorded and by whom, from when it holds where that is another day, and why.</summary>
    public static string Details(this IStringLocalizer<CourseActTexts> texts, ToldCycleEvent told) => string.Join(
        " · ",
        new[]
        {
            $"{LocalTime.Day(told.ToldOn ?? told.Told.Day)}, {told.ToldBy ?? texts["Told.application"].Value}",
            told.ToldOn is { } on && on != told.Told.Day ? texts["Event.from", LocalTime.Day(told.Told.Day)].Value : null,
            told.Reason is { } reason ? texts["Told.reason", reason].Value : null,
        }.OfType<string>());

    /// <summary>A waiver that was refused or withdrawn.</summary>
    public static string Sentence(this IStringLocalizer<CourseActTexts> texts, ToldWaiver waiver) =>
        texts[$"Waiver.{waiver.Decision}", LocalTime.Day(waiver.Until), waiver.ApproverName].Value;

    public static string Details(this IStringLocalizer<CourseActTexts> texts, ToldWaiver waiver) => string.Join(
        " · ",
        new[]
        {
            waiver.DecidedOn is { } on ? LocalTime.Day(on) : null,
            waiver.ProposedOn is { } proposed ? texts["Waivers.proposed", waiver.ProposerName, LocalTime.Day(proposed)].Value : null,
            waiver.DecisionReason is { } reason ? texts["Told.reason", reason].Value : null,
        }.OfType<string>());

    private static string Sentence(this IStringLocalizer<CourseActTexts> texts, CycleEvent told) => told.Kind switch
    {
        CycleEventKind.Opened => $"{texts[told.Until is null ? "Event.Opened" : "Event.Opened.renewal"]} · {Due(texts, told)}",
        CycleEventKind.Annulled when told.Due is null => texts["Event.Annulled"].Value,
        CycleEventKind.DueChanged or CycleEventKind.Extended or CycleEventKind.Resumed or CycleEventKind.Annulled =>
            $"{texts[$"Event.{told.Kind}"]} · {Due(texts, told)}",
        CycleEventKind.Waived or CycleEventKind.Credited => texts[$"Event.{told.Kind}", LocalTime.Day(told.Until ?? told.Day)].Value,
        CycleEventKind.Completed => told.Until is { } until ? texts["Event.Completed", LocalTime.Day(until)].Value : texts["Event.Completed.ever"].Value,
        CycleEventKind.Ended => texts[$"Event.Ended.{told.End}"].Value,
        _ => texts[$"Event.{told.Kind}"].Value,
    };

    private static string Due(IStringLocalizer<CourseActTexts> texts, CycleEvent told) =>
        told.Due is { } due ? texts["Event.due", LocalTime.Day(due)].Value : texts["Event.noDue"].Value;
}
