using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

public sealed class ComparisonTests
{
    private static readonly Rule Red = SmallWorld.Rule("red", Liability.Criminal, ("colour", "red"));
    private static readonly Rule Stronger = SmallWorld.Rule("stronger", Liability.Administrative, ("colour", "red")) with { Overrides = ["red"] };

    public static TheoryData<string> Cases => [.. Changes.Keys];

    // Before, after, and what explains it: the rule, the kind, and which other rule displaces.
    private static Dictionary<string, (Rule[] Before, Rule[] After, (string, ReasonKind, string?)[] Reasons)> Changes => new()
    {
        ["a new rule"] = ([], [Red], [("red", ReasonKind.Added, null)]),
        ["a removed rule"] = ([Red], [], [("red", ReasonKind.Removed, null)]),
        ["conditions that now hold"] = ([Red with { When = [new Condition("colour", ["blue"])] }], [Red], [("red", ReasonKind.ConditionsMet, null)]),
        ["conditions that hold no longer"] = ([Red], [Red with { When = [new Condition("colour", ["blue"])] }], [("red", ReasonKind.ConditionsFailed, null)]),
        ["a plan put in force"] = ([Red with { Status = RuleStatus.Proposed }], [Red], [("red", ReasonKind.BeganToCount, null)]),
        ["a rule that has ended"] = ([Red], [Red with { Until = SmallWorld.Day }], [("red", ReasonKind.CeasedToCount, null)]),
        ["another outcome"] = ([Red], [Red with { Then = new Outcome(Liability.NoneStated, []) }], [("red", ReasonKind.OutcomeChanged, null)]),
        ["other duties"] = ([Red], [Red with { Then = Red.Then with { Duties = ["knock"] } }], [("red", ReasonKind.OutcomeChanged, null)]),
        ["a rule that displaces"] = ([Red], [Red, Stronger], [("red", ReasonKind.Displaced, "stronger"), ("stronger", ReasonKind.Added, null)]),
        ["a rule that displaces no longer"] = ([Red, Stronger], [Red], [("red", ReasonKind.Restored, "stronger"), ("stronger", ReasonKind.Removed, null)]),
        ["a contradiction that becomes a recorded silence"] = (
            [Red, SmallWorld.Rule("other", Liability.Administrative, ("colour", "red"))],
            [SmallWorld.Rule("open", Liability.NotCovered, ("colour", "red"))],
            [("open", ReasonKind.Added, null), ("other", ReasonKind.Removed, null), ("red", ReasonKind.Removed, null)]),
        ["a silence that is now recorded"] = ([], [SmallWorld.Rule("open", Liability.NotCovered, ("colour", "red"))], [("open", ReasonKind.Added, null)]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_change_names_its_reason(string name)
    {
        var (before, after, reasons) = Changes[name];
        var comparison = Comparison.Of(SmallWorld.Book(before), SmallWorld.InForce, SmallWorld.Book(after), SmallWorld.InForce);
        var red = comparison.Changes.Where(change => change.Before.Situation["colour"] == "red").ToArray();

        // Red: 2 sizes, 3 ways to move.
        Assert.Equal(6, red.Length);
        Assert.All(red, change => Assert.Equal(reasons, change.Reasons.Select(reason => (reason.Rule.Id, reason.Kind, reason.By))));
        Assert.All(red, change => Assert.Equal(change.Before.Situation, change.After.Situation));
        Assert.DoesNotContain(comparison.Changes, change => change.Before.Situation["colour"] == "green");
    }

    [Fact]
    public void A_removed_rule_is_shown_as_it_stood_and_a_changed_one_as_it_stands()
    {
        var changed = Red with { Then = new Outcome(Liability.NoneStated, []) };
        Assert.Same(Red, First([Red], []).Rule);
        Assert.Same(changed, First([Red], [changed]).Rule);
    }

    [Fact]
    public void A_book_under_two_laws_differs_where_the_plan_changes_the_verdict()
    {
        var book = SmallWorld.Book(Red, Stronger with { Status = RuleStatus.Proposed });
        var comparison = Comparison.Of(book, SmallWorld.InForce, book, SmallWorld.IfAdopted);
        Assert.Equal(6, comparison.Changes.Count);
        Assert.All(comparison.Changes, change => Assert.Equal(
            [("red", ReasonKind.Displaced), ("stronger", ReasonKind.BeganToCount)],
            change.Reasons.Select(reason => (reason.Rule.Id, reason.Kind))));
        Assert.Empty(Comparison.Of(book, SmallWorld.InForce, book, SmallWorld.InForce).Changes);
    }

    [Fact]
    public void A_recorded_silence_is_a_change_that_is_not_material()
    {
        var change = Comparison.Of(SmallWorld.Book(), SmallWorld.InForce, SmallWorld.Book(SmallWorld.Rule("open", Liability.NotCovered, ("colour", "red"))), SmallWorld.InForce).Changes[0];
        Assert.False(change.IsMaterial);
        Assert.Empty(RuleBook.Compare(SmallWorld.Book(), SmallWorld.Book(SmallWorld.Rule("open", Liability.NotCovered, ("colour", "red"))), SmallWorld.InForce));
    }

    [Fact]
    public void Situations_that_only_one_vocabulary_knows_are_counted_and_not_compared()
    {
        var words = new Vocabulary([new Dimension("colour", ["red", "yellow"]), .. SmallWorld.Words.Dimensions.Skip(1)]);
        var comparison = Comparison.Of(SmallWorld.Book(Red), SmallWorld.InForce, new RuleBook(words, []), SmallWorld.InForce);

        Assert.Equal(6, comparison.Compared);
        Assert.Equal(6, comparison.Changes.Count);
        Assert.Equal(["blue", "green"], comparison.OnlyBefore.Select(situation => situation["colour"]).Distinct());
        Assert.Equal(["yellow"], comparison.OnlyAfter.Select(situation => situation["colour"]).Distinct());
    }

    [Fact]
    public void The_shipped_plans_change_exactly_the_situations_that_the_worked_cases_say()
    {
        var book = ShippedContent.Edition.RuleBook;
        var comparison = Comparison.Of(book, SmallWorld.InForce, book, SmallWorld.IfAdopted);
        Assert.Equal(
            book.Vocabulary.Space.Where(situation => WorkedCaseTable.Covering(situation)[0] is var known && known.InForce != known.IfAdopted),
            comparison.Changes.Select(change => change.Before.Situation));
        Assert.All(comparison.Changes, change => Assert.Contains(change.Reasons, reason => reason is { Kind: ReasonKind.BeganToCount, Rule.Status: RuleStatus.Proposed }));
    }

    private static ChangeReason First(Rule[] before, Rule[] after) =>
        Comparison.Of(SmallWorld.Book(before), SmallWorld.InForce, SmallWorld.Book(after), SmallWorld.InForce).Changes[0].Reasons[0];
}
