using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

public sealed class OverlapTests
{
    private static readonly Rule Red = SmallWorld.Rule("red", Liability.Criminal, ("colour", "red"));
    private static readonly Rule Big = SmallWorld.Rule("big", Liability.Criminal, ("size", "big"));

    [Fact]
    public void A_situation_of_which_one_rule_or_none_speaks_is_no_overlap()
    {
        var overlaps = SmallWorld.Book(Red, Big).FindOverlaps(SmallWorld.InForce);

        // Red and big: 3 ways to move.
        Assert.Equal(3, overlaps.Count);
        Assert.All(overlaps, overlap => Assert.Equal(("red", "big"), (overlap.Verdict.Situation["colour"], overlap.Verdict.Situation["size"])));
        Assert.All(overlaps, overlap => Assert.Equal(["red", "big"], overlap.Rules.Select(rule => rule.Id)));
    }

    [Fact]
    public void Rules_that_say_the_same_agree() => Assert.Equal([OverlapKind.Agreeing], Kinds(Red, Big));

    [Fact]
    public void A_duty_beside_a_liability_complements_it() =>
        Assert.Equal([OverlapKind.Complementing], Kinds(Red, SmallWorld.Rule("knock", null, ("size", "big")) with { Then = new Outcome(null, ["knock"]) }));

    [Fact]
    public void Rules_that_say_different_things_conflict_unless_one_displaces_the_other()
    {
        var other = Big with { Then = new Outcome(Liability.Administrative, []) };
        Assert.Equal([OverlapKind.Conflicting], Kinds(Red, other));
        Assert.Equal([OverlapKind.Overriding], Kinds(Red, other with { Overrides = ["red"] }));
        Assert.Equal([OverlapKind.Overriding], Kinds(Red, Big with { Overrides = ["red"] }));
    }

    [Fact]
    public void A_planned_rule_overlaps_only_as_if_adopted()
    {
        var book = SmallWorld.Book(Red, Big with { Status = RuleStatus.Proposed });
        Assert.Empty(book.FindOverlaps(SmallWorld.InForce));
        Assert.Equal(3, book.FindOverlaps(SmallWorld.IfAdopted).Count);
    }

    [Fact]
    public void A_rule_is_silenced_where_it_is_displaced_wherever_it_holds()
    {
        var everywhere = SmallWorld.Rule("everywhere", Liability.Administrative, ("colour", "red|blue")) with { Overrides = ["red"] };
        Assert.Equal("red", Assert.Single(SmallWorld.Book(Red, everywhere).FindSilenced(SmallWorld.InForce)).Id);
        Assert.Empty(SmallWorld.Book(Red, Big with { Overrides = ["red"] }).FindSilenced(SmallWorld.InForce));
        Assert.Empty(SmallWorld.Book(Red, everywhere with { Status = RuleStatus.Proposed }).FindSilenced(SmallWorld.InForce));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_overlaps_of_the_shipped_rules_are_all_those_situations_of_which_two_rules_speak_and_none_conflicts(bool ifAdopted)
    {
        var law = new Law(SmallWorld.Day, ifAdopted);
        var book = ShippedContent.Edition.RuleBook;
        var overlaps = book.FindOverlaps(law);

        Assert.Equal(
            book.Vocabulary.Space.Where(situation => book.Rules.Count(rule => rule.Fires && law.Counts(rule) && rule.When.All(condition => condition.Holds(situation))) > 1),
            overlaps.Select(overlap => overlap.Verdict.Situation));
        Assert.DoesNotContain(overlaps, overlap => overlap.Kind is OverlapKind.Conflicting or OverlapKind.Agreeing);
        Assert.Equal(ifAdopted, overlaps.Any(overlap => overlap.Kind == OverlapKind.Overriding));
        Assert.Equal(
            ifAdopted ? book.Rules.Where(rule => rule.Status == RuleStatus.Proposed).SelectMany(rule => rule.Overrides).Order(StringComparer.Ordinal) : [],
            book.FindSilenced(law).Select(rule => rule.Id).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<OverlapKind> Kinds(params Rule[] rules) =>
        SmallWorld.Book(rules).FindOverlaps(SmallWorld.InForce).Select(overlap => overlap.Kind).Distinct();
}
