using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

/// <summary>Tasks of bodies, meanings of terms and points against tables judged by hand, and against every mix-up of two of them.</summary>
public sealed class PairAndPointMutationTests(ITestOutputHelper output)
{
    private static readonly Edition Edition = ShippedContent.Edition;

    [Fact]
    public void Every_shipped_pair_belongs_where_the_table_says_and_the_table_knows_them_all() =>
        Assert.Empty(Objections(Pairs()));

    [Fact]
    public void Every_swap_of_two_pairs_is_noticed_unless_both_belong_to_the_same()
    {
        var mutants = Mutants().ToArray();
        var equivalent = mutants.Where(mutant => mutant.Pairs.All(pair => pair.Value == Pairs()[pair.Key])).ToArray();
        var unnoticed = mutants.Where(mutant => !Objections(mutant.Pairs).Any()).ToArray();
        output.WriteLine($"{mutants.Length} swaps of pairs: {mutants.Length - unnoticed.Length} killed, {equivalent.Length} equivalent.");

        Assert.NotEmpty(mutants.Except(equivalent));
        Assert.Empty(unnoticed.Except(equivalent).Select(mutant => mutant.Name));
    }

    [Fact]
    public void Every_shipped_point_is_settled_or_open_as_the_table_says_and_the_table_knows_them_all() =>
        Assert.DoesNotContain(Points(), point => !HandTables.Points.TryGetValue(point.Key, out var open) || open != point.Value);

    [Fact]
    public void Every_point_taken_for_its_contrary_is_noticed()
    {
        var points = Points();
        output.WriteLine($"{points.Count} points turned over.");
        Assert.NotEmpty(points);
        Assert.All(points, point => Assert.NotEqual(!point.Value, HandTables.Points[point.Key]));
    }

    private static Dictionary<string, string> Pairs() =>
        Edition.Rules.Values.SelectMany(rule => rule.Pairs).ToDictionary(pair => pair.Id, pair => pair.Of, StringComparer.Ordinal);

    private static Dictionary<(string Rule, string Point), bool> Points() => Edition.Rules.Values
        .SelectMany(rule => rule.Stated.Select(point => (rule.Id, point.Id, Open: false)).Concat(rule.LeftOpen.Select(point => (rule.Id, point.Id, Open: true))))
        .ToDictionary(row => (row.Item1, row.Item2), row => row.Open);

    private static IEnumerable<string> Objections(IReadOnlyDictionary<string, string> pairs) =>
        HandTables.Pairs.Keys.Union(pairs.Keys, StringComparer.Ordinal)
            .Where(id => HandTables.Pairs.GetValueOrDefault(id) != pairs.GetValueOrDefault(id))
            .Select(id => $"{id}: expected {HandTables.Pairs.GetValueOrDefault(id)}, got {pairs.GetValueOrDefault(id)}");

    // Each mix-up that a misconception names: any two of a kind, or the two terms of a pair of terms throughout.
    private static IEnumerable<(string Name, Dictionary<string, string> Pairs)> Mutants()
    {
        foreach (var misconception in Edition.Misconceptions.Values)
        {
            if (misconception.Pairs is { } any)
            {
                var kind = any == PairConfusion.AnyBody ? RuleKind.Competence : RuleKind.Definition;
                var ids = Edition.Rules.Values.Where(rule => rule.Rule.Kind == kind).SelectMany(rule => rule.Pairs).Select(pair => pair.Id).ToArray();
                foreach (var (one, other) in ids.SelectMany((one, at) => ids[(at + 1)..].Select(other => (one, other))))
                {
                    var swapped = Pairs();
                    (swapped[one], swapped[other]) = (swapped[other], swapped[one]);
                    yield return ($"{misconception.Id}: {one} and {other}", swapped);
                }
            }

            if (misconception.ConfusedTerms is { } terms)
            {
                yield return ($"{misconception.Id}: {terms.First} and {terms.Second}", Pairs().ToDictionary(
                    pair => pair.Key,
                    pair => pair.Value == terms.First ? terms.Second : pair.Value == terms.Second ? terms.First : pair.Value,
                    StringComparer.Ordinal));
            }
        }
    }
}
