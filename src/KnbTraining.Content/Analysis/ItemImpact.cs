using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;

namespace KnbTraining.Content.Analysis;

/// <summary>What becomes of the families of items. Items are made from ids, so a sample of each family is made under both editions and held against each other.</summary>
/// <param name="Looked">How many families of the new edition were looked at: all, or none where no document changed of which items are made.</param>
/// <param name="Variants">How many variants of each.</param>
/// <param name="Families">Those that are new, gone or changed, by id.</param>
public sealed record ItemImpact(int Looked, int Variants, IReadOnlyList<FamilyChange> Families)
{
    public IEnumerable<FamilyChange> Made => Families.Where(family => family.Fate == DocumentFate.Added);

    public IEnumerable<FamilyChange> Gone => Families.Where(family => family.Fate == DocumentFate.Removed);

    public IEnumerable<FamilyChange> Changed => Families.Where(family => family.Fate == DocumentFate.Changed);

    internal static ItemImpact Of(Edition before, Edition after, DateOnly day, IReadOnlyList<ChangedDocument> changes)
    {
        ChangedDocument[] feeding = [.. changes.Where(change => Feeds(change.Kind) && !change.IsLayoutOnly && !change.IsReviewOnly)];
        if (feeding.Length == 0)
        {
            return new ItemImpact(0, 0, []);
        }

        var (old, now) = (before.ItemsOn(day), after.ItemsOn(day));
        var (mine, theirs) = (ItemSamples.Of(old), ItemSamples.Of(now));
        var causes = new ItemCauses(feeding);
        var families = old.Families.Concat(now.Families).Select(family => family.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new ItemImpact(
            now.Families.Count,
            ItemSamples.Variants,
            [.. families.Select(id => Compare(old.FindFamily(id), now.FindFamily(id), mine, theirs, causes)).OfType<FamilyChange>()]);
    }

    // Of what an item cannot know, it cannot change: see IItemMaterial.
    private static bool Feeds(ContentKind kind) => kind is not (ContentKind.Lesson or ContentKind.Course or ContentKind.Acknowledgement
        or ContentKind.Picture or ContentKind.Wording or ContentKind.SourceFact);

    private static FamilyChange? Compare(ItemFamily? before, ItemFamily? after, ItemSamples old, ItemSamples now, ItemCauses causes)
    {
        if (before is null || after is null)
        {
            var only = (before is null ? now : old)[(before ?? after)!.Id];
            return new FamilyChange(
                (after ?? before)!, before is null ? DocumentFate.Added : DocumentFate.Removed, only.Meanings.Count, 0, false, false, causes.Of((after ?? before)!, only));
        }

        var (mine, theirs) = (old[before.Id], now[after.Id]);
        bool[] same = [.. mine.Meanings.Zip(theirs.Meanings, (one, other) => one == other)];
        var meaning = same.Count(equal => !equal);
        var words = causes.ToldOtherwise(after, theirs) || Enumerable.Range(0, ItemSamples.Worded).Any(i => i < same.Length && same[i] && mine.WordsOf(i) != theirs.WordsOf(i));
        var explained = causes.ReadOtherwise(mine.Rules.Concat(theirs.Rules));
        return meaning == 0 && !words && !explained
            ? null
            : new FamilyChange(after, DocumentFate.Changed, same.Length, meaning, words, explained, causes.Of(after, theirs, meaning > 0 || words));
    }

    /// <summary>Which of the changed documents a family is made of.</summary>
    private sealed class ItemCauses(IReadOnlyList<ChangedDocument> changes)
    {
        private readonly ILookup<string, ChangedDocument> _rules = changes.Where(change => change.Kind == ContentKind.Rule).ToLookup(ChangedRule.IdOf, StringComparer.Ordinal);

        public bool ReadOtherwise(IEnumerable<string> rules) =>
            rules.Distinct(StringComparer.Ordinal).SelectMany(rule => _rules[rule]).Any(change => IsShown(change).Fields.Count > 0);

        /// <summary>A sample may miss one story among many: where one of its stories or wordings changed, a family reads otherwise.</summary>
        public bool ToldOtherwise(ItemFamily family, ItemSamples.Sample sample) => changes.Any(change => IsOwn(change, family, sample));

        /// <param name="differs">False where only the explanation does.</param>
        public IReadOnlyList<Cause> Of(ItemFamily family, ItemSamples.Sample sample, bool differs = true)
        {
            Cause[] own =
            [
                .. sample.Rules.Append(family.Rule).Distinct(StringComparer.Ordinal).SelectMany(rule => _rules[rule]).Select(IsShown),
                .. differs ? changes.Where(change => IsOwn(change, family, sample)).Select(ImpactCauses.Of) : [],
            ];

            // What a family takes from elsewhere, as wrong options from other rules, is not written down: then it may be any of them.
            return [.. (own.Length > 0 ? own : [.. changes.Select(ImpactCauses.Of)]).OrderBy(cause => cause.Path, StringComparer.Ordinal)];
        }

        private static Cause IsShown(ChangedDocument change) =>
            ImpactCauses.Of(change, field => ChangedRule.AspectOf(field) is not (RuleAspect.Review or RuleAspect.Translation or RuleAspect.Audience));

        private static bool IsOwn(ChangedDocument change, ItemFamily family, ItemSamples.Sample sample) => change.Kind switch
        {
            ContentKind.Rule => false,
            ContentKind.Question => family.IsAuthored && family.Id.EndsWith($".{ContentKinds.NameOf(change.Path)}", StringComparison.Ordinal),
            ContentKind.Stem => ContentKinds.NameOf(change.Path) == family.Generator,
            ContentKind.Story => sample.Acts.Contains(ContentKinds.NameOf(change.Path)),
            ContentKind.Cast or ContentKind.FactSentence => sample.Acts.Count > 0,
            _ => false,
        };
    }
}
