using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

public sealed class MutationTests
{
    private static readonly RuleBook Small = SmallWorld.Book(
        SmallWorld.Rule("red", Liability.Criminal, ("colour", "red")),
        SmallWorld.Rule("blue", Liability.Administrative, ("colour", "blue")),
        SmallWorld.Rule("blue-planned", Liability.NoneStated, ("colour", "blue")) with { Status = RuleStatus.Proposed, Overrides = ["blue"] });

    public static TheoryData<string> ShippedMisconceptions => [.. ShippedContent.Edition.Misconceptions.Values.Where(misconception => misconception.Verdicts is not null).Select(misconception => misconception.Id)];

    [Theory]
    [MemberData(nameof(ShippedMisconceptions))]
    public void A_shipped_misconception_never_answers_the_truth_and_never_one_answer_twice(string id)
    {
        var book = ShippedContent.Edition.RuleBook;
        var mutation = ShippedContent.Edition.Misconceptions[id].Verdicts!;
        foreach (var law in new[] { SmallWorld.InForce, SmallWorld.IfAdopted })
        {
            Assert.All(book.Vocabulary.Space, situation =>
            {
                var wrong = mutation.WrongAnswers(book, situation, law);
                Assert.DoesNotContain(book.Evaluate(situation, law).Liability, wrong);
                Assert.Equal(wrong.Distinct(), wrong);
            });
        }
    }

    [Theory]
    [MemberData(nameof(ShippedMisconceptions))]
    public void A_shipped_misconception_misreads_at_least_one_situation(string id)
    {
        var book = ShippedContent.Edition.RuleBook;
        var mutation = ShippedContent.Edition.Misconceptions[id].Verdicts!;
        Assert.Contains(book.Vocabulary.Space, situation =>
            mutation.WrongAnswers(book, situation, SmallWorld.InForce).Count + mutation.WrongAnswers(book, situation, SmallWorld.IfAdopted).Count > 0);
    }

    [Fact]
    public void Ignoring_a_fact_answers_as_if_it_had_another_value_but_never_from_a_gap()
    {
        var ignore = new IgnoreDimension("colour");

        // Green is a gap: nobody confuses a rule with one that does not exist.
        Assert.Equal([Liability.Administrative], ignore.WrongAnswers(Small, SmallWorld.Situation(("colour", "red")), SmallWorld.InForce));
        Assert.Equal([Liability.Criminal, Liability.Administrative], ignore.WrongAnswers(Small, SmallWorld.Situation(("colour", "green")), SmallWorld.InForce));
    }

    [Theory]
    [InlineData("height")]
    [InlineData("size")]
    [InlineData("taste")]
    public void Ignoring_a_fact_that_does_not_apply_or_does_not_matter_or_does_not_exist_misreads_nothing(string dimension) =>
        Assert.Empty(new IgnoreDimension(dimension).WrongAnswers(Small, SmallWorld.Situation(("act", "walk")), SmallWorld.InForce));

    [Fact]
    public void Taking_a_plan_for_law_misreads_only_questions_about_the_law_in_force()
    {
        var situation = SmallWorld.Situation(("colour", "blue"));
        Assert.Equal([Liability.NoneStated], new ReadOtherLaw(true).WrongAnswers(Small, situation, SmallWorld.InForce));
        Assert.Empty(new ReadOtherLaw(true).WrongAnswers(Small, situation, SmallWorld.IfAdopted));
        Assert.Empty(new ReadOtherLaw(true).WrongAnswers(Small, SmallWorld.Situation(("colour", "red")), SmallWorld.InForce));
    }

    [Fact]
    public void Overlooking_a_plan_misreads_only_questions_about_the_plan()
    {
        var situation = SmallWorld.Situation(("colour", "blue"));
        Assert.Equal([Liability.Administrative], new ReadOtherLaw(false).WrongAnswers(Small, situation, SmallWorld.IfAdopted));
        Assert.Empty(new ReadOtherLaw(false).WrongAnswers(Small, situation, SmallWorld.InForce));
    }

    [Fact]
    public void Confusing_an_outcome_needs_the_outcome_and_the_conditions()
    {
        var confuse = new ConfuseOutcome([Liability.Criminal], [Liability.NoneStated, Liability.Criminal, Liability.NoneStated], [new Condition("size", ["big"])]);

        Assert.Equal([Liability.NoneStated], confuse.WrongAnswers(Small, SmallWorld.Situation(("size", "big")), SmallWorld.InForce));
        Assert.Empty(confuse.WrongAnswers(Small, SmallWorld.Situation(("size", "small")), SmallWorld.InForce));
        Assert.Empty(confuse.WrongAnswers(Small, SmallWorld.Situation(("size", "big"), ("colour", "blue")), SmallWorld.InForce));
    }

    [Fact]
    public void Swapping_outcomes_works_both_ways_and_leaves_others_alone()
    {
        var swap = new SwapOutcomes(Liability.Criminal, Liability.Administrative);

        Assert.Equal([Liability.Administrative], swap.WrongAnswers(Small, SmallWorld.Situation(("colour", "red")), SmallWorld.InForce));
        Assert.Equal([Liability.Criminal], swap.WrongAnswers(Small, SmallWorld.Situation(("colour", "blue")), SmallWorld.InForce));
        Assert.Empty(swap.WrongAnswers(Small, SmallWorld.Situation(("colour", "green")), SmallWorld.InForce));
    }
}
