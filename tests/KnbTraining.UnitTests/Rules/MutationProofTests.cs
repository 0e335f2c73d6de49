using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

/// <summary>
/// Every rule matters: changed as any misconception would have it, or by a dropped override or duty, the book says
/// something that the worked cases contradict. Only a change that alters no verdict anywhere goes unnoticed, and which
/// those are is computed.
/// </summary>
public sealed class MutationProofTests(ITestOutputHelper output)
{
    private static readonly Law[] Laws = [SmallWorld.InForce, SmallWorld.IfAdopted];

    private static RuleBook Book => ShippedContent.Edition.RuleBook;

    [Fact]
    public void Every_mutant_of_a_shipped_rule_is_noticed_by_the_worked_cases_or_changes_no_verdict_at_all()
    {
        var mutants = RuleMutants.Of(Book, ShippedContent.Edition.Misconceptions.Values).ToArray();
        var unnoticed = mutants.Where(mutant => !Laws.SelectMany(law => WorkedCaseTable.Objections(mutant.Book, law)).Any()).ToArray();
        var equivalent = unnoticed.Where(IsEquivalent).ToArray();
        Publish(mutants, equivalent, unnoticed.Length);

        Assert.Empty(unnoticed.Except(equivalent).Select(mutant => mutant.ToString()));
        Assert.All(Book.Rules.Where(rule => rule.Fires), rule => Assert.Contains(mutants.Except(equivalent), mutant => mutant.Change.StartsWith($"{rule.Id} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_misconception_about_verdicts_changes_at_least_one_shipped_rule() =>
        Assert.All(
            ShippedContent.Edition.Misconceptions.Values.Where(misconception => misconception.Verdicts is not null),
            misconception => Assert.True(RuleMutants.Of(Book, misconception).Any(), misconception.Id));

    [Fact]
    public void A_change_of_a_rule_that_alters_a_verdict_is_told_with_its_reason_and_one_that_alters_none_is_not()
    {
        // The analysis that editors read, proved over all mutants: a change has a reason, and the reason names its rule.
        foreach (var mutant in RuleMutants.Of(Book, ShippedContent.Edition.Misconceptions.Values))
        {
            foreach (var law in Laws)
            {
                var comparison = Comparison.Of(Book, law, mutant.Book, law);
                Assert.Equal(Book.Vocabulary.Space.Count, comparison.Compared);
                Assert.All(comparison.Changes, change => Assert.Contains(change.Reasons, reason =>
                    mutant.Change.StartsWith($"{reason.Rule.Id} ", StringComparison.Ordinal)
                    || (reason.By is { } by && mutant.Change.StartsWith($"{by} ", StringComparison.Ordinal))
                    || mutant.Change.EndsWith($" {reason.Rule.Id}", StringComparison.Ordinal)));
                Assert.Equal(
                    comparison.Changes.Select(change => change.Before.Situation),
                    Book.Vocabulary.Space.Where(situation => !Comparison.SaysTheSame(Book.Evaluate(situation, law), mutant.Book.Evaluate(situation, law))));
            }
        }
    }

    [Fact]
    public void A_table_that_asks_too_little_is_found_out()
    {
        // The proof can fail: without the rule on meetings the liability of no situation changes, and only the recorded
        // silence tells the books apart.
        var without = new RuleBook(Book.Vocabulary, [.. Book.Rules.Where(rule => rule.Id != "meeting-foreigners-open")]);
        var objections = WorkedCaseTable.Objections(without, SmallWorld.InForce).ToArray();
        Assert.NotEmpty(objections);
        Assert.All(objections, objection => Assert.Contains("got a gap", objection, StringComparison.Ordinal));
    }

    private static bool IsEquivalent(Mutant mutant) =>
        Array.TrueForAll(Laws, law => Comparison.Of(Book, law, mutant.Book, law).Changes.Count == 0);

    private void Publish(Mutant[] mutants, Mutant[] equivalent, int unnoticed)
    {
        output.WriteLine($"{mutants.Length} mutants of {Book.Rules.Count(rule => rule.Fires)} rules: {mutants.Length - unnoticed} killed, {equivalent.Length} equivalent, {unnoticed - equivalent.Length} unnoticed.");
        foreach (var kind in mutants.GroupBy(mutant => mutant.Kind))
        {
            output.WriteLine($"  {kind.Key}: {kind.Count()}");
        }

        foreach (var same in equivalent)
        {
            output.WriteLine($"  equivalent: {same}");
        }
    }
}
