using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>The verdict about a person who does something, with the facts of a row.</summary>
/// <param name="Verdict">Under the law that is shown.</param>
/// <param name="Other">Under the other one: as if adopted where the law in force is shown, and the reverse.</param>
/// <param name="Rule">The rule that decides; null for a gap.</param>
public sealed record MapCell(Verdict Verdict, Verdict Other, RuleDocument? Rule)
{
    public bool Differs => Verdict.Liability != Other.Liability;

    public bool IsPlanned => Rule?.Rule.Status == RuleStatus.Proposed;
}

/// <param name="Facts">The facts besides the person; null where none of them changes anything.</param>
/// <param name="Cells">One for each person, in the order of the vocabulary.</param>
public sealed record GridLine(IReadOnlyList<KeyValuePair<string, string>>? Facts, IReadOnlyList<MapCell> Cells);

/// <param name="Act">A value of <see cref="Vocabulary.Act"/>.</param>
public sealed record ActGrid(string Act, IReadOnlyList<GridLine> Lines);

/// <summary>Situations of one person and one act for which there is no rule at all, not even one that records a silence.</summary>
/// <param name="Facts">The facts that they share; null where it holds whatever the facts.</param>
/// <param name="Situations">How many situations there are.</param>
public sealed record Gap(string Anchor, string Act, string Holder, IReadOnlyList<KeyValuePair<string, string>>? Facts, int Situations);

/// <summary>The whole rule book as tables: for each act the persons, the facts that matter, and the verdicts.</summary>
public sealed record LawMap(IReadOnlyList<string> Holders, IReadOnlyList<ActGrid> Grids, IReadOnlyList<Gap> Gaps)
{
    public static LawMap Of(Edition edition, Law law)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(law);
        var vocabulary = edition.RuleBook.Vocabulary;
        ActGrid[] grids = [.. vocabulary.Act.Values.Select(act => Grid(edition, law, ActTable.Of(edition.RuleBook, act, law.Date)))];
        return new LawMap(vocabulary.Person.Values, grids, [.. grids.SelectMany(grid => GapsOf(edition.RuleBook, law, grid))]);
    }

    public static string Anchor(string act, string holder) => $"gap-{act}-{holder}";

    private static ActGrid Grid(Edition edition, Law law, ActTable table)
    {
        GridLine[] lines = [.. table.Rows.Select(row => new GridLine(row.Facts.Count == 0 ? null : row.Facts, [.. row.Cells.Select(Cell)]))];

        // Where all lines say the same, one line without facts is easier to read.
        return new ActGrid(table.Act, Array.TrueForAll(lines, line => Same(line, lines[0])) ? [lines[0] with { Facts = null }] : lines);

        MapCell Cell(TwoVerdicts cell)
        {
            var (shown, other) = law.IfAdopted ? (cell.IfAdopted, cell.InForce) : (cell.InForce, cell.IfAdopted);
            return new MapCell(shown, other, shown.Deciding.FirstOrDefault() is { } rule ? edition.Rules[rule.Id] : null);
        }
    }

    private static bool Same(GridLine one, GridLine other) => one.Cells.Zip(other.Cells).All(pair =>
        pair.First.Rule == pair.Second.Rule && pair.First.Verdict.Liability == pair.Second.Verdict.Liability && pair.First.Other.Liability == pair.Second.Other.Liability);

    // Where every line of a person is a gap, that is one gap, whatever the facts.
    private static IEnumerable<Gap> GapsOf(RuleBook book, Law law, ActGrid grid)
    {
        var (act, person) = (book.Vocabulary.Act.Id, book.Vocabulary.Person);
        for (var i = 0; i < person.Values.Count; i++)
        {
            var holder = person.Values[i];
            var silent = grid.Lines.Where(line => line.Cells[i].Verdict.IsGap).ToArray();
            var all = silent.Length == grid.Lines.Count;
            foreach (var facts in all ? silent.Take(1).Select(_ => (IReadOnlyList<KeyValuePair<string, string>>?)null) : silent.Select(line => line.Facts))
            {
                var situations = book.Vocabulary.Space.Count(situation => situation[act] == grid.Act
                    && situation[person.Id] == holder
                    && (facts ?? []).All(fact => situation[fact.Key] == fact.Value)
                    && book.Evaluate(situation, law).IsGap);
                yield return new Gap(Anchor(grid.Act, holder), grid.Act, holder, facts, situations);
            }
        }
    }
}
