using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>What is known of a family before a variant is drawn.</summary>
/// <param name="Level">The mean difficulty; see <see cref="Difficulty.Level"/>.</param>
/// <param name="Topics">The sets of topics that its variants ask about.</param>
/// <param name="Rules">The rules that every variant asks about.</param>
/// <param name="Reveals">The rules that the words of every variant state.</param>
internal sealed record FamilyTraits(double Level, IReadOnlyList<string[]> Topics, IReadOnlyList<string> Rules, IReadOnlyList<string> Reveals);

/// <summary>Everything that one edition can ask. Items are made from their ids on demand; nothing is stored.</summary>
public sealed class ItemBank
{
    private const int SampledVariants = 32;

    private readonly IItemMaterial _material;
    private readonly ConcurrentDictionary<(Situation Situation, bool IfAdopted), Verdict> _verdicts = new();
    private readonly ConcurrentDictionary<(Situation Situation, bool IfAdopted), IReadOnlyList<Counterfactual>> _changes = new();
    private readonly ConcurrentDictionary<(Situation Situation, Liability Wanted, bool IfAdopted), IReadOnlyList<SmallestChange>> _changesTo = new();
    private readonly ConcurrentDictionary<(Situation Situation, bool IfAdopted, Liability Claimed, bool Denies), int> _distances = new();
    private readonly ConcurrentDictionary<string, FamilyTraits> _traits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ItemFamily Family, IItemGenerator Generator)> _families;

    internal ItemBank(IItemMaterial material, DateOnly lawDate)
    {
        _material = material;
        LawDate = lawDate;
        _families = ItemGenerators.All
            .SelectMany(generator => generator.Families(this).Select(family => (family, generator)))
            .ToDictionary(pair => pair.family.Id, pair => (pair.family, pair.generator), StringComparer.Ordinal);
        Families = [.. _families.Values.Select(entry => entry.Family).OrderBy(family => family.Id, StringComparer.Ordinal)];
    }

    /// <summary>What the items are made of: the edition.</summary>
    public IItemMaterial Material => _material;

    /// <summary>The law is read as on this date.</summary>
    public DateOnly LawDate { get; }

    /// <summary>The verdict of the rule book, computed once for each situation and law.</summary>
    internal Verdict Judge(Situation situation, bool ifAdopted) =>
        _verdicts.GetOrAdd((situation, ifAdopted), key => _material.RuleBook.Evaluate(key.Situation, new Law(LawDate, key.IfAdopted)));

    /// <summary>Each single change of a situation that items may make, with the verdict that follows, whether it differs or not; the act stays.</summary>
    internal IReadOnlyList<Counterfactual> ChangesOf(Verdict verdict) => _changes.GetOrAdd((verdict.Situation, verdict.Law.IfAdopted), key =>
    {
        var vocabulary = _material.RuleBook.Vocabulary;
        return [.. vocabulary.Dimensions
            .Where(dimension => dimension.Role != DimensionRole.Act
                && key.Situation[dimension.Id] is not null
                && _material.Words.MayVary(dimension.Id, key.Situation))
            .SelectMany(dimension => dimension.Values
                .Where(value => value != key.Situation[dimension.Id])
                .Select(value => new Counterfactual(dimension.Id, value, Judge(vocabulary.With(key.Situation, dimension.Id, value), key.IfAdopted))))
            .Where(change => _material.Words.HasUsualFacts(vocabulary, change.Verdict.Situation) && !_material.Words.IsNeverAsked(change.Verdict.Situation))];
    });

    /// <summary>The smallest changes after which a case has a liability; they are looked for once.</summary>
    internal IReadOnlyList<SmallestChange> ChangesTo(Situation situation, Liability wanted, bool ifAdopted, Func<IReadOnlyList<SmallestChange>> find) =>
        _changesTo.GetOrAdd((situation, wanted, ifAdopted), _ => find());

    /// <summary>How far a case is from one of which a claim would be true; see <see cref="Difficulty"/>.</summary>
    internal int DistanceTo(Situation situation, bool ifAdopted, Liability claimed, bool denies) =>
        _distances.GetOrAdd((situation, ifAdopted, claimed, denies), key => Difficulty.Measure(this, key.Situation, key.IfAdopted, key.Claimed, key.Denies));

    /// <summary>What a family asks about and how hard it is, by a sample of its variants.</summary>
    internal FamilyTraits TraitsOf(string family) => _traits.GetOrAdd(family, id =>
    {
        Item[] sample = [.. Enumerable.Range(1, SampledVariants).Select(i => Create(id, unchecked((uint)i * 2654435761u)))];
        return new FamilyTraits(
            sample.Average(item => Difficulty.Of(this, item).Level),
            [.. sample.Select(item => ItemTopics.Of(item).ToArray()).DistinctBy(topics => string.Join(' ', topics), StringComparer.Ordinal)],
            [.. sample[0].Rules.Where(rule => Array.TrueForAll(sample, item => item.Rules.Contains(rule)))],
            [.. sample[0].Reveals.Where(rule => Array.TrueForAll(sample, item => item.Reveals.Contains(rule)))]);
    });

    /// <summary>How hard a family is by its construction: the mean <see cref="Difficulty.Level"/> of a sample of its variants.</summary>
    /// <exception cref="KeyNotFoundException">The edition has no such family.</exception>
    public double LevelOf(string familyId) => TraitsOf(familyId).Level;

    /// <summary>All families, by id.</summary>
    public IReadOnlyList<ItemFamily> Families { get; }

    public ItemFamily? FindFamily(string id) => _families.TryGetValue(id, out var entry) ? entry.Family : null;

    /// <summary>The item of a family and variant.</summary>
    /// <exception cref="KeyNotFoundException">The edition has no such family.</exception>
    public Item Create(string familyId, uint variant)
    {
        var (family, generator) = _families[familyId];
        return generator.Create(this, family, variant);
    }

    /// <summary>The item with an id, as it was made before.</summary>
    /// <returns>False where the id is malformed or the edition has no such family.</returns>
    public bool TryFind(string itemId, [NotNullWhen(true)] out Item? item)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        item = null;
        var cut = itemId.LastIndexOf('~');
        if (cut <= 0
            || !uint.TryParse(itemId.AsSpan(cut + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var variant)
            || !_families.ContainsKey(itemId[..cut]))
        {
            return false;
        }

        var made = Create(itemId[..cut], variant);

        // One item, one id: another spelling of the variant is not an id.
        item = made.Id == itemId ? made : null;
        return item is not null;
    }

    /// <summary>The words of an item in a language.</summary>
    public ItemText Render(Item item, string language)
    {
        ArgumentNullException.ThrowIfNull(item);
        return _families[item.Family.Id].Generator.Render(this, item, language);
    }

    /// <summary>Why the key is right, and what the response mixed up.</summary>
    /// <param name="response">The chosen option ids; may be empty.</param>
    public Explanation Explain(Item item, IReadOnlyCollection<string> response, string language) =>
        new Explainer(this, language).Explain(item, response);

    /// <summary>The verdict of a situation under a law, and why.</summary>
    public Explanation ForSituation(Situation situation, Law law, string language) =>
        new Explainer(this, language).ForSituation(situation, law);

    /// <summary>Basis and sources of a rule in words.</summary>
    /// <exception cref="KeyNotFoundException">The edition has no such rule.</exception>
    /// <summary>Where several rules come from together: one line a source.</summary>
    public IReadOnlyList<string> ForRules(IEnumerable<string> ruleIds, string language) => new Explainer(this, language).ForRules(ruleIds);

    public RuleReferences ForRule(string ruleId, string language) => new Explainer(this, language).ForRule(ruleId);

    /// <summary>Ids for an order of presentation: option ids, or for matching the row ids and then the choice ids.</summary>
    public static IReadOnlyList<string> PresentationOrder(Item item, StableRandom random)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(random);
        if (item.Kind == QuestionKind.TrueFalse || item.KeepsOrder)
        {
            // "Right" before "wrong", case 1 before case 2, always: what has a natural order and moves only costs attention.
            return [.. item.Options.Select(option => option.Id)];
        }

        if (item.Kind == QuestionKind.Matching)
        {
            var pairs = item.Options.Select(option => option.Id.Split('=', 2)).ToArray();
            var rows = random.Shuffle(pairs.Select(pair => pair[0]).Distinct(StringComparer.Ordinal));
            var choices = random.Shuffle(pairs.Select(pair => pair[1]).Distinct(StringComparer.Ordinal));
            return [.. rows, .. choices];
        }

        return random.Shuffle(item.Options.Select(option => option.Id));
    }
}
