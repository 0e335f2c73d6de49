using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Items;

/// <summary>The wordings of one generator: each key has one or more alternatives.</summary>
/// <param name="Drawing">
/// By which way of drawing an id of this edition means an item, from 1. A generator that learns to draw otherwise keeps the old
/// way for editions that name it: their attempts are replayed from ids.
/// </param>
internal sealed record Stems(IReadOnlyDictionary<string, IReadOnlyList<LiquidText>> Texts, int Drawing = 1)
{
    /// <summary>The newest way of drawing.</summary>
    public const int Newest = 3;

    /// <summary>Whether wrong options are drawn so that keys cannot be guessed by length, by shared words or by habit.</summary>
    public bool DrawsEvenly => Drawing >= 2;

    /// <summary>Whether a planned rule is also asked about by cases that the plan leaves as they are, so that "if adopted" does not tell the key.</summary>
    public bool DrawsPlansEvenly => Drawing >= 3;

    private static readonly Dictionary<string, object> NoValues = new(StringComparer.Ordinal);

    /// <summary>Told of each wording that is asked for: its key, the language and the values. The check looks through this.</summary>
    public Action<string, string, IReadOnlyDictionary<string, object>>? Asked { get; init; }

    /// <summary>The wording of a key; the variant chooses among alternatives.</summary>
    public string Say(string key, uint variant, string language, IReadOnlyDictionary<string, object>? values = null)
    {
        var alternatives = Texts[key];
        Asked?.Invoke(key, language, values ?? NoValues);
        return alternatives[StableRandom.For(variant, key).Below(alternatives.Count)].Render(language, values ?? NoValues);
    }

    /// <summary>A wording by its place among the alternatives; the last one where there are fewer.</summary>
    public string SayAt(string key, int alternative, string language)
    {
        var alternatives = Texts[key];
        Asked?.Invoke(key, language, NoValues);
        return alternatives[Math.Min(alternative, alternatives.Count - 1)].Render(language, NoValues);
    }
}

internal sealed record CastPerson(string Id, bool Female, LocalizedText Name);

internal sealed record CastWorkplace(string Id, LocalizedText At, LocalizedText From);

internal sealed record Cast(
    IReadOnlyList<CastPerson> People,
    IReadOnlyList<CastWorkplace> Workplaces,
    IReadOnlyList<Named> Destinations,
    IReadOnlyList<Named> Carriers);

/// <summary>The stories that dress a situation.</summary>
internal sealed record Vignettes(
    Cast Cast,
    IReadOnlyDictionary<(string Dimension, string Value), IReadOnlyList<LiquidText>> Facts,
    IReadOnlyDictionary<string, IReadOnlyList<LiquidText>> Stories)
{
    private static readonly string[] BeforeTheStory = ["holder", "obligation", "capacity"];

    /// <summary>
    /// A case text: holder, then the facts that matter before the act, the act, then the facts that matter about it.
    /// </summary>
    /// <param name="matters">The dimensions that can turn a verdict for this act.</param>
    /// <param name="slot">0 for a single case. Cases of one item differ in slot: another person, otherwise the same words.</param>
    public string Tell(KnbTraining.Rules.Situation situation, IReadOnlyList<string> matters, uint variant, string language, int slot = 0)
    {
        var random = StableRandom.For(variant, "story");
        var person = Cast.People[(random.Below(Cast.People.Count) + (slot * 7)) % Cast.People.Count];
        var workplace = random.Pick(Cast.Workplaces);
        var values = ValuesOf(person, workplace, random.Pick(Cast.Destinations), random.Pick(Cast.Carriers), language);
        var sentences = new List<LiquidText>();
        foreach (var fact in situation.Facts.Where(fact => BeforeTheStory.Contains(fact.Key) && (fact.Key == "holder" || matters.Contains(fact.Key))))
        {
            sentences.Add(random.Pick(Facts[(fact.Key, fact.Value)]));
        }

        sentences.Add(random.Pick(Stories[situation["act"]!]));
        foreach (var fact in situation.Facts.Where(fact => fact.Key != "act" && !BeforeTheStory.Contains(fact.Key)))
        {
            sentences.Add(random.Pick(Facts[(fact.Key, fact.Value)]));
        }

        return string.Join(' ', sentences.Select(sentence => sentence.Render(language, values)));
    }

    /// <summary>What the placeholders of a story stand for.</summary>
    public static Dictionary<string, object> ValuesOf(CastPerson person, CastWorkplace workplace, Named destination, Named carrier, string language) => new(StringComparer.Ordinal)
    {
        ["name"] = person.Name[language],
        ["g"] = person.Female ? "f" : "m",
        ["at"] = workplace.At[language],
        ["from"] = workplace.From[language],
        ["to"] = destination.Label[language],
        ["carrier"] = carrier.Label[language],
    };
}
