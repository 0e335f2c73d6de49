using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>"On which legal basis does it rest?": a basis that the sources name for a rule, among bases of other rules.</summary>
internal sealed class BasisGenerator : IItemGenerator
{
    private const int MostDistractors = 3;

    // Asked of every basis for every item, and the same each time.
    private static readonly ConditionalWeakTable<ItemBank, ConcurrentDictionary<(Basis, bool), int>> Lengths = [];

    public string Id => "rule-basis";

    public IEnumerable<string> NeededStems(Edition edition) => ["question"];

    // What both a rule and its basis say of the law would name the basis: these rules are told by their facts.
    private bool ToldByFacts(Edition edition, RuleDocument rule) => edition.DrawsEvenly(this) && rule.Rule.Then.Liability is not null;

    public IEnumerable<ItemFamily> Families(ItemBank items) => items.Edition.Rules.Values
        .Where(rule => rule.Rule.Kind != RuleKind.Open && rule.Basis.Any(basis => basis.Article is not null || basis.Item is not null)
            && SituationDraw.LawFor(items, rule.Rule).Counts(rule.Rule)
            && Others(items.Edition, rule).Count >= 2)
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.SingleChoice));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var rule = items.Edition.Rules[family.Rule];
        var right = random.Pick([.. rule.Basis.Where(basis => basis.Article is not null || basis.Item is not null)]);
        var wrong = items.StemsOf(this).DrawsEvenly
            ? DrawEvenly(items, rule, right, variant).Wrong
            : CaseFacts.Beside(random, Others(items.Edition, rule), MostDistractors, Length(items, right, FullNames(items, rule, right, variant)), basis => Length(items, basis, FullNames(items, rule, right, variant)));
        var misread = CaseFacts.Of(items.Edition, MisreadForm.Basis);
        var options = wrong.Append(right)
            .OrderBy(IdOf, StringComparer.Ordinal)
            .Select(basis => new ItemOption(
                IdOf(basis),
                Claim.Of(("rule", rule.Id), ("instrument", basis.Instrument), ("article", basis.Article ?? ""), ("part", basis.Part ?? ""), ("item", basis.Item ?? "")),
                basis == right,
                basis == right ? null : misread));
        return new Item(
            family,
            variant,
            [rule.Id],
            [],
            SituationDraw.LawFor(items, rule.Rule),
            [.. options],
            rule.Sources,
            $"{Id}|{rule.Id}|{IdOf(right)}")
        {
            Reveals = [rule.Id],
        };
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var edition = items.Edition;
        var rule = edition.Rules[item.Family.Rule];
        var bases = edition.Rules.Values.SelectMany(other => other.Basis).DistinctBy(IdOf).ToDictionary(IdOf, StringComparer.Ordinal);
        var explainer = new Explainer(items, language);
        var right = bases[item.Options.First(option => option.Correct).Id];
        var full = items.StemsOf(this).DrawsEvenly ? DrawEvenly(items, rule, right, item.Variant).Full : FullNames(items, rule, right, item.Variant);
        return new ItemText(
            Told(items, rule, language),
            items.StemsOf(this).Say("question", item.Variant, language),
            [.. item.Options.Select(option => new LabelledText(option.Id, explainer.BasisText(bases[option.Id], full)))],
            [],
            []);
    }

    private string Told(ItemBank items, RuleDocument rule, string language) =>
        ToldByFacts(items.Edition, rule) ? RuleInFacts.Say(items.Edition, rule.Rule, RuleInFacts.Dimensions(items.Edition, [rule.Rule]), 0, namesLaw: true, language)
        : items.StemsOf(this).DrawsEvenly ? WithoutArticles(WithoutAttribution(rule.Statement[language]))
        : WithoutArticles(rule.Statement[language]);

    /// <summary>Wrong bases, and whether instruments are called by full or by short names: drawn together, for both decide on length.</summary>
    private (bool Full, List<Basis> Wrong) DrawEvenly(ItemBank items, RuleDocument rule, Basis right, uint variant)
    {
        var pool = Others(items.Edition, rule);
        var (wording, wrong) = EvenSets.Of(items, $"{Id}|{rule.Id}|{IdOf(right)}", MostDistractors, () =>
        {
            var question = InEach(language => $"{Told(items, rule, language)} {items.StemsOf(this).Say("question", 0, language)}");
            LocalizedText Text(Basis basis, bool full) => InEach(language => new Explainer(items, language).BasisText(basis, full));
            Wording Worded(bool full) => new(Text(right, full), [.. pool.Select(basis => Text(basis, full))], question);
            return [Worded(full: false), Worded(full: true)];
        }).Draw(StableRandom.For(variant, $"bases beside {rule.Id}"));
        return (wording == 1, [.. wrong.Select(i => pool[i])]);
    }

    private static LocalizedText InEach(Func<string, string> text) => new(text(Languages.English), text(Languages.Russian), text(Languages.Kazakh));

    /// <summary>Instruments by full or by short name, whichever leaves bases that are longer than the right one.</summary>
    private static bool FullNames(ItemBank items, RuleDocument rule, Basis right, uint variant)
    {
        var others = Others(items.Edition, rule);
        var full = others.Exists(basis => Length(items, basis, full: true) > Length(items, right, full: true));
        var abbreviated = others.Exists(basis => Length(items, basis, full: false) > Length(items, right, full: false));
        return full == abbreviated ? StableRandom.For(variant, "names").Below(2) == 0 : full;
    }

    private static int Length(ItemBank items, Basis basis, bool full) => Lengths.GetOrCreateValue(items).GetOrAdd(
        (basis, full),
        static (key, items) => Languages.All.Sum(language => new Explainer(items, language).BasisText(key.Item1, key.Item2).Length),
        items);

    private static string IdOf(Basis basis) => string.Join('.', new[] { basis.Instrument, basis.Article, basis.Part, basis.Item }.Where(part => part is not null));

    /// <summary>Bases that no reading of the rule's own could mean: another instrument, or another article or item of it.</summary>
    private static List<Basis> Others(Edition edition, RuleDocument rule) =>
        [.. edition.Rules.Values.SelectMany(other => other.Basis).DistinctBy(IdOf)
            .Where(basis => rule.Basis.All(own => own.Instrument != basis.Instrument
                || (own.Article is not null && basis.Article is not null && own.Article != basis.Article)
                || (own.Item is not null && basis.Item is not null && own.Item != basis.Item)))];

    // "According to the article on Decree No. 579, …" would name the instrument.
    private static string WithoutAttribution(string statement)
    {
        var comma = statement.IndexOf(", ", StringComparison.Ordinal);
        return comma > 0 && statement.AsSpan(0, comma).ContainsAnyInRange('0', '9') ? char.ToUpperInvariant(statement[comma + 2]) + statement[(comma + 3)..] : statement;
    }

    // The number in the statement would be the answer.
    private static string WithoutArticles(string statement) => string.Concat(statement.Select(c => char.IsAsciiDigit(c) ? '…' : c)).Replace("……", "…", StringComparison.Ordinal).Replace("……", "…", StringComparison.Ordinal);
}
