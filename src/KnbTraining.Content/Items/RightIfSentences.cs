using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>Says of chosen wrong options under which facts they would be right: the plainest smallest change, a change of law last.</summary>
internal sealed class RightIfSentences(ItemBank items, ExplanationWords words)
{
    /// <summary>The texts that the sentences are built from: one for each fact that may be supposed.</summary>
    public static IEnumerable<string> NeededStems(IItemMaterial material) =>
    [
        "right-if", "right-if-never", "right-if-and", "right-if-case", "right-if-law-in-force", "right-if-law-if-adopted",
        .. material.RuleBook.Vocabulary.Dimensions.Where(dimension => dimension.Role != DimensionRole.Act)
            .SelectMany(dimension => dimension.Values.Select(value => KeyOf(dimension.Id, value))),
    ];

    /// <summary>One sentence for each wrong option of the response that claims a liability.</summary>
    /// <param name="response">The chosen option ids.</param>
    public IReadOnlyList<RightIf> Of(Item item, IReadOnlyCollection<string> response) =>
        [.. item.Options.Where(option => !option.Correct && response.Contains(option.Id)).Select(option => Of(item, option)).OfType<RightIf>()];

    private static string KeyOf(string dimension, string value) => $"right-if-{dimension}-{value}";

    private RightIf? Of(Item item, ItemOption option)
    {
        if (RightIfSearch.Find(items, item, option) is not { } changes)
        {
            return null;
        }

        var claim = option.Claim.ByName;
        var claimed = LiabilityIds.ById[(string)claim["liability"]];

        // A comparison is about both cases; any other claim is about one, which is numbered where there are several.
        var isComparison = !claim.TryGetValue("situation", out var index);
        var answer = isComparison
            ? items.Render(item, words.Language).Options.First(text => text.Id == option.Id).Text
            : items.Material.Words.Liabilities[claimed][words.Language];
        var first = isComparison ? 0 : (int)index!;
        return new RightIf(option.Id, changes, changes.Count > 0
            ? words.Say("right-if", ("answer", answer), ("changes", Changes(item, changes[0], first)), ("attributed", IsPunishedByBackground(changes[0], claimed)))
            : words.Say("right-if-never", ("answer", answer), ("n", !isComparison && item.Situations.Count > 1 ? first + 1 : 0)));
    }

    private string Changes(Item item, SmallestChange change, int first)
    {
        var parts = change.Facts.GroupBy(fact => fact.Case).Select(facts =>
        {
            var supposed = facts.Concat(ToldAnew(facts.Key, item.Situations[first + facts.Key], change.Verdicts[facts.Key]));
            var said = Joined([.. supposed.Select(fact => words.Say(KeyOf(fact.Dimension, fact.Value)))]);
            return item.Situations.Count > 1 ? words.Say("right-if-case", ("n", first + facts.Key + 1), ("changes", said)) : said;
        });
        return Joined(change.LawChanges ? [.. parts, words.Say(item.Law.IfAdopted ? "right-if-law-in-force" : "right-if-law-if-adopted")] : [.. parts]);
    }

    // What is not told of the person who is asked about, as nobody asks an obligation of people who never held clearance, may decide
    // about the person who is supposed.
    private IEnumerable<ChangedFact> ToldAnew(int number, Situation asked, Verdict supposed) =>
        from dimension in items.Material.RuleBook.Vocabulary.Dimensions
        where supposed.Situation[dimension.Id] is not null && supposed.Deciding.Any(rule => rule.When.Any(condition => condition.Dimension == dimension.Id))
        where !items.Material.Words.MayVary(dimension.Id, asked) && items.Material.Words.MayVary(dimension.Id, supposed.Situation)
        select new ChangedFact(number, dimension.Id, supposed.Situation[dimension.Id]!);

    private string Joined(IReadOnlyList<string> parts) => parts.Aggregate((first, second) => words.Say("right-if-and", ("first", first), ("second", second)));

    // What the sources leave open, the law read beside them may punish: then it is said that only the sources are meant.
    private bool IsPunishedByBackground(SmallestChange change, Liability claimed) =>
        claimed is not (Liability.Criminal or Liability.Administrative)
        && change.Verdicts.Any(verdict => BackgroundLaw.Provided(items.Material, verdict.Situation).Any());
}
