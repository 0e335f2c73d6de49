using KnbTraining.Content.Editions;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <param name="Facts">The facts besides the group's; null where none of them changes anything.</param>
/// <param name="Planned">What would hold if the plan were adopted; equal to <paramref name="InForce"/> where it changes nothing.</param>
public sealed record MapRow(string? Facts, Verdict InForce, Verdict Planned)
{
    public bool Changes => InForce.Liability != Planned.Liability;
}

/// <param name="Label">The person, for example "Clearance: ended".</param>
public sealed record MapGroup(string Label, IReadOnlyList<MapRow> Rows);

/// <summary>Every verdict about one act in the words of one language: who, with which facts, today and as planned.</summary>
public sealed record DecisionMap(string Act, IReadOnlyList<MapGroup> Groups)
{
    public IEnumerable<MapRow> Rows => Groups.SelectMany(group => group.Rows);

    public static DecisionMap Of(Edition edition, string act, DateOnly today, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var (vocabulary, words) = (edition.RuleBook.Vocabulary, edition.Words);
        var table = ActTable.Of(edition.RuleBook, act, today);
        return new DecisionMap(
            Capital(words.Values[(vocabulary.Act.Id, act)][language]),
            [.. table.Holders.Select((holder, i) => new MapGroup(
                NameOf(new(vocabulary.Person.Id, holder)),
                Collapse([.. table.Rows.Select(row => new MapRow(FactsOf(row), row.Cells[i].InForce, row.Cells[i].IfAdopted))])))]);

        string? FactsOf(ActRow row) => row.Facts.Count == 0 ? null : string.Join(", ", row.Facts.Select(NameOf));

        string NameOf(KeyValuePair<string, string> fact) => $"{words.Dimensions[fact.Key][language]}: {words.Values[(fact.Key, fact.Value)][language]}";
    }

    // Where all rows say the same, one row without facts is easier to read.
    private static MapRow[] Collapse(MapRow[] rows) =>
        Array.TrueForAll(rows, row => row.InForce.Liability == rows[0].InForce.Liability && row.Planned.Liability == rows[0].Planned.Liability)
            ? [rows[0] with { Facts = null }]
            : rows;

    private static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
