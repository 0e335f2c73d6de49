using FsCheck.Xunit;
using KnbTraining.Content.Items;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

public sealed class EvaluationTests
{
    [Property(MaxTest = 60)]
    public bool The_order_of_the_shipped_rules_never_changes_a_verdict(ulong seed)
    {
        var book = ShippedContent.Edition.RuleBook;
        return SameVerdicts(book, new RuleBook(book.Vocabulary, new StableRandom(seed).Shuffle(book.Rules)), new Law(SmallWorld.Day, seed % 2 == 0));
    }

    [Property(MaxTest = 200)]
    public bool The_order_of_any_rules_never_changes_a_verdict_even_where_they_conflict_or_override_each_other(ulong seed)
    {
        var random = new StableRandom(seed);
        var rules = Enumerable.Range(0, 7).Select(number => RandomRule(random, number)).ToArray();
        return SameVerdicts(SmallWorld.Book(rules), SmallWorld.Book(random.Shuffle(rules)), random.Below(2) == 0 ? SmallWorld.InForce : SmallWorld.IfAdopted);
    }

    [Property(MaxTest = 100)]
    public bool A_conflict_is_reported_exactly_where_standing_rules_name_different_liabilities(ulong seed)
    {
        var random = new StableRandom(seed);
        var book = SmallWorld.Book([.. Enumerable.Range(0, 6).Select(number => RandomRule(random, number))]);
        return SmallWorld.Words.Space.All(situation =>
        {
            var verdict = book.Evaluate(situation, SmallWorld.IfAdopted);
            var liabilities = verdict.Deciding.Select(rule => rule.Then.Liability).Distinct().ToArray();
            return (verdict.Conflict is not null) == (liabilities.Length > 1)
                && verdict.Liability == (liabilities.Length == 1 ? liabilities[0] : Liability.NotCovered)
                && !(verdict.IsGap && verdict.Conflict is not null);
        });
    }

    [Fact]
    public void Two_rules_that_disagree_are_a_conflict_and_never_an_answer()
    {
        var book = SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")), SmallWorld.Rule("b", Liability.Administrative, ("size", "big")));

        var verdict = book.Evaluate(SmallWorld.Situation(("size", "big")), SmallWorld.InForce);

        Assert.Equal(Liability.NotCovered, verdict.Liability);
        Assert.NotNull(verdict.Conflict);
        Assert.Equal(["a", "b"], verdict.Conflict.Rules.Select(rule => rule.Id));
        Assert.False(verdict.IsGap);

        // red and big: walking, flying low, flying high
        Assert.Equal(3, book.FindConflicts(SmallWorld.InForce).Count);
    }

    [Fact]
    public void An_open_rule_against_a_liability_is_a_conflict_too()
    {
        var book = SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")), SmallWorld.Rule("b", Liability.NotCovered, ("colour", "red")));
        Assert.NotNull(book.Evaluate(SmallWorld.Words.Complete([]), SmallWorld.InForce).Conflict);
    }

    [Fact]
    public void Two_rules_that_agree_are_no_conflict_and_both_decide()
    {
        var book = SmallWorld.Book(SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")), SmallWorld.Rule("b", Liability.Criminal, ("size", "small")));

        var verdict = book.Evaluate(SmallWorld.Words.Complete([]), SmallWorld.InForce);

        Assert.Null(verdict.Conflict);
        Assert.Equal(Liability.Criminal, verdict.Liability);
        Assert.Equal(["a", "b"], verdict.Deciding.Select(rule => rule.Id));
    }

    [Fact]
    public void A_rule_that_overrides_another_displaces_it_where_both_fire_and_only_there()
    {
        var general = SmallWorld.Rule("general", Liability.Administrative, ("colour", "red"));
        var special = SmallWorld.Rule("special", Liability.Criminal, ("colour", "red"), ("size", "big")) with { Overrides = ["general"] };
        var book = SmallWorld.Book(general, special);

        var both = book.Evaluate(SmallWorld.Situation(("size", "big")), SmallWorld.InForce);
        var one = book.Evaluate(SmallWorld.Situation(("size", "small")), SmallWorld.InForce);

        Assert.Equal(Liability.Criminal, both.Liability);
        Assert.Null(both.Conflict);
        var displaced = Assert.Single(both.Derivation, step => step.Result == StepResult.Overridden);
        Assert.Equal(("general", "special"), (displaced.Rule.Id, displaced.OverriddenBy));
        Assert.Equal(Liability.Administrative, one.Liability);
        Assert.DoesNotContain(one.Derivation, step => step.OverriddenBy is not null);
    }

    [Fact]
    public void A_rule_that_does_not_count_overrides_nothing()
    {
        var today = SmallWorld.Rule("today", Liability.NoneAdministrative, ("colour", "red"));
        var planned = SmallWorld.Rule("planned", Liability.Administrative, ("colour", "red")) with { Status = RuleStatus.Proposed, Overrides = ["today"] };
        var book = SmallWorld.Book(today, planned);
        var situation = SmallWorld.Words.Complete([]);

        var inForce = book.Evaluate(situation, SmallWorld.InForce);
        Assert.Equal(Liability.NoneAdministrative, inForce.Liability);
        Assert.Equal(StepResult.NotInForce, inForce.Derivation.Single(step => step.Rule.Id == "planned").Result);
        Assert.Equal(Liability.Administrative, book.Evaluate(situation, SmallWorld.IfAdopted).Liability);
    }

    [Theory]
    [InlineData("2026-03-09", false)]
    [InlineData("2026-03-10", true)]
    [InlineData("2026-03-11", true)]
    [InlineData("2027-03-30", true)]
    [InlineData("2027-03-31", false)]
    [InlineData("2027-04-01", false)]
    public void A_rule_counts_from_its_first_day_to_the_day_before_its_end(string day, bool counts)
    {
        var rule = SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")) with { Since = new DateOnly(2026, 3, 10), Until = new DateOnly(2027, 3, 31) };
        var law = new Law(DateOnly.ParseExact(day, "yyyy-MM-dd"));

        Assert.Equal(counts, law.Counts(rule));
        var verdict = SmallWorld.Book(rule).Evaluate(SmallWorld.Words.Complete([]), law);
        Assert.Equal(counts ? Liability.Criminal : Liability.NotCovered, verdict.Liability);
        Assert.Equal(counts ? StepResult.Fired : StepResult.NotInForce, Assert.Single(verdict.Derivation).Result);
    }

    [Fact]
    public void A_rule_without_dates_always_counts()
    {
        var rule = SmallWorld.Rule("a", Liability.Criminal, ("colour", "red"));
        Assert.True(new Law(DateOnly.MinValue).Counts(rule));
        Assert.True(new Law(DateOnly.MaxValue).Counts(rule));
    }

    [Fact]
    public void A_proposed_rule_counts_only_if_adopted_and_then_its_dates_count_as_well()
    {
        var rule = SmallWorld.Rule("a", Liability.Criminal, ("colour", "red")) with { Status = RuleStatus.Proposed, Since = SmallWorld.Day };

        Assert.False(SmallWorld.InForce.Counts(rule));
        Assert.True(SmallWorld.IfAdopted.Counts(rule));
        Assert.False(new Law(SmallWorld.Day.AddDays(-1), true).Counts(rule));
    }

    [Fact]
    public void Duties_of_all_standing_rules_hold_once_each_and_those_of_a_displaced_rule_do_not()
    {
        var first = SmallWorld.Rule("first", null, ("colour", "red")) with { Then = new Outcome(null, ["knock", "wait"]) };
        var second = SmallWorld.Rule("second", null, ("size", "small")) with { Then = new Outcome(null, ["wait", "sign"]) };
        var third = SmallWorld.Rule("third", null, ("act", "walk")) with { Then = new Outcome(null, ["run"]), Overrides = [] };
        var fourth = SmallWorld.Rule("fourth", Liability.Criminal, ("act", "walk")) with { Overrides = ["third"] };

        Assert.Equal(["knock", "wait", "sign"], SmallWorld.Book(first, second, third, fourth).Evaluate(SmallWorld.Words.Complete([]), SmallWorld.InForce).Duties);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_derivation_step_of_every_shipped_situation_says_what_a_second_look_finds(bool ifAdopted)
    {
        var book = ShippedContent.Edition.RuleBook;
        var law = new Law(SmallWorld.Day, ifAdopted);
        foreach (var situation in book.Vocabulary.Space)
        {
            var facts = situation.Facts.ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);
            var verdict = book.Evaluate(situation, law);
            Assert.Equal(book.Rules.Where(rule => rule.When.Count > 0), verdict.Derivation.Select(step => step.Rule));
            foreach (var step in verdict.Derivation)
            {
                Assert.Equal(step.Rule.When, step.Conditions.Select(result => result.Condition));
                Assert.All(step.Conditions, result =>
                    Assert.Equal(facts.TryGetValue(result.Condition.Dimension, out var value) && result.Condition.Values.Contains(value), result.Holds));
                var missed = step.Conditions.Count(result => !result.Holds);
                Assert.Equal(missed, step.Missed);
                Assert.Equal(missed == 0, step.AllHold);
                Assert.Equal(Expected(step, verdict, law), step.Result);
            }
        }
    }

    private static StepResult Expected(DerivationStep step, Verdict verdict, Law law)
    {
        bool Applies(DerivationStep other) => other.AllHold && (other.Rule.Status == RuleStatus.InForce || law.IfAdopted);
        return step.Rule.Status == RuleStatus.Proposed && !law.IfAdopted ? StepResult.NotInForce
            : !step.AllHold ? StepResult.Failed
            : verdict.Derivation.Any(other => Applies(other) && other.Rule.Overrides.Contains(step.Rule.Id)) ? StepResult.Overridden
            : StepResult.Fired;
    }

    private static bool SameVerdicts(RuleBook one, RuleBook other, Law law) => one.Vocabulary.Space.All(situation =>
    {
        var (left, right) = (one.Evaluate(situation, law), other.Evaluate(situation, law));
        return left.Liability == right.Liability
            && left.IsGap == right.IsGap
            && left.Conflict is null == right.Conflict is null
            && left.Duties.Order(StringComparer.Ordinal).SequenceEqual(right.Duties.Order(StringComparer.Ordinal))
            && Standing(left).SetEquals(Standing(right));
    });

    private static HashSet<string> Standing(Verdict verdict) =>
        [.. verdict.Derivation.Where(step => step.Result == StepResult.Fired).Select(step => step.Rule.Id)];

    private static Rule RandomRule(StableRandom random, int number)
    {
        var when = SmallWorld.Words.Dimensions
            .Where(_ => random.Below(2) == 0)
            .Select(dimension => (dimension.Id, Values: string.Join('|', random.Shuffle(dimension.Values).Take(1 + random.Below(dimension.Values.Count)))))
            .DefaultIfEmpty(("colour", "red|blue"));
        var rule = SmallWorld.Rule($"rule-{number}", random.Below(4) == 0 ? null : random.Pick(Enum.GetValues<Liability>()), [.. when]);
        return rule with
        {
            Status = random.Below(4) == 0 ? RuleStatus.Proposed : RuleStatus.InForce,
            Then = rule.Then with { Duties = random.Below(3) == 0 ? [$"duty-{random.Below(3)}"] : [] },

            // Only earlier rules: a circle of overrides is refused by the book.
            Overrides = number > 0 && random.Below(3) == 0 ? [$"rule-{random.Below(number)}"] : [],
        };
    }
}
