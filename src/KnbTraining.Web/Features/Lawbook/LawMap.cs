using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>What the book says about a person who does something, with the facts of a row.</summary>
/// <param name="Verdict">Under the law that is shown.</param>
/// <param name="Other">Under the other one: as if adopted where the law in force is shown, and the reverse.</param>
/// <param name="Rule">The rule that decides; null for a gap.</param>
public sealed record MapCell(Verdict Verdict, Verdict Other, RuleDocument? Rule)
{
    public bool Differs => Verdict.Liability != Other.Liability;

    public bool IsPlanned => Rule?.Rule.Status == RuleStatus.Proposed;
}

/// <param name="Facts">The facts besides the person; null where none of them changes anything.</param>
/// <param name="Cells">One for each value of <c>holder</c>, in the order of the vocabulary.</param>
public sealed record MapLine(IReadOnlyList<KeyValuePair<string, string>>? Facts, IReadOnlyList<MapCell> Cells);

/// <param name="Act">A value of <c>act</c>.</param>
public sealed record ActGrid(string Act, IReadOnlyList<MapLine> Lines);

/// <summary>A silence that nobody wrote down: one person, one act, some facts.</summary>
/// <param name="Situations">How many situations it is.</param>
public sealed record Gap(string Anchor, string Act, string Holder, IReadOnlyList<KeyValuePair<string, string>>? Facts, int Situations);

/// <summary>The whole book as a picture: for each act who does it, with the facts that matter, and what follows.</summary>
public sealed record LawMap(IReadOnlyList<string> Holders, IReadOnlyList<ActGrid> Grids, IReadOnlyList<Gap> Gaps)
{
    private const string Holder = "holder";
    private const string Act = "act";

    public static LawMap Of(Edition edition, Law law)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(law);
        var vocabulary = edition.RuleBook.Vocabulary;
        var holders = vocabulary.Find(Holder)?.Values ?? [];
        ActGrid[] grids = [.. (vocabulary.Find(Act)?.Values ?? []).Select(act => Grid(edition, law, act, holders))];
        return new LawMap(holders, grids, [.. grids.SelectMany(grid => GapsOf(edition.RuleBook, law, grid, holders))]);
    }

    public static string Anchor(string act, string holder) => $"gap-{act}-{holder}";

    private static ActGrid Grid(Edition edition, Law law, string act, IReadOnlyList<string> holders)
    {
        var matter = edition.RuleBook.DimensionsThatMatter(act);
        var others = edition.RuleBook.Vocabulary.Dimensions.Where(dimension => dimension.Id != Holder && matter.Contains(dimension.Id, StringComparer.Ordinal));
        MapLine[] lines = [.. Combinations(others).Select(facts => new MapLine(
            facts.Length == 0 ? null : facts,
            [.. holders.Select(holder => Cell(edition, law, [new(Holder, holder), new(Act, act), .. facts]))]))];

        // Lines that say the same hide those that differ.
        return new ActGrid(act, Array.TrueForAll(lines, line => Same(line, lines[0])) ? [lines[0] with { Facts = null }] : lines);
    }

    private static MapCell Cell(Edition edition, Law law, IEnumerable<KeyValuePair<string, string>> facts)
    {
        var situation = edition.RuleBook.Vocabulary.Complete(facts);
        var verdict = edition.RuleBook.Evaluate(situation, law);
        var rule = verdict.Deciding.FirstOrDefault();
        return new MapCell(
            verdict,
            edition.RuleBook.Evaluate(situation, law with { IfAdopted = !law.IfAdopted }),
            rule is null ? null : edition.Rules[rule.Id]);
    }

    private static bool Same(MapLine one, MapLine other) => one.Cells.Zip(other.Cells).All(pair =>
        pair.First.Rule == pair.Second.Rule && pair.First.Verdict.Liability == pair.Second.Verdict.Liability && pair.First.Other.Liability == pair.Second.Other.Liability);

    // Where every line of a person is a gap, that is one gap, whatever the facts.
    private static IEnumerable<Gap> GapsOf(RuleBook book, Law law, ActGrid grid, IReadOnlyList<string> holders)
    {
        for (var i = 0; i < holders.Count; i++)
        {
            var holder = holders[i];
            var silent = grid.Lines.Where(line => line.Cells[i].Verdict.IsGap).ToArray();
            var all = silent.Length == grid.Lines.Count;
            foreach (var facts in all ? silent.Take(1).Select(_ => (IReadOnlyList<KeyValuePair<string, string>>?)null) : silent.Select(line => line.Facts))
            {
                yield return new Gap(Anchor(grid.Act, holder), grid.Act, holder, facts, book.Vocabulary.Space.Count(situation =>
                    situation[Act] == grid.Act && situation[Holder] == holder && (facts ?? []).All(fact => situation[fact.Key] == fact.Value) && book.Evaluate(situation, law).IsGap));
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>[]> Combinations(IEnumerable<Dimension> dimensions)
    {
        IEnumerable<KeyValuePair<string, string>[]> combinations = [[]];
        foreach (var dimension in dimensions)
        {
            combinations = combinations.SelectMany(start => dimension.Values.Select(value => (KeyValuePair<string, string>[])[.. start, new(dimension.Id, value)]));
        }

        return combinations;
    }
}
