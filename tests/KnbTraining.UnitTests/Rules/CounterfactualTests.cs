using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

public sealed class CounterfactualTests
{
    private static RuleBook Book => ShippedContent.Edition.RuleBook;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_named_change_alters_the_liability_and_no_single_change_that_does_is_left_out(bool ifAdopted)
    {
        var law = new Law(SmallWorld.Day, ifAdopted);
        foreach (var situation in Book.Vocabulary.Space)
        {
            var named = Book.FindCounterfactuals(situation, law);
            var truth = Book.Evaluate(situation, law).Liability;
            Assert.All(named, change =>
            {
                Assert.NotEqual(truth, change.Verdict.Liability);
                Assert.Equal(change.Value, change.Verdict.Situation[change.Dimension]);
                Assert.Equal(Book.Evaluate(change.Verdict.Situation, law).Liability, change.Verdict.Liability);
            });
            Assert.Equal(
                ChangesByHand(situation, law, truth).Order(StringComparer.Ordinal),
                named.Select(change => $"{change.Dimension}={change.Value}").Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_former_holder_who_travels_unapproved_would_be_liable_with_current_clearance()
    {
        var situation = Book.Vocabulary.Complete([new("holder", "former"), new("act", "travel-abroad"), new("approval", "absent")]);
        var changes = Book.FindCounterfactuals(situation, new Law(SmallWorld.Day));

        Assert.Contains(changes, change => (change.Dimension, change.Value, change.Verdict.Liability) == ("holder", "current", Liability.Administrative));
        Assert.DoesNotContain(changes, change => change.Dimension is "obligation" or "capacity");
    }

    [Fact]
    public void A_fact_that_does_not_apply_is_never_named()
    {
        Assert.All(Book.Vocabulary.Space, situation => Assert.All(
            Book.FindCounterfactuals(situation, SmallWorld.InForce),
            change => Assert.NotNull(situation[change.Dimension])));
    }

    /// <summary>The facts of the space walked directly: neighbours that differ in one fact and keep the rest.</summary>
    private static IEnumerable<string> ChangesByHand(Situation situation, Law law, Liability truth)
    {
        foreach (var (dimension, old) in situation.Facts)
        {
            foreach (var value in Book.Vocabulary.Find(dimension)!.Values.Where(value => value != old))
            {
                var neighbour = Book.Vocabulary.Space.Where(other => other[dimension] == value && other.Facts.All(fact =>
                    fact.Key == dimension || (situation[fact.Key] ?? Book.Vocabulary.Find(fact.Key)!.Values[0]) == fact.Value));
                if (Book.Evaluate(neighbour.Single(), law).Liability != truth)
                {
                    yield return $"{dimension}={value}";
                }
            }
        }
    }
}
