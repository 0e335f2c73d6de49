using KnbTraining.Content.Editions;
using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Lessons;

/// <param name="Facts">The facts besides the group's; null where none of them changes anything.</param>
/// <param name="Planned">What would hold if the plan were adopted; equal to <paramref name="InForce"/> where it changes nothing.</param>
public sealed record MapRow(string? Facts, Verdict InForce, Verdict Planned)
{
    public bool Changes => InForce.Liability != Planned.Liability;
}

/// <param name="Label">The person, for example "Clearance: ended".</param>
public sealed record MapGroup(string Label, IReadOnlyList<MapRow> Rows);

/// <summary>Every verdict about one act: who, with which facts, today and as planned.</summary>
public sealed record DecisionMap(string Act, IReadOnlyList<MapGroup> Groups)
{
    private const string Holder = "holder";

    public IEnumerable<MapRow> Rows => Groups.SelectMany(group => group.Rows);

    public static DecisionMap Of(Edition edition, string act, DateOnly today, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var vocabulary = edition.RuleBook.Vocabulary;
        var matter = edition.RuleBook.DimensionsThatMatter(act);
        var others = vocabulary.Dimensions.Where(dimension => dimension.Id != Holder && matter.Contains(dimension.Id, StringComparer.Ordinal)).ToArray();
        return new DecisionMap(
            Capital(edition.Words.Values[("act", act)][language]),
            [.. vocabulary.Find(Holder)!.Values.Select(holder => new MapGroup(
                Name(edition, Holder, holder, language),
                Collapse([.. Combinations(others).Select(facts => Row(edition, [new(Holder, holder), new("act", act), .. facts], facts, today, language))])))]);
    }

    private static MapRow Row(
        Edition edition, IEnumerable<KeyValuePair<string, string>> all, KeyValuePair<string, string>[] own, DateOnly today, string language)
    {
        var situation = edition.RuleBook.Vocabulary.Complete(all);
        var facts = own.Length == 0 ? null : string.Join(", ", own.Select(fact => Name(edition, fact.Key, fact.Value, language)));
        return new MapRow(facts, edition.RuleBook.Evaluate(situation, new Law(today)), edition.RuleBook.Evaluate(situation, new Law(today, IfAdopted: true)));
    }

    // Four equal rows hide the two that differ.
    private static MapRow[] Collapse(MapRow[] rows) =>
        Array.TrueForAll(rows, row => row.InForce.Liability == rows[0].InForce.Liability && row.Planned.Liability == rows[0].Planned.Liability)
            ? [rows[0] with { Facts = null }]
            : rows;

    private static IEnumerable<KeyValuePair<string, string>[]> Combinations(IReadOnlyList<Dimension> dimensions)
    {
        IEnumerable<KeyValuePair<string, string>[]> combinations = [[]];
        foreach (var dimension in dimensions)
        {
            combinations = combinations.SelectMany(start => dimension.Values.Select(value => (KeyValuePair<string, string>[])[.. start, new(dimension.Id, value)]));
        }

        return combinations;
    }

    private static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string Name(Edition edition, string dimension, string value, string language) =>
        $"{edition.Words.Dimensions[dimension][language]}: {edition.Words.Values[(dimension, value)][language]}";
}
