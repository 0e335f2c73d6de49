using KnbTraining.TestKit.Content;
using KnbTraining.Web.Components.Situations;
using KnbTraining.Web.Features.Lawbook;

namespace KnbTraining.WebTests.Features.Lawbook;

public sealed class LawGroupsTests
{
    [Fact]
    public void Situations_that_are_all_combinations_of_some_values_are_told_in_one_line()
    {
        var edition = ShippedContent.Edition;
        var travel = edition.RuleBook.Vocabulary.Space.Where(situation => situation["act"] == "travel-abroad" && situation["holder"] == "former" && situation["approval"] == "absent").ToArray();
        Assert.Equal(4, travel.Length);
        Assert.Equal(
            ["Clearance: ended · What happens: travel abroad · Approval of the trip: missing"],
            SituationSet.Describe(edition.RuleBook.Vocabulary, edition.Words, travel, " or ", "en"));
        Assert.Equal(3, SituationSet.Describe(edition.RuleBook.Vocabulary, edition.Words, travel[1..], " or ", "en").Count);
    }

    [Fact]
    public void Overdue_reviews_come_first_and_a_review_is_not_overdue_on_its_day()
    {
        var rules = ShippedContent.Edition.Rules.Values;
        var due = rules.Select(rule => rule.ReviewBy).OfType<DateOnly>().Min();

        Assert.DoesNotContain(ReviewLine.Of(rules, due), line => line.Overdue);
        var lines = ReviewLine.Of(rules, due.AddDays(1));
        Assert.True(lines[0].Overdue);
        Assert.Equal(rules.Count(rule => rule.ReviewBy == due), lines.TakeWhile(line => line.Overdue).Count());
        Assert.Null(lines[^1].Rule.ReviewBy);
    }
}
