using KnbTraining.Content.Reference;
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
/// <param name="Holders">Values of <see cref="Vocabulary.Person"/>: who can be in the story. Nobody else is ever told in it.</param>
/// <param name="LiesAhead">True where the act has not happened yet, so that a duty can still be met.</param>
internal sealed record Story(string Id, LiquidText Text, IReadOnlyList<string> Holders, bool LiesAhead)
{
    public bool Fits(Situation situation) => Holders.Contains(situation.Person, StringComparer.Ordinal);
}

/// <summary>The stories that dress a situation.</summary>
internal sealed record Vignettes(
    Cast Cast,
    IReadOnlyDictionary<(string Dimension, string Value), IReadOnlyList<LiquidText>> Facts,
    IReadOnlyDictionary<string, IReadOnlyList<Story>> Stories)
{
    /// <summary>The generator whose stories end before the act.</summary>
    private const string ToldAhead = "duty";

    /// <summary>The stories of an act in which everybody of these situations can be.</summary>
    public IReadOnlyList<Story> StoriesFor(IReadOnlyList<Situation> situations, bool ahead = false) =>
        [.. Stories[situations[0].Act].Where(story => story.LiesAhead == ahead && situations.All(story.Fits))];

    /// <summary>False where a case of the item has no story in which it can be told. The check of the content asks for one.</summary>
    public bool CanTell(Item item) =>
        item.Situations.All(situation => StoriesFor([situation], ahead: item.Family.Generator == ToldAhead).Count > 0)
        && (item.Situations.Count == 1
            || item.Situations.Select(situation => situation.Act).Distinct(StringComparer.Ordinal).Count() != 1
            || StoriesFor(item.Situations).Count > 0);

    /// <summary>
    /// A case text: holder, then the facts that matter before the act, the act, then the facts that matter about it.
    /// </summary>
    /// <param name="matters">The dimensions that can turn a verdict for this act.</param>
    public string Tell(Situation situation, IReadOnlyList<string> matters, uint variant, string language) =>
        Tell([situation], 0, matters, variant, language);

    /// <summary>One of several cases of an item: another person in each, otherwise the same words, so that only facts differ.</summary>
    public string Tell(IReadOnlyList<Situation> situations, int slot, IReadOnlyList<string> matters, uint variant, string language)
    {
        var situation = situations[slot];
        var story = StableRandom.For(variant, "story").Pick(StoriesFor(situations));
        return TellStory(story, situation, matters, variant, language, slot);
    }

    /// <summary>A case in which the act still lies ahead: nothing is told of how it went.</summary>
    public string TellAhead(Situation situation, IReadOnlyList<string> matters, uint variant, string language) =>
        TellStory(StableRandom.For(variant, "story").Pick(StoriesFor([situation], ahead: true)), situation, matters, variant, language);

    /// <summary>A case with a story that is given.</summary>
    public string TellStory(Story story, Situation situation, IReadOnlyList<string> matters, uint variant, string language, int slot = 0)
    {
        var random = StableRandom.For(variant, "cast");
        var person = Cast.People[(random.Below(Cast.People.Count) + (slot * 7)) % Cast.People.Count];
        var workplace = random.Pick(Cast.Workplaces);
        var values = ValuesOf(person, workplace, random.Pick(Cast.Destinations), random.Pick(Cast.Carriers), language, situation.Person);
        LiquidText[] sentences =
        [
            .. Sentences(situation, variant, (fact, role) => IsBeforeTheStory(role) && (role == DimensionRole.Person || matters.Contains(fact))),
            story.Text,
            .. story.LiesAhead ? [] : Sentences(situation, variant, (_, role) => role == DimensionRole.Circumstance),
        ];
        return string.Join(' ', sentences.Select(sentence => sentence.Render(language, values)));
    }

    /// <summary>What the placeholders of a story stand for.</summary>
    /// <param name="holder">The value of <see cref="Vocabulary.Person"/>; sentences about approval differ by it.</param>
    public static Dictionary<string, object> ValuesOf(
        CastPerson person, CastWorkplace workplace, Named destination, Named carrier, string language, string holder) => new(StringComparer.Ordinal)
    {
        ["name"] = person.Name[language],
        ["g"] = person.Female ? "f" : "m",
        ["at"] = workplace.At[language],
        ["from"] = workplace.From[language],
        ["to"] = destination.Label[language],
        ["carrier"] = carrier.Label[language],
        ["holder"] = holder,
    };

    private static bool IsBeforeTheStory(DimensionRole role) => role is DimensionRole.Person or DimensionRole.Position or DimensionRole.Background;

    // Each fact draws its own words: cases of one item that differ in a fact are alike in the others.
    private IEnumerable<LiquidText> Sentences(Situation situation, uint variant, Func<string, DimensionRole, bool> told) => situation.Facts
        .Where(fact => told(fact.Key, situation.RoleOf(fact.Key)))
        .Select(fact => StableRandom.For(variant, fact.Key).Pick(Facts[(fact.Key, fact.Value)]));
}
