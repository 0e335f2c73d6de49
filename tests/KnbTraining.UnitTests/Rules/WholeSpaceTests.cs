using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Rules;

/// <summary>The shipped rules against cases worked by hand, over every situation there is.</summary>
public sealed class WholeSpaceTests
{
    private static readonly DateOnly Day = new(2026, 1, 15);

    private static RuleBook Book => ShippedContent.Edition.RuleBook;

    [Fact]
    public void The_space_has_176_situations_and_none_twice()
    {
        Assert.Equal(176, Book.Vocabulary.Space.Count);
        Assert.Equal(176, Book.Vocabulary.Space.Select(situation => situation.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Each_situation_is_covered_by_exactly_one_worked_case()
    {
        var wrong = Book.Vocabulary.Space
            .Select(situation => (situation, Cases: Covering(situation)))
            .Where(pair => pair.Cases.Length != 1)
            .Select(pair => $"{pair.situation}: {string.Join(" + ", pair.Cases.Select(known => known.Name))}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Each_worked_case_covers_a_situation_and_names_known_facts()
    {
        Assert.NotEmpty(WorkedCase.All);
        Assert.All(WorkedCase.All, known =>
        {
            Assert.Contains(Book.Vocabulary.Space, situation => known.Covers(dimension => situation[dimension]));
            Assert.All(known.Given, given => Assert.All(given.Value, value => Assert.True(Book.Vocabulary.Knows(given.Key, value), $"{known}: {given.Key}={value}")));
        });
    }

    [Fact]
    public void Each_worked_case_without_a_liability_says_whether_that_silence_is_recorded() =>
        Assert.All(WorkedCase.All, known => Assert.Equal(
            known.InForce == "not-covered" || known.IfAdopted == "not-covered",
            known.Silence is "recorded" or "gap"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Liability_duties_and_silences_of_every_situation_are_those_of_its_worked_case(bool ifAdopted)
    {
        // What is planned concerns liability alone, so the worked cases give one list of duties for both laws. Planned
        // liability takes the place of a rule that also names a duty, and the duty must survive that.
        Assert.Empty(WorkedCaseTable.Objections(Book, new Law(Day, ifAdopted)));
    }

    [Fact]
    public void The_shipped_rules_never_contradict_each_other_and_all_can_fire()
    {
        Assert.Empty(Book.FindConflicts(new Law(Day)));
        Assert.Empty(Book.FindConflicts(new Law(Day, true)));
        Assert.Empty(Book.FindUnreachable());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_situation_is_not_covered_where_no_rule_speaks_or_an_open_rule_decides_and_nowhere_else(bool ifAdopted)
    {
        var law = new Law(Day, ifAdopted);
        var gaps = Book.FindGaps(law).ToHashSet();
        Assert.NotEmpty(gaps);
        Assert.All(Book.Vocabulary.Space, situation =>
        {
            var verdict = Book.Evaluate(situation, law);
            var open = verdict.Deciding.Any(rule => rule.Kind == RuleKind.Open);
            Assert.Equal(gaps.Contains(situation), !verdict.Deciding.Any());
            Assert.Equal(verdict.Liability == Liability.NotCovered, open || gaps.Contains(situation));
            Assert.Equal(gaps.Contains(situation), verdict.IsGap);
        });
    }

    private static WorkedCase[] Covering(Situation situation) => WorkedCaseTable.Covering(situation);
}
