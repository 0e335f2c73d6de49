using KnbTraining.Content.Analysis;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class LawMapTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_situation_stands_in_exactly_one_cell_of_its_act_and_person_with_its_own_verdict(bool ifAdopted)
    {
        var edition = ShippedContent.Edition;
        var law = new Law(Day, ifAdopted);
        var map = LawMap.Of(edition, law);

        Assert.All(edition.RuleBook.Vocabulary.Space, situation =>
        {
            var grid = Assert.Single(map.Grids, grid => grid.Act == situation["act"]);
            var line = Assert.Single(grid.Lines, line => (line.Facts ?? []).All(fact => situation[fact.Key] == fact.Value));
            var cell = line.Cells[map.Holders.ToList().IndexOf(situation["holder"]!)];
            var verdict = edition.RuleBook.Evaluate(situation, law);
            Assert.Equal(verdict.Liability, cell.Verdict.Liability);
            Assert.Equal(verdict.Deciding.FirstOrDefault()?.Id, cell.Rule?.Id);
            Assert.Equal(edition.RuleBook.Evaluate(situation, law with { IfAdopted = !ifAdopted }).Liability, cell.Other.Liability);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gaps_of_the_map_are_all_gaps_of_the_book(bool ifAdopted)
    {
        var law = new Law(Day, ifAdopted);
        var map = LawMap.Of(ShippedContent.Edition, law);
        Assert.Equal(ShippedContent.Edition.RuleBook.FindGaps(law).Count, map.Gaps.Sum(gap => gap.Situations));
        Assert.All(map.Gaps, gap => Assert.Equal(LawMap.Anchor(gap.Act, gap.Holder), gap.Anchor));
    }

    [Fact]
    public void What_is_planned_is_told_beside_the_law_in_force_and_marked_in_the_plan()
    {
        var today = Cell(false);
        Assert.True(today.Differs);
        Assert.False(today.IsPlanned);
        Assert.Equal(Liability.Administrative, today.Other.Liability);

        var adopted = Cell(true);
        Assert.True(adopted.Differs);
        Assert.True(adopted.IsPlanned);
    }

    [Fact]
    public void An_act_where_no_other_fact_matters_has_one_line() =>
        Assert.Null(Assert.Single(LawMap.Of(ShippedContent.Edition, new Law(Day)).Grids.Single(grid => grid.Act == "meeting-foreigners").Lines).Facts);

    private static MapCell Cell(bool ifAdopted)
    {
        var map = LawMap.Of(ShippedContent.Edition, new Law(Day, ifAdopted));
        var line = map.Grids.Single(grid => grid.Act == "travel-abroad").Lines.Single(line => line.Facts!.Single().Value == "absent");
        return line.Cells[map.Holders.ToList().IndexOf("former")];
    }
}
