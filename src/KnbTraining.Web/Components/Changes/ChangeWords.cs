using KnbTraining.Learning.Editing;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Shared;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Changes;

/// <summary>Changes and their history in words.</summary>
internal static class ChangeWords
{
    public static string TitleOf(IStringLocalizer<ChangeTexts> texts, ChangeRow change) =>
        change.Title.Length > 0 ? change.Title : texts["Carried"].Value;

    /// <summary>Number, who, when and how much.</summary>
    public static string Under(IStringLocalizer<ChangeTexts> texts, LocalTime clock, ChangeRow change)
    {
        List<string> parts = [texts["Number", change.Number], texts["Opened", change.OpenedBy, clock.Moment(change.OpenedAt)], texts.Plural("Documents", change.Documents)];
        if (change is { State: ChangeState.Approved, PublishOn: { } day })
        {
            parts.Add(texts["Planned", LocalTime.Day(day)]);
        }

        if (change.Edition is { } edition)
        {
            parts.Add(texts["Edition", edition]);
        }

        return string.Join(" · ", parts);
    }

    /// <summary>A step as a sentence.</summary>
    public static string Of(IStringLocalizer<ChangeTexts> texts, ChangeStepView step) => step.Kind switch
    {
        ChangeStepKind.Planned => texts["Step.Planned", step.By ?? "", LocalTime.Day(step.Day!.Value)],
        ChangeStepKind.Approved => texts[step.ByAuthor ? "Step.Approved.own" : "Step.Approved", step.By ?? "", step.Revision, step.BaseEdition ?? 0],
        ChangeStepKind.ReviewAsked or ChangeStepKind.SentBack => texts[$"Step.{step.Kind}", step.By ?? "", step.Revision],
        ChangeStepKind.Published => step.By is { } by ? texts["Step.Published", by] : texts["Step.Published.planned"],
        ChangeStepKind.ApprovalVoided or ChangeStepKind.PublishingFailed => texts[$"Step.{step.Kind}"],
        ChangeStepKind.LookedAt when StaleLook.Parse(step.Text) is var look =>
            texts["Step.LookedAt", step.By ?? "", LanguageNames.Of(look.Language), look.Marks.Count],
        ChangeStepKind.StaleTaken => texts["Step.StaleTaken", step.By ?? "", step.Text],
        _ => texts[$"Step.{step.Kind}", step.By ?? ""],
    };

    /// <summary>What was said with it; the reason of a failure in the words of the page.</summary>
    public static string SaidWith(IStringLocalizer<ChangeTexts> texts, ChangeStepView step) =>
        step.Kind == ChangeStepKind.PublishingFailed ? texts[$"Failure.{step.Text}"]
            : step.Kind is ChangeStepKind.LookedAt or ChangeStepKind.StaleTaken ? ""
            : step.Text;

    /// <summary>Why something was refused, in the words of the page; null where nothing was.</summary>
    public static string? Of(IStringLocalizer<ChangeTexts> texts, IStringLocalizer<SharedTexts> shared, Learning.Refusal? refused) => refused switch
    {
        null => null,
        WrongState { State: var state } => texts["Refused.state", texts[$"State.{state}"].Value.ToLowerInvariant()],
        NotAsRead read when read.Documents.Any(document => document.Reason == PublishConflictReason.EditionMoved) => texts["Refused.moved"],
        NotAsRead => texts["Refused.newer"],
        HeldElsewhere { Change: var change } => texts["Refused.held", change],
        StaleTextsLeft { Texts: var stale } => texts.Plural("Stale", stale),
        FourEyesMissing => texts["Refused.own"],
        ContentFaults => texts["Refused.findings"],
        ApprovalVoid { Edition: var edition } => texts["Refused.void", edition],
        Learning.Refusal.Invalid { Findings: var findings } => findings.At("Documents") is { } key ? texts[$"Refused.Documents.{key}"].Value : null,
        _ => shared[$"Refusal.{refused}"],
    };
}
