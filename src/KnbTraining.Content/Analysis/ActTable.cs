using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>One combination of the facts that matter.</summary>
/// <param name="Facts">One for each of <see cref="ActTable.Dimensions"/>, in their order; empty where there are none.</param>
/// <param name="Cells">One for each of <see cref="ActTable.Holders"/>, in their order.</param>
public sealed record ActRow(IReadOnlyList<KeyValuePair<string, string>> Facts, IReadOnlyList<TwoVerdicts> Cells);

/// <summary>
/// The tabulation of the law about one act: every person, every combination of the facts that any rule about the act looks at, and the
/// verdicts. Facts that no rule looks at have their default. All maps of the law are made from it.
/// </summary>
/// <param name="Act">The act: a value of <see cref="Vocabulary.Act"/>.</param>
/// <param name="Holders">The values of <see cref="Vocabulary.Person"/>, in the order of the vocabulary.</param>
/// <param name="Dimensions">The other dimensions that matter, in the order of the vocabulary.</param>
/// <param name="Rows">All combinations of their values. The first dimension varies slowest.</param>
public sealed record ActTable(string Act, IReadOnlyList<string> Holders, IReadOnlyList<Dimension> Dimensions, IReadOnlyList<ActRow> Rows)
{
    /// <param name="day">The law is read as on this local day.</param>
    /// <exception cref="ArgumentException">The vocabulary has no such act.</exception>
    public static ActTable Of(RuleBook book, string act, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(book);
        var vocabulary = book.Vocabulary;
        var (acts, person) = (vocabulary.Act, vocabulary.Person);
        var matter = book.DimensionsThatMatter(act);
        Dimension[] others = [.. vocabulary.Dimensions.Where(dimension => dimension != person && matter.Contains(dimension.Id, StringComparer.Ordinal))];
        var rows = Combinations(others).Select(facts => new ActRow(
            facts,
            [.. person.Values.Select(holder => CellOf(book, [new(person.Id, holder), new(acts.Id, act), .. facts], day))]));
        return new ActTable(act, person.Values, others, [.. rows]);
    }

    private static TwoVerdicts CellOf(RuleBook book, IEnumerable<KeyValuePair<string, string>> facts, DateOnly day)
    {
        var situation = book.Vocabulary.Complete(facts);
        return new TwoVerdicts(book.Evaluate(situation, new Law(day)), book.Evaluate(situation, new Law(day, IfAdopted: true)));
    }

    private static IEnumerable<KeyValuePair<string, string>[]> Combinations(Dimension[] dimensions)
    {
        IEnumerable<KeyValuePair<string, string>[]> combinations = [[]];
        foreach (var dimension in dimensions)
        {
            combinations = combinations.SelectMany(start => dimension.Values.Select(value => (KeyValuePair<string, string>[])[.. start, new(dimension.Id, value)]));
        }

        return combinations;
    }
}
