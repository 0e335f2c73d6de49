using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>What items are made of. An edition is that; items know nothing else of it.</summary>
public interface IItemMaterial
{
    RuleBook RuleBook { get; }

    VocabularyText Words { get; }

    IReadOnlyDictionary<string, RuleDocument> Rules { get; }

    IReadOnlyDictionary<string, SourceDocument> Sources { get; }

    IReadOnlyDictionary<string, Instrument> Instruments { get; }

    IReadOnlyDictionary<string, Term> Glossary { get; }

    IReadOnlyList<Background> Background { get; }

    IReadOnlyDictionary<string, Misconception> Misconceptions { get; }

    IReadOnlyDictionary<string, AuthoredQuestion> Questions { get; }

    internal IReadOnlyDictionary<string, Stems> Stems { get; }

    internal Vignettes Vignettes { get; }
}
