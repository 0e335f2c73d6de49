using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

internal sealed record CastPerson(string Id, bool Female, LocalizedText Name);

internal sealed record CastWorkplace(string Id, LocalizedText At, LocalizedText From);

internal sealed record Cast(
    IReadOnlyList<CastPerson> People,
    IReadOnlyList<CastWorkplace> Workplaces,
    IReadOnlyList<Named> Destinations,
    IReadOnlyList<Named> Carriers);

/// <summary>One way in which an act happens.</summary>
/// <param name="Holders">Values of the dimension <c>holder</c>: who can be in the story. Nobody else is ever told in it.</param>
/// <param name="LiesAhead">True where the act has not happened yet, so that a duty can still be met.</param>
internal sealed record Story(string Id, LiquidText Text, IReadOnlyList<string> Holders, bool LiesAhead)
{
    public bool Fits(Situation situation) => situation["holder"] is not { } holder || Holders.Contains(holder, StringComparer.Ordinal);
}

/// <summary>The stories that dress a situation.</summary>
internal sealed record Vignettes(
    Cast Cast,
    IReadOnlyDictionary<(string Dimension, string Value), IReadOnlyList<LiquidText>> Facts,
    IReadOnlyDictionary<string, IReadOnlyList<Story>> Stories)
{
    private static readonly string[] BeforeTheStory = ["holder", "obligation", "capacity"];

    /// <summary>The stories of an act in which everybody of these situations can be.</summary>
    public IReadOnlyList<Story> StoriesFor(IReadOnlyList<Situation> situations, bool ahead = false) =>
        [.. Stories[situations[0]["act"]!].Where(story => story.LiesAhead == ahead && situations.All(story.Fits))];

    /// <summary>
    /// A case text: holder, then the facts that matter before the act, the act, then the facts that matter about it.
    /// </summary>
    /// <param name="matters">The dimensions that can turn a verdict for this act.</param>
    public string Tell(Situation situation, IReadOnlyList<string> matters, uint variant, string language) =>
        Tell([situation], 0, matters, variant, language);

    /// <summary>One of several cases of an item: another person in each, otherwise the same words, so that only facts differ.</summary>
    public string Tell(IReadOnlyList<Situation> situations, int slot, IReadOnlyList<string> matters, uint variant, string language)
    {
        var random = StableRandom.For(variant, "story");
        var values = Values(random, slot, situations[slot], language);
        var before = Before(situations[slot], matters, random);
        return Join([.. before, random.Pick(StoriesFor(situations)).Text, .. After(situations[slot], random)], language, values);
    }

    /// <summary>A case in which the act still lies ahead: nothing is told of how it went.</summary>
    public string TellAhead(Situation situation, IReadOnlyList<string> matters, uint variant, string language)
    {
        var random = StableRandom.For(variant, "story");
        var values = Values(random, 0, situation, language);
        return Join([.. Before(situation, matters, random), random.Pick(StoriesFor([situation], ahead: true)).Text], language, values);
    }

    /// <summary>A case with a story that is given.</summary>
    public string TellStory(Story story, Situation situation, IReadOnlyList<string> matters, uint variant, string language)
    {
        var random = StableRandom.For(variant, "story");
        var values = Values(random, 0, situation, language);
        var before = Before(situation, matters, random);
        return Join([.. before, story.Text, .. story.LiesAhead ? [] : After(situation, random)], language, values);
    }

    /// <summary>What the placeholders of a story stand for.</summary>
    /// <param name="holder">The value of the dimension <c>holder</c>; sentences about approval differ by it.</param>
    public static Dictionary<string, object> ValuesOf(
        CastPerson person, CastWorkplace workplace, Named destination, Named carrier, string language, string holder = "current") => new(StringComparer.Ordinal)
    {
        ["name"] = person.Name[language],
        ["g"] = person.Female ? "f" : "m",
        ["at"] = workplace.At[language],
        ["from"] = workplace.From[language],
        ["to"] = destination.Label[language],
        ["carrier"] = carrier.Label[language],
        ["holder"] = holder,
    };

    private Dictionary<string, object> Values(StableRandom random, int slot, Situation situation, string language)
    {
        var person = Cast.People[(random.Below(Cast.People.Count) + (slot * 7)) % Cast.People.Count];
        var workplace = random.Pick(Cast.Workplaces);
        return ValuesOf(person, workplace, random.Pick(Cast.Destinations), random.Pick(Cast.Carriers), language, situation["holder"] ?? "");
    }

    private List<LiquidText> Before(Situation situation, IReadOnlyList<string> matters, StableRandom random) =>
        [.. situation.Facts
            .Where(fact => BeforeTheStory.Contains(fact.Key) && (fact.Key == "holder" || matters.Contains(fact.Key)))
            .Select(fact => random.Pick(Facts[(fact.Key, fact.Value)]))];

    private List<LiquidText> After(Situation situation, StableRandom random) =>
        [.. situation.Facts.Where(fact => fact.Key != "act" && !BeforeTheStory.Contains(fact.Key)).Select(fact => random.Pick(Facts[(fact.Key, fact.Value)]))];

    private static string Join(IEnumerable<LiquidText> sentences, string language, Dictionary<string, object> values) =>
        string.Join(' ', sentences.Select(sentence => sentence.Render(language, values)));
}
