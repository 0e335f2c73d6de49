using KnbTraining.Content.Courses;
using KnbTraining.Learning.Refreshers;

namespace KnbTraining.UnitTests.Learning.Refreshers;

public sealed class RefresherOfferTests
{
    private static readonly DateOnly Passed = new(2027, 1, 1);

    private static readonly Validity Year = new(Passed, Passed.AddDays(365));

    private static readonly DateOnly Today = Passed.AddDays(40);

    [Fact]
    public void The_weakest_rules_come_first_among_them_those_due_longest_and_then_by_id()
    {
        var offer = Offer(
            ("firm", Rule(Firmness.Firm, due: -9)),
            ("b", Rule(Firmness.Wrong, due: -1)),
            ("a", Rule(Firmness.Wrong, due: -1)),
            ("longer", Rule(Firmness.Wrong, due: -2)),
            ("sure", Rule(Firmness.SureAndWrong, due: 0)));
        Assert.Equal(["sure", "longer", "a", "b", "firm"], offer.Due);
        Assert.Equal(offer.Due, offer.Chosen);
    }

    [Fact]
    public void What_is_due_is_topped_up_with_the_weakest_others()
    {
        var offer = Offer(
            ("due", Rule(Firmness.Firm, due: 0)),
            ("unsure", Rule(Firmness.Unsure, due: 3)),
            ("wrong", Rule(Firmness.Wrong, due: 9)),
            ("never", Rule(Firmness.Firm, due: null)),
            ("firm", Rule(Firmness.Firm, due: 2)),
            ("unknown", new RuleSchedule(Firmness.Unknown, null, 27, Today.AddDays(1))));
        Assert.Equal(["due"], offer.Due);
        Assert.Equal(["due", "wrong", "unknown", "unsure", "firm"], offer.Chosen);
    }

    [Fact]
    public void A_rule_that_was_just_answered_does_not_fill_up_a_refresher()
    {
        var offer = Offer(
            ("due", Rule(Firmness.Firm, due: 0)),
            ("today", Rule(Firmness.Wrong, due: 20) with { LastOn = Today }),
            ("two days ago", Rule(Firmness.Wrong, due: 20) with { LastOn = Today.AddDays(-2) }),
            ("three days ago", Rule(Firmness.Wrong, due: 20) with { LastOn = Today.AddDays(-3) }));
        Assert.Equal(["due", "three days ago"], offer.Chosen);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-3, false)]
    [InlineData(-4, true)]
    public void After_a_refresher_the_person_rests_before_the_next(int last, bool offered)
    {
        var offer = RefresherOffer.Of(RefresherPlan.Default, Year, Rules(("due", Rule(Firmness.Wrong, due: -5))), Today.AddDays(last), Today);
        Assert.Equal(offered, offer.Chosen.Count > 0);
        Assert.Equal(Today.AddDays(last + RefresherOffer.RestDays), offer.NextOn);
    }

    [Fact]
    public void While_nothing_is_due_only_the_day_is_told()
    {
        var offer = Offer(("later", Rule(Firmness.Wrong, due: 4)), ("last", Rule(Firmness.Firm, due: 9)));
        Assert.Equal(Today.AddDays(4), offer.NextOn);
        Assert.Empty(offer.Chosen);
    }

    [Fact]
    public void Outside_the_validity_there_is_nothing_and_a_rest_that_outlasts_it_leaves_nothing()
    {
        var rules = Rules(("due", Rule(Firmness.Wrong, due: -5)));
        Assert.Equal(RefresherOffer.Nothing, RefresherOffer.Of(RefresherPlan.Default, Year, rules, null, Year.Until.AddDays(1)));
        Assert.Equal(RefresherOffer.Nothing, RefresherOffer.Of(RefresherPlan.Default, Year, rules, null, Passed.AddDays(-1)));
        Assert.NotEmpty(RefresherOffer.Of(RefresherPlan.Default, Year, rules, null, Year.Until).Chosen);
        Assert.Null(RefresherOffer.Of(RefresherPlan.Default, Year, rules, Year.Until.AddDays(-1), Year.Until).NextOn);
        Assert.Null(RefresherOffer.Of(RefresherPlan.Default, Year, Rules(("never", Rule(Firmness.Firm, due: null))), null, Today).NextOn);
        Assert.Null(RefresherOffer.Of(RefresherPlan.Default, Year, Rules(), null, Today).NextOn);
    }

    private static RefresherOffer Offer(params (string Id, RuleSchedule Rule)[] rules) =>
        RefresherOffer.Of(RefresherPlan.Default, Year, Rules(rules), null, Today);

    private static Dictionary<string, RuleSchedule> Rules(params (string Id, RuleSchedule Rule)[] rules) => rules.ToDictionary(rule => rule.Id, rule => rule.Rule);

    /// <param name="due">In days from today.</param>
    private static RuleSchedule Rule(Firmness firmness, int? due) => new(firmness, Passed, 20, due is { } days ? Today.AddDays(days) : null);
}
