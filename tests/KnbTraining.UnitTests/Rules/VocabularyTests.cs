using KnbTraining.Rules;

namespace KnbTraining.UnitTests.Rules;

public sealed class VocabularyTests
{
    [Fact]
    public void The_space_is_the_product_of_values_with_dependent_dimensions_only_where_they_apply()
    {
        // 3 colours × 2 sizes × (walking 1 + flying 2 heights)
        Assert.Equal(18, SmallWorld.Words.Space.Count);
        Assert.All(SmallWorld.Words.Space, situation => Assert.Equal(situation["act"] == "fly", situation["height"] is not null));
    }

    [Fact]
    public void A_vocabulary_without_dimensions_has_one_empty_situation()
    {
        var situation = Assert.Single(new Vocabulary([]).Space);
        Assert.Equal("", situation.Id);
    }

    [Fact]
    public void A_dimension_without_values_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Vocabulary([new Dimension("colour", [])]));
        Assert.Contains("'colour' has no values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dimension_named_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Vocabulary([new Dimension("colour", ["red"]), new Dimension("colour", ["blue"])]));

    [Fact]
    public void A_value_named_twice_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Vocabulary([new Dimension("colour", ["red", "blue", "red"])]));
        Assert.Contains("'colour=red'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dimension_may_not_depend_on_a_later_one() => Assert.Throws<ArgumentException>(() => new Vocabulary(
    [
        new Dimension("height", ["low", "high"], new Condition("act", ["fly"])),
        new Dimension("act", ["walk", "fly"]),
    ]));

    [Fact]
    public void A_dimension_may_not_depend_on_itself() =>
        Assert.Throws<ArgumentException>(() => new Vocabulary([new Dimension("height", ["low"], new Condition("height", ["low"]))]));

    [Fact]
    public void A_dimension_may_not_depend_on_a_value_that_does_not_exist()
    {
        var error = Assert.Throws<ArgumentException>(() => new Vocabulary(
        [
            new Dimension("act", ["walk", "fly"]),
            new Dimension("height", ["low", "high"], new Condition("act", ["swim"])),
        ]));
        Assert.Contains("'act=swim'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DimensionRole.Act)]
    [InlineData(DimensionRole.Person)]
    public void Only_one_dimension_is_the_act_and_only_one_the_person(DimensionRole role)
    {
        var error = Assert.Throws<ArgumentException>(() => new Vocabulary(
            [new Dimension("first", ["a"]) { Role = role }, new Dimension("second", ["b"]) { Role = role }]));
        Assert.Contains("'first' and 'second'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_act_and_the_person_belong_to_every_situation() => Assert.Throws<ArgumentException>(() => new Vocabulary(
    [
        new Dimension("colour", ["red", "blue"]),
        new Dimension("act", ["walk"], new Condition("colour", ["red"])) { Role = DimensionRole.Act },
    ]));

    [Fact]
    public void A_situation_tells_its_act_by_the_role_of_the_dimension_and_not_by_its_name()
    {
        var words = new Vocabulary([new Dimension("who", ["me", "you"]) { Role = DimensionRole.Person }, new Dimension("what", ["walk"]) { Role = DimensionRole.Act }]);
        var situation = words.Complete([new("who", "you")]);
        Assert.Equal(("walk", "you", DimensionRole.Act), (situation.Act, situation.Person, situation.RoleOf("what")));
        Assert.Throws<KeyNotFoundException>(() => situation.RoleOf("act"));
        Assert.Throws<InvalidOperationException>(() => new Vocabulary([new Dimension("act", ["walk"])]).Act);
    }

    [Fact]
    public void Completing_nothing_gives_the_first_value_of_each_dimension_that_applies() =>
        Assert.Equal("colour=red;size=small;act=walk", SmallWorld.Words.Complete([]).Id);

    [Fact]
    public void Completing_keeps_what_is_given_and_fills_dependent_dimensions() =>
        Assert.Equal("colour=red;size=big;act=fly;height=low", SmallWorld.Situation(("act", "fly"), ("size", "big")).Id);

    [Fact]
    public void The_order_in_which_facts_are_given_does_not_matter() =>
        Assert.Equal(SmallWorld.Situation(("height", "high"), ("act", "fly")), SmallWorld.Situation(("act", "fly"), ("height", "high")));

    [Theory]
    [InlineData("colour", "yellow")]
    [InlineData("taste", "sweet")]
    [InlineData("colour", "Red")]
    [InlineData("colour", "")]
    public void Completing_refuses_an_unknown_fact(string dimension, string value) =>
        Assert.Throws<ArgumentException>(() => SmallWorld.Situation((dimension, value)));

    [Fact]
    public void Completing_refuses_a_fact_that_does_not_apply()
    {
        var error = Assert.Throws<ArgumentException>(() => SmallWorld.Situation(("act", "walk"), ("height", "low")));
        Assert.Contains("'height' does not apply here: it needs act=fly", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changing_a_fact_leaves_the_others() =>
        Assert.Equal("colour=blue;size=big;act=walk", SmallWorld.Words.With(SmallWorld.Situation(("size", "big")), "colour", "blue").Id);

    [Fact]
    public void Changing_a_fact_to_its_own_value_changes_nothing()
    {
        Assert.All(SmallWorld.Words.Space, situation => Assert.All(situation.Facts, fact =>
            Assert.Equal(situation, SmallWorld.Words.With(situation, fact.Key, fact.Value))));
    }

    [Fact]
    public void Changing_a_fact_drops_what_no_longer_applies_and_fills_what_now_applies()
    {
        var flying = SmallWorld.Situation(("act", "fly"), ("height", "high"));
        var walking = SmallWorld.Words.With(flying, "act", "walk");

        Assert.Null(walking["height"]);
        Assert.Equal("low", SmallWorld.Words.With(walking, "act", "fly")["height"]);
    }

    [Fact]
    public void Changing_a_fact_that_does_not_apply_leaves_the_situation_as_it_is() =>
        Assert.Equal(SmallWorld.Words.Complete([]), SmallWorld.Words.With(SmallWorld.Words.Complete([]), "height", "high"));

    [Theory]
    [InlineData("colour", "yellow")]
    [InlineData("taste", "sweet")]
    public void Changing_to_an_unknown_fact_is_refused(string dimension, string value) =>
        Assert.Throws<ArgumentException>(() => SmallWorld.Words.With(SmallWorld.Words.Complete([]), dimension, value));

    [Fact]
    public void Situations_are_equal_by_their_facts_and_unequal_by_any_difference()
    {
        var one = SmallWorld.Situation(("colour", "blue"));
        var same = SmallWorld.Situation(("colour", "blue"));
        var other = SmallWorld.Situation(("colour", "green"));

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
        Assert.False(one.Equals((object?)null));
    }

    [Fact]
    public void A_situation_has_no_value_for_what_it_does_not_state()
    {
        Assert.Null(SmallWorld.Words.Complete([])["height"]);
        Assert.Null(SmallWorld.Words.Complete([])["taste"]);
    }

    [Fact]
    public void A_condition_holds_for_each_of_its_values_and_fails_for_others_and_for_what_does_not_apply()
    {
        var condition = new Condition("height", ["low", "high"]);
        var colours = new Condition("colour", ["red", "blue"]);

        Assert.True(condition.Holds(SmallWorld.Situation(("act", "fly"), ("height", "low"))));
        Assert.True(condition.Holds(SmallWorld.Situation(("act", "fly"), ("height", "high"))));
        Assert.False(condition.Holds(SmallWorld.Situation(("act", "walk"))));
        Assert.True(colours.Holds(SmallWorld.Situation(("colour", "blue"))));
        Assert.False(colours.Holds(SmallWorld.Situation(("colour", "green"))));
    }
}
