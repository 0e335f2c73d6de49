using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Coverage;

/// <summary>What becomes of one fact of the fact base.</summary>
/// <param name="Rules">Ids of the rules that cite it, in order.</param>
/// <param name="Lessons">Ids of the lessons that teach it: they show, in every language, a card, a case or a map of a rule that cites it.</param>
/// <param name="Families">Ids of the item families that ask it: the key of some variant turns on it.</param>
public sealed record FactCoverage(SourceFact Fact, IReadOnlyList<string> Rules, IReadOnlyList<string> Lessons, IReadOnlyList<string> Families)
{
    /// <summary>True for a fact at the core of the training that nothing teaches or nothing asks.</summary>
    public bool IsHole => Missing.Any();

    /// <summary>What a fact at the core of the training lacks, of <c>rule</c>, <c>lesson</c> and <c>family</c>; nothing for any other fact.</summary>
    public IEnumerable<string> Missing => !Fact.IsCore
        ? []
        : new[] { ("rule", Rules.Count), ("lesson", Lessons.Count), ("family", Fact.Keyable == Keyable.Taught ? 1 : Families.Count) }.Where(part => part.Item2 == 0).Select(part => part.Item1);

    /// <summary>Whether a key may rest on the fact, as the fact base writes it.</summary>
    public string KeyableId => ReferenceReaders.IdOf(Fact.Keyable);
}

/// <summary>From each fact through its rules to what teaches it and what asks it, under the law of a day.</summary>
/// <param name="Rows">All facts, by id.</param>
public sealed record CoverageMatrix(IReadOnlyList<FactCoverage> Rows)
{
    private const uint VariantsTried = 16;

    /// <param name="lawDate">The law is read as on this local calendar date: it decides cases, maps and what can be asked.</param>
    public static CoverageMatrix Of(Edition edition, DateOnly lawDate)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var items = edition.ItemsOn(lawDate);
        var lessons = edition.Lessons.Values.Select(lesson => (lesson.Id, Rules: Shown(edition, lesson, lawDate))).ToArray();
        var families = items.Families.Select(family => (family.Id, Facts: Asked(items, family))).ToArray();
        return new CoverageMatrix(
            [.. edition.Facts.Values.OrderBy(fact => fact.Id, StringComparer.Ordinal).Select(fact =>
            {
                var rules = edition.Rules.Values
                    .Where(rule => rule.Sources.Any(citation => citation.Facts.Contains(fact.Id, StringComparer.Ordinal)))
                    .Select(rule => rule.Id)
                    .Order(StringComparer.Ordinal)
                    .ToArray();
                return new FactCoverage(fact, rules, Using(lessons, rules), Using(families, [fact.Id]));
            })]);
    }

    private static string[] Using((string Id, HashSet<string> What)[] all, string[] wanted) =>
        [.. all.Where(one => one.What.Overlaps(wanted)).Select(one => one.Id).Order(StringComparer.Ordinal)];

    private static HashSet<string> Asked(ItemBank items, ItemFamily family) =>
        [.. Enumerable.Range(0, family.IsAuthored ? 1 : (int)VariantsTried).SelectMany(variant => KeyFacts.Of(items.Edition, items.Create(family.Id, (uint)variant)))];

    private static HashSet<string> Shown(Edition edition, Lesson lesson, DateOnly lawDate)
    {
        var shown = new HashSet<string>(edition.Rules.Keys, StringComparer.Ordinal);
        foreach (var language in Languages.All)
        {
            shown.IntersectWith(lesson[language].Blocks.SelectMany(block => Shown(edition.RuleBook, block, lawDate)));
        }

        return shown;
    }

    private static IEnumerable<string> Shown(RuleBook book, LessonBlock block, DateOnly lawDate) => block switch
    {
        RuleBlock card => [card.RuleId],
        CaseBlock worked => Deciding(book, worked.Situation, new Law(lawDate, worked.IfAdopted)),
        MapBlock map => book.Vocabulary.Space
            .Where(situation => situation.Act == map.Act)
            .SelectMany(situation => Deciding(book, situation, new Law(lawDate)).Concat(Deciding(book, situation, new Law(lawDate, IfAdopted: true)))),
        _ => [],
    };

    private static IEnumerable<string> Deciding(RuleBook book, Situation situation, Law law) =>
        book.Evaluate(situation, law).Deciding.Select(rule => rule.Id);
}
