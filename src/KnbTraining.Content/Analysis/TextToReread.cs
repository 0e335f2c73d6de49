using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>A text that somebody has to look at again, because something that it shows or rests on changed.</summary>
/// <param name="Path">Of the document, of a lesson in English.</param>
/// <param name="IsEdited">True where it is changed as well: somebody has had it in hand.</param>
/// <param name="Causes">By path; never empty.</param>
public sealed record TextToReread(ContentKind Kind, string Id, string Path, bool IsEdited, IReadOnlyList<Cause> Causes)
{
    internal static IReadOnlyList<TextToReread> Of(
        Edition after, IReadOnlyList<ChangedDocument> changes, IReadOnlyList<VerdictChange> verdicts, IReadOnlyList<FamilyChange> families)
    {
        var shown = new ShownChanges(after, [.. changes.Where(change => !change.IsReviewOnly)], verdicts, families);
        var edited = changes.Where(change => !change.IsLayoutOnly).Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        IEnumerable<TextToReread> texts =
        [
            .. after.Lessons.Values.Select(lesson => new TextToReread(
                ContentKind.Lesson,
                lesson.Id,
                $"lessons/{lesson.Id}/{Languages.English}.md",
                edited.Any(path => path.StartsWith($"lessons/{lesson.Id}/", StringComparison.Ordinal)),
                Together(lesson[Languages.English].Blocks.SelectMany(shown.By)))),
            .. after.Questions.Values.Select(question => Resting(ContentKind.Question, question.Id, question.Path, question.Rules)),
            .. after.Acknowledgements.Values.Select(text => Resting(
                ContentKind.Acknowledgement, text.Id, AcknowledgementDocument.PathOf(text.Id), text.Rules, text.Sources)),
            .. after.Pictures.Values.Select(picture => Resting(ContentKind.Picture, picture.Id, $"{Picture.Folder}/{picture.Id}.yaml", picture.Rules)),
            .. after.Background.Select(background => new TextToReread(
                ContentKind.Background,
                background.Id,
                "background.yaml",
                edited.Contains("background.yaml"),
                Together(
                [
                    .. background.Rules.SelectMany(shown.ByRule),
                    .. background.When.Count == 0 ? [] : shown.ByVerdict(change => background.When.All(condition => condition.Holds(change.After.Situation))),
                ]))),
        ];
        return [.. texts.Where(text => text.Causes.Count > 0).OrderBy(text => text.Kind).ThenBy(text => text.Id, StringComparer.Ordinal)];

        TextToReread Resting(ContentKind kind, string id, string path, IEnumerable<string> rules, IEnumerable<string>? sources = null) => new(
            kind,
            id,
            path,
            edited.Contains(path),
            Together([.. rules.SelectMany(shown.ByRule), .. (sources ?? []).SelectMany(source => shown.ByEntry("sources.yaml", source))]));
    }

    private static IReadOnlyList<Cause> Together(IEnumerable<Cause> causes) =>
    [
        .. causes.GroupBy(cause => cause.Path, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Cause(group.Key, [.. group.SelectMany(cause => cause.Fields).Distinct(StringComparer.Ordinal)])),
    ];

    /// <summary>What each part of a text shows that changed.</summary>
    private sealed class ShownChanges(Edition after, IReadOnlyList<ChangedDocument> changes, IReadOnlyList<VerdictChange> verdicts, IReadOnlyList<FamilyChange> families)
    {
        private readonly Dictionary<string, ChangedDocument> _rules = changes
            .Where(change => change.Kind == ContentKind.Rule)
            .ToDictionary(ChangedRule.IdOf, StringComparer.Ordinal);

        private readonly Dictionary<string, ChangedDocument> _documents = changes.ToDictionary(change => change.Path, StringComparer.Ordinal);

        public IEnumerable<Cause> By(LessonBlock block) => block switch
        {
            RuleBlock rule => ByCard(rule.RuleId),
            TermBlock term => ByEntry("glossary.yaml", term.TermId),
            PictureBlock picture => ByDocument($"{Picture.Folder}/{picture.PictureId}.yaml"),
            QuestionBlock question => families.Where(family => family.Family.Id == question.Family).SelectMany(family => family.Causes),
            CaseBlock worked => ByVerdict(change => change.After.Situation.Equals(worked.Situation) && change.After.Law.IfAdopted == worked.IfAdopted),
            MapBlock map => ByVerdict(change => change.After.Situation.Act == map.Act),
            _ => [],
        };

        /// <summary>Of a rule what anybody could have written a sentence about.</summary>
        public IEnumerable<Cause> ByRule(string id) =>
            _rules.GetValueOrDefault(id) is { } change
            && ImpactCauses.Of(change, field => ChangedRule.AspectOf(field) is not (RuleAspect.Review or RuleAspect.Translation)) is var cause
            && (change.Fate != DocumentFate.Changed || cause.Fields.Count > 0)
                ? [cause]
                : [];

        public IEnumerable<Cause> ByEntry(string path, string id) =>
            _documents.GetValueOrDefault(path) is { } change
            && ImpactCauses.Of(change, field => field.Steps[0].Entry == id) is { Fields.Count: > 0 } cause
                ? [cause]
                : [];

        public IEnumerable<Cause> ByVerdict(Func<VerdictChange, bool> counts)
        {
            var reasons = verdicts.Where(counts).SelectMany(change => change.Reasons).ToArray();
            Cause[] causes =
            [
                .. reasons.SelectMany(reason => reason.By is { } by ? new[] { reason.Rule.Id, by } : [reason.Rule.Id])
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(ByRule),
            ];

            // Whatever moved the rule, it is told that it moved.
            return causes.Length > 0 ? causes : reasons.Select(reason => new Cause(after.Rules.GetValueOrDefault(reason.Rule.Id)?.Path ?? reason.Rule.Id, []));
        }

        // The card shows what the rule rests on, by the names of sources and laws.
        private IEnumerable<Cause> ByCard(string id) => after.Rules.GetValueOrDefault(id) is not { } rule ? [] :
        [
            .. ByRule(id),
            .. rule.Sources.SelectMany(citation => ByEntry("sources.yaml", citation.Source)),
            .. rule.Basis.SelectMany(basis => ByEntry("instruments.yaml", basis.Place.Instrument)),
        ];

        private IEnumerable<Cause> ByDocument(string path) =>
            _documents.GetValueOrDefault(path) is { IsLayoutOnly: false } change ? [ImpactCauses.Of(change)] : [];
    }
}
