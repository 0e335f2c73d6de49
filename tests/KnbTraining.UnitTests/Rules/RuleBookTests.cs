using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

public sealed class RuleBookTests
{
    [Fact]
    public void Two_rules_with_one_id_are_refused() => Assert.Throws<ArgumentException>(() =>
        SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")), SmallWorld.Rule("a", Liability.Criminal, ("colour", "blue"))));

    [Fact]
    public void An_override_of_a_rule_that_does_not_exist_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")) with { Overrides = ["ghost"] }));
        Assert.Contains("'ghost'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overrides_that_run_in_a_circle_are_refused_because_all_of_them_would_fall_silent()
    {
        var first = SmallWorld.Rule("first", Liability.Criminal, ("colour", "red")) with { Overrides = ["second"] };
        var second = SmallWorld.Rule("second", Liability.Administrative, ("colour", "red")) with { Overrides = ["third"] };
        var third = SmallWorld.Rule("third", Liability.NoneStated, ("colour", "red")) with { Overrides = ["first"] };
        var itself = SmallWorld.Rule("itself", Liability.Criminal, ("colour", "red")) with { Overrides = ["itself"] };

        Assert.Throws<ArgumentException>(() => SmallWorld.Book(first, second, third));
        Assert.Throws<ArgumentException>(() => SmallWorld.Book(itself));
        Assert.Equal(3, SmallWorld.Book(first, second, third with { Overrides = [] }).Rules.Count);
    }

    [Theory]
    [InlineData("colour", "yellow")]
    [InlineData("taste", "sweet")]
    public void A_condition_outside_the_vocabulary_is_refused(string dimension, string value) =>
        Assert.Throws<ArgumentException>(() => SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal, (dimension, value))));

    [Fact]
    public void A_condition_without_values_is_refused() => Assert.Throws<ArgumentException>(() =>
        SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal) with { When = [new Condition("colour", [])] }));

    [Fact]
    public void An_unknown_rule_is_not_found()
    {
        var book = SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")));
        Assert.Equal("a", book.Find("a")?.Id);
        Assert.Null(book.Find("b"));
    }

    [Fact]
    public void A_rule_without_conditions_never_fires_and_stands_in_no_derivation()
    {
        var verdict = SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal)).Evaluate(SmallWorld.Words.Complete([]), SmallWorld.InForce);
        Assert.Empty(verdict.Derivation);
        Assert.True(verdict.IsGap);
    }

    [Fact]
    public void A_gap_is_where_nobody_looked_and_an_open_rule_is_where_somebody_did()
    {
        var book = SmallWorld.Book(SmallWorld.Rule("open", Liability.NotCovered, ("colour", "red")), SmallWorld.Rule("duty", null, ("colour", "blue")));

        Assert.False(book.Evaluate(SmallWorld.Situation(("colour", "red")), SmallWorld.InForce).IsGap);
        Assert.True(book.Evaluate(SmallWorld.Situation(("colour", "blue")), SmallWorld.InForce).IsGap);
        Assert.Equal(12, book.FindGaps(SmallWorld.InForce).Count);
        Assert.DoesNotContain(book.FindGaps(SmallWorld.InForce), situation => situation["colour"] == "red");
    }

    [Fact]
    public void A_rule_whose_facts_exclude_each_other_is_unreachable()
    {
        var book = SmallWorld.Book(
            SmallWorld.Rule("never", Liability.Criminal, ("act", "walk"), ("height", "low")),
            SmallWorld.Rule("sometimes", Liability.Criminal, ("act", "walk|fly"), ("height", "low")));
        Assert.Equal("never", Assert.Single(book.FindUnreachable()).Id);
    }

    [Fact]
    public void Comparing_names_every_situation_whose_liability_or_duties_differ_and_no_other()
    {
        var before = SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")));
        var after = SmallWorld.Book(
            SmallWorld.Rule("a", Liability.Administrative, ("colour", "red"), ("size", "big")),
            SmallWorld.Rule("b", Liability.Criminal, ("colour", "red"), ("size", "small")),
            SmallWorld.Rule("c", null, ("colour", "blue"), ("act", "walk")) with { Then = new Outcome(null, ["knock"]) });

        var changes = RuleBook.Compare(before, after, SmallWorld.InForce);

        // red and big: 3 ways to move; blue and walking: 2 sizes.
        Assert.Equal(5, changes.Count);
        Assert.All(changes, change => Assert.Equal(change.Before.Situation, change.After.Situation));
        Assert.Equal(3, changes.Count(change => change.Before.Liability == Liability.Criminal && change.After.Liability == Liability.Administrative));
        Assert.Equal(2, changes.Count(change => change.After.Duties.Count == 1));
        Assert.Empty(RuleBook.Compare(after, after, SmallWorld.InForce));
    }

    [Fact]
    public void The_facts_that_matter_to_an_act_are_those_of_rules_about_that_act_or_any()
    {
        var book = SmallWorld.Book(
            SmallWorld.Rule("flying", Liability.Criminal, ("act", "fly"), ("height", "high")),
            SmallWorld.Rule("walking", Liability.Administrative, ("act", "walk"), ("size", "big")),
            SmallWorld.Rule("duty", null, ("act", "walk"), ("colour", "red")));

        Assert.Equal(["height"], book.DimensionsThatMatter("fly"));
        Assert.Equal(["size"], book.DimensionsThatMatter("walk"));
    }

    [Fact]
    public void A_fact_that_is_said_not_to_matter_changes_no_shipped_liability()
    {
        var book = ShippedContent.Edition.RuleBook;
        foreach (var law in new[] { SmallWorld.InForce, SmallWorld.IfAdopted })
        {
            foreach (var situation in book.Vocabulary.Space)
            {
                var matters = book.DimensionsThatMatter(situation["act"]!);
                foreach (var dimension in book.Vocabulary.Dimensions.Where(d => d.Id != "act" && situation[d.Id] is not null && !matters.Contains(d.Id)))
                {
                    Assert.All(dimension.Values, value => Assert.Equal(
                        book.Evaluate(situation, law).Liability,
                        book.Evaluate(book.Vocabulary.With(situation, dimension.Id, value), law).Liability));
                }
            }
        }
    }
}
