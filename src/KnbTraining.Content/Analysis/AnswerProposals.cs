using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>An answer that follows from a rule: nobody has to type whether it is right.</summary>
/// <param name="Misconception">Of a wrong answer the id of what leads to it; null of a right one.</param>
/// <param name="Feedback">What a learner may be told who chooses it: the rule's own words, or those of the misconception.</param>
public sealed record ProposedAnswer(LocalizedText Text, string? Misconception, LocalizedText Feedback)
{
    public bool IsRight => Misconception is null;
}

/// <summary>What a hand-written question about some rules can offer: answers that the rules give, wrong ones that misconceptions lead to.</summary>
/// <param name="Right">What the rules say: outcome, duties, tasks, meanings.</param>
/// <param name="Wrong">What each misconception makes of them, computed as for generated questions. No text of it is among the right ones.</param>
/// <param name="Misconceptions">All that concern one of the rules, in the order of their document: also those for whose answer words are still to be found.</param>
public sealed record AnswerProposals(IReadOnlyList<ProposedAnswer> Right, IReadOnlyList<ProposedAnswer> Wrong, IReadOnlyList<Misconception> Misconceptions)
{
    // Of each family so many variants are looked at for what leads to their wrong options.
    private const int VariantsTried = 6;

    public static AnswerProposals None { get; } = new([], [], []);

    /// <param name="rules">Ids; those that the edition does not have are passed over.</param>
    /// <param name="day">The local day of the law; a rule that counts later is read on its first day.</param>
    public static AnswerProposals Of(Edition edition, IEnumerable<string> rules, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(rules);
        RuleDocument[] known = [.. rules.Distinct(StringComparer.Ordinal).Where(edition.Rules.ContainsKey).Select(id => edition.Rules[id])];
        ProposedAnswer[] right = [.. known.SelectMany(rule => RightBy(edition, rule)).DistinctBy(answer => answer.Text[Languages.English])];
        var wrong = new List<ProposedAnswer>();
        var concerned = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in known)
        {
            var items = edition.ItemsOn(rule.Rule.Since is { } since && since > day ? since : day);
            wrong.AddRange(WrongBy(items, rule).Where(answer => edition.Misconceptions.ContainsKey(answer.Misconception)).Select(answer =>
                new ProposedAnswer(answer.Text, answer.Misconception, edition.Misconceptions[answer.Misconception].Feedback)));
            concerned.UnionWith(Behind(items, rule));
        }

        ProposedAnswer[] apart = [.. wrong.Where(answer => !Array.Exists(right, one => Same(one, answer))).DistinctBy(answer => answer.Text[Languages.English])];
        concerned.UnionWith(apart.Select(answer => answer.Misconception!));
        return new AnswerProposals(right, apart, [.. edition.Misconceptions.Values.Where(misconception => concerned.Contains(misconception.Id))]);
    }

    /// <summary>The answer that says the same in a language; null where the text is somebody's own.</summary>
    public ProposedAnswer? Find(string text, string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        var meant = text.Trim();
        return meant.Length == 0 ? null : Right.Concat(Wrong).FirstOrDefault(answer => string.Equals(answer.Text[language].Trim(), meant, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Same(ProposedAnswer one, ProposedAnswer other) => one.Text[Languages.English] == other.Text[Languages.English];

    private static IEnumerable<ProposedAnswer> RightBy(Edition edition, RuleDocument rule)
    {
        var texts = new List<LocalizedText>();
        if (rule.Rule.Then.Liability is { } liability && edition.Words.Liabilities.TryGetValue(liability, out var outcome))
        {
            texts.Add(outcome);
        }

        texts.AddRange(rule.Rule.Then.Duties.Where(edition.Words.Duties.ContainsKey).Select(duty => edition.Words.Duties[duty]));
        texts.AddRange(rule.Pairs.Select(pair => pair.Text));
        return texts.Select(text => new ProposedAnswer(text, null, rule.Statement));
    }

    private static IEnumerable<(LocalizedText Text, string Misconception)> WrongBy(ItemBank items, RuleDocument rule)
    {
        var words = items.Edition.Words;
        var outcomes = SituationDraw.Decided(items, rule.Id)
            .SelectMany(verdict => WrongVerdicts.Of(items.Material, verdict, rule.Id))
            .Where(answer => words.Liabilities.ContainsKey(answer.Liability))
            .Select(answer => (words.Liabilities[answer.Liability], answer.Misconception));
        var duties = rule.Rule.Then.Duties
            .SelectMany(duty => words.InventedDuties.Values.Where(invented => invented.Beside.Contains(duty, StringComparer.Ordinal)))
            .Select(invented => (invented.Label, invented.Misconception));
        return [.. outcomes, .. duties, .. WrongPairs(items, rule)];
    }

    // What belongs to another body or term, as in questions that match them.
    private static IEnumerable<(LocalizedText Text, string Misconception)> WrongPairs(ItemBank items, RuleDocument rule)
    {
        var own = rule.Pairs.Select(pair => pair.Of).ToHashSet(StringComparer.Ordinal);
        return from other in items.Material.Rules.Values
               where other.Id != rule.Id && other.Rule.Kind == rule.Rule.Kind && own.Count > 0 && PairDraw.Counts(items, other)
               from pair in other.Pairs
               where !own.Contains(pair.Of)
               let misconception = Confusing(items.Material, rule.Rule.Kind, own, pair.Of)
               where misconception is not null
               select (pair.Text, misconception);
    }

    private static string? Confusing(IItemMaterial material, RuleKind kind, HashSet<string> own, string other) =>
        kind == RuleKind.Competence
            ? material.Misconceptions.Values.FirstOrDefault(misconception => misconception.Pairs == PairConfusion.AnyBody)?.Id
            : (material.Misconceptions.Values.FirstOrDefault(misconception => misconception.ConfusedTerms is { } terms
                    && ((own.Contains(terms.First) && terms.Second == other) || (own.Contains(terms.Second) && terms.First == other)))
                ?? material.Misconceptions.Values.FirstOrDefault(misconception => misconception.Pairs == PairConfusion.AnyTerm))?.Id;

    /// <summary>What leads to the wrong options of the questions that there are about the rule already.</summary>
    private static IEnumerable<string> Behind(ItemBank items, RuleDocument rule) =>
        items.Families.Where(family => family.Rule == rule.Id || (family.IsAuthored && items.Create(family.Id, 0).Rules.Contains(rule.Id)))
            .SelectMany(family => Enumerable.Range(0, family.IsAuthored ? 1 : VariantsTried).SelectMany(variant => items.Create(family.Id, (uint)variant).Options))
            .Select(option => option.Misconception)
            .OfType<string>();
}
