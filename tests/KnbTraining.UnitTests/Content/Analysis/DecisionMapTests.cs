using KnbTraining.Content.Analysis;
using KnbTraining.Rules;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class DecisionMapTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    public static TheoryData<string> Acts => [.. EditionSample.Edition.RuleBook.Vocabulary.Find("act")!.Values];

    [Fact]
    public void Travel_of_a_former_holder_without_approval_is_free_of_administrative_liability_today_and_not_as_planned()
    {
        var rows = Map("travel-abroad").Groups.Single(group => group.Label == "Clearance: ended").Rows;
        var row = Assert.Single(rows, row => row.Changes);
        Assert.Equal("Approval of the trip: missing", row.Facts);
        Assert.Equal(Liability.NoneAdministrative, row.InForce.Liability);
        Assert.Equal(Liability.Administrative, row.Planned.Liability);
    }

    [Fact]
    public void Rows_that_do_not_differ_become_one() =>
        Assert.Null(Assert.Single(Map("travel-abroad").Groups.Single(group => group.Label == "Clearance: never held").Rows).Facts);

    [Theory]
    [MemberData(nameof(Acts))]
    public void Every_verdict_about_an_act_is_on_its_map(string act)
    {
        var book = EditionSample.Edition.RuleBook;
        var expected = book.Vocabulary.Space.Where(situation => situation["act"] == act)
            .Select(situation => (situation["holder"], book.Evaluate(situation, new Law(Today)).Liability)).ToHashSet();
        var shown = Map(act).Rows.Select(row => (row.InForce.Situation["holder"], row.InForce.Liability)).ToHashSet();
        Assert.Equal(expected.Order(), shown.Order());
    }

    private static DecisionMap Map(string act) => DecisionMap.Of(EditionSample.Edition, act, Today, "en");
}
