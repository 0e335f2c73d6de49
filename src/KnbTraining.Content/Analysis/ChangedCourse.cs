using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;

namespace KnbTraining.Content.Analysis;

/// <summary>What changes about a course, in its document or behind it.</summary>
/// <param name="Settings">Everything about it that is no text: time, attempts, pass marks, parts and families, validity, refreshers, lessons, audience.</param>
/// <param name="Families">Ids of families that its exam draws from and that change or are gone.</param>
/// <param name="QuestionsBefore">How many questions its exam has; 0 where it is new.</param>
/// <param name="QuestionsAfter">0 where it is gone.</param>
public sealed record ChangedCourse(
    string Id, DocumentFate Fate, IReadOnlyList<ChangedField> Settings, IReadOnlyList<string> Families, int QuestionsBefore, int QuestionsAfter, IReadOnlyList<Cause> Causes)
{
    internal static IReadOnlyList<ChangedCourse> Of(Edition before, Edition after, IReadOnlyList<ChangedDocument> changes, IReadOnlyList<FamilyChange> changed)
    {
        var documents = changes.Where(change => change.Kind == ContentKind.Course).ToDictionary(change => ContentKinds.NameOf(change.Path), StringComparer.Ordinal);
        return
        [
            .. before.Courses.Keys.Union(after.Courses.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(id => Of(id, before.Courses.GetValueOrDefault(id), after.Courses.GetValueOrDefault(id), documents.GetValueOrDefault(id), changed))
                .Where(course => course.Fate != DocumentFate.Changed || course.Settings.Count + course.Families.Count > 0),
        ];
    }

    private static ChangedCourse Of(string id, Course? before, Course? after, ChangedDocument? document, IReadOnlyList<FamilyChange> changed)
    {
        ChangedField[] settings = [.. document is { Fate: DocumentFate.Changed } ? document.Fields.Where(IsSetting) : []];
        var asked = new[] { before, after }.OfType<Course>().SelectMany(course => course.Exam.Parts).SelectMany(part => part.Families).ToHashSet(StringComparer.Ordinal);
        FamilyChange[] families = [.. changed.Where(change => asked.Contains(change.Family.Id))];
        return new ChangedCourse(
            id,
            before is null ? DocumentFate.Added : after is null ? DocumentFate.Removed : DocumentFate.Changed,
            settings,
            [.. families.Select(change => change.Family.Id)],
            before?.Exam.Count ?? 0,
            after?.Exam.Count ?? 0,
            [
                .. document is null ? [] : new[] { ImpactCauses.Of(document, IsSetting) },
                .. families.SelectMany(change => change.Causes).DistinctBy(cause => cause.Path),
            ]);
    }

    private static bool IsSetting(ChangedField field) => field.Language is null && field.Steps[0].Key != "translation";
}

/// <summary>What happens to a text that people confirm.</summary>
public enum ConfirmationFate
{
    /// <summary>Everybody who confirmed it is asked again.</summary>
    Anew,

    /// <summary>It is asked of its audience for the first time.</summary>
    New,

    /// <summary>Nobody is asked any more.</summary>
    Gone,

    /// <summary>What was confirmed still counts, and something about it changed: for whom it is, how long it counts, how long it must be read.</summary>
    Terms,
}

/// <summary>A text to confirm that changes for those who confirm it.</summary>
/// <param name="VersionBefore">Null where it is new.</param>
/// <param name="VersionAfter">Null where it is gone.</param>
/// <param name="Fields">What changed of it; empty where it is new or gone.</param>
public sealed record TextToConfirm(
    string Id, ConfirmationFate Fate, int? VersionBefore, int? VersionAfter, IReadOnlyList<ChangedField> Fields, Cause Cause)
{
    internal static IReadOnlyList<TextToConfirm> Of(Edition before, Edition after, IReadOnlyList<ChangedDocument> changes) =>
    [
        .. from change in changes
           where change.Kind == ContentKind.Acknowledgement && !change.IsLayoutOnly
           let id = ContentKinds.NameOf(change.Path)
           let old = before.Acknowledgements.GetValueOrDefault(id)
           let now = after.Acknowledgements.GetValueOrDefault(id)
           select new TextToConfirm(
               id,
               FateOf(old, now),
               old?.Version,
               now?.Version,
               change.Fate == DocumentFate.Changed ? change.Fields : [],
               ImpactCauses.Of(change)),
    ];

    private static ConfirmationFate FateOf(AcknowledgementDocument? before, AcknowledgementDocument? after) =>
        before is null ? ConfirmationFate.New
        : after is null ? ConfirmationFate.Gone
        : Text.Languages.All.All(language => after.IsConfirmedBy(before.Version, language, before[language].Hash)) ? ConfirmationFate.Terms
        : ConfirmationFate.Anew;
}

/// <summary>A briefing that tells something else, or is new or gone: it follows from the rules, and nobody writes it.</summary>
/// <param name="RulesBegun">Ids of rules that it tells of now and did not before.</param>
/// <param name="RulesEnded">Ids of rules that it does not tell of any more.</param>
public sealed record ChangedBriefing(
    string Id, DocumentFate Fate, IReadOnlyList<string> RulesBegun, IReadOnlyList<string> RulesEnded, IReadOnlyList<Cause> Causes)
{
    internal static IReadOnlyList<ChangedBriefing> Of(Edition before, Edition after, IReadOnlyList<ChangedDocument> changes) =>
    [
        .. before.Briefings.Keys.Union(after.Briefings.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(id => Of(id, before.Briefings.GetValueOrDefault(id), after.Briefings.GetValueOrDefault(id), changes))
            .Where(briefing => briefing.Causes.Count > 0 || briefing.RulesBegun.Count + briefing.RulesEnded.Count > 0),
    ];

    private static ChangedBriefing Of(string id, Briefing? before, Briefing? after, IReadOnlyList<ChangedDocument> changes)
    {
        var (old, now) = (before?.Rules ?? [], after?.Rules ?? []);
        var told = old.Union(now, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return new ChangedBriefing(
            id,
            before is null ? DocumentFate.Added : after is null ? DocumentFate.Removed : DocumentFate.Changed,
            [.. now.Except(old, StringComparer.Ordinal)],
            [.. old.Except(now, StringComparer.Ordinal)],
            [
                .. from change in changes
                   where !change.IsLayoutOnly
                   let own = change.Path == "vocabulary.yaml"
                       ? ImpactCauses.Of(change, field => field.Steps[0].Key == "briefings" && Briefing.Prefix + field.Steps[0].Entry == id)
                       : change.Kind == ContentKind.Rule && told.Contains(ChangedRule.IdOf(change))
                           ? ImpactCauses.Of(change, field => ChangedRule.AspectOf(field) is not (RuleAspect.Review or RuleAspect.Translation))
                           : null
                   where own is not null && (own.Fields.Count > 0 || change.Fate != DocumentFate.Changed)
                   select own,
            ]);
    }
}
