using KnbTraining.Learning.Reports;
using KnbTraining.Web.Features.Reports;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class MissedTableTests
{
    [Fact]
    public void What_was_sure_and_wrong_comes_first_on_demand_and_equals_stay_in_their_order()
    {
        MissedRule[] rules = [Rule("a", 0), Rule("b", 2), Rule("c", 0), Rule("d", 5)];
        Assert.Equal(["d", "b", "a", "c"], MissedTable.Order(rules, sureFirst: true).Select(rule => rule.RuleId));
        Assert.Same(rules, MissedTable.Order(rules, sureFirst: false));
    }

    [Fact]
    public void The_export_keeps_the_unit()
    {
        var unit = Guid.CreateVersion7();
        Assert.EndsWith($"missed.csv?unit={unit}", ReportAddress.ExportMissed(unit, "csv"), StringComparison.Ordinal);
        Assert.EndsWith("missed.xlsx", ReportAddress.ExportMissed(null, "xlsx"), StringComparison.Ordinal);
    }

    private static MissedRule Rule(string id, int sure) => new(id, id, "", 30, 10, sure, 33, false);
}
