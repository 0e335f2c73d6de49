using KnbTraining.Content.Analysis;
using KnbTraining.Rules;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class DecisionTreeTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly RuleBook Book = EditionSample.Edition.RuleBook;

    public static TheoryData<string> Acts => [.. Book.Vocabulary.Find("act")!.Values];

    [Theory]
    [MemberData(nameof(Acts))]
    public void The_tree_says_of_every_situation_what_the_engine_says(string act)
    {
        var tree = DecisionTree.Of(Book, act, Today);
        Assert.All(Book.Vocabulary.Space.Where(situation => situation["act"] == act), situation =>
        {
            var branch = tree.BranchOf(situation);
            Assert.Equal(Book.Evaluate(situation, new Law(Today)).Liability, branch.InForce);
            Assert.Equal(Book.Evaluate(situation, new Law(Today, IfAdopted: true)).Liability, branch.Planned);
            Assert.False(branch.InForceContradicts || branch.PlannedContradicts);
        });
    }

    [Fact]
    public void Where_rules_contradict_each_other_the_tree_says_so_and_not_that_nothing_is_covered()
    {
        var rule = Book.Rules.First(one => one.Id == "current-holder-without-approval");
        var book = new RuleBook(Book.Vocabulary, [.. Book.Rules, rule with { Id = "another-reading", Then = rule.Then with { Liability = Liability.Criminal }, Overrides = [] }]);
        var law = new Law(Today);
        Assert.NotEmpty(book.FindConflicts(law));
        var tree = DecisionTree.Of(book, "travel-abroad", Today);
        Assert.All(book.Vocabulary.Space.Where(situation => situation["act"] == "travel-abroad"), situation =>
            Assert.Equal(book.Evaluate(situation, law).Conflict is not null, tree.BranchOf(situation).InForceContradicts));
        Assert.Contains(tree.Lanes.SelectMany(lane => lane.Branches), branch => branch.InForceContradicts);
    }

    [Fact]
    public void Facts_that_make_no_difference_and_holders_judged_alike_are_told_once()
    {
        var tree = DecisionTree.Of(Book, "unremedied-violations", Today);
        var lane = Assert.Single(tree.Lanes);
        Assert.Equal(4, lane.Holders.Count);
        Assert.Equal([1, 2, 2], lane.Branches.Select(branch => branch.Facts.Count));
        Assert.Single(lane.Branches, branch => branch.Changes);
    }

    [Fact]
    public void Travel_has_a_way_of_its_own_for_each_holder_that_the_sources_tell_apart() =>
        Assert.Equal(["current", "former", "candidate|none"], DecisionTree.Of(Book, "travel-abroad", Today).Lanes.Select(lane => string.Join('|', lane.Holders)));
}
