using Bunit;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Features.Reports;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class WeaknessPageTests : AdminPageContext
{
    private static readonly Guid North = Guid.CreateVersion7();
    private static readonly Guid South = Guid.CreateVersion7();

    [Fact]
    public void Each_number_leads_to_its_people_and_few_answers_have_none()
    {
        var map = new WeaknessMap(
            [new WeaknessUnit(North, "North", 40, false), new WeaknessUnit(South, "South", 9, true)],
            [new WeaknessRule("travel", "Travel", new WeaknessCell(49, 12, 3), [new WeaknessCell(40, 12, 3), new WeaknessCell(null, 0, 0)], [])],
            1);
        var table = Render<WeaknessTable>(parameters => parameters.Add(view => view.Map, map).Add(view => view.Asked, new ReportQuery()));

        var cells = table.FindAll("table.heat tbody td");
        var link = cells[0].QuerySelector("a")!;
        Assert.Equal($"admin/reports/sure?unit={North}&rule=travel&choice=all", link.GetAttribute("href"));
        Assert.Contains("h4", link.ClassList);
        Assert.Contains("30", link.TextContent, StringComparison.Ordinal);
        Assert.Contains("of 40", link.TextContent, StringComparison.Ordinal);
        Assert.Null(cells[1].QuerySelector("a"));
        Assert.DoesNotContain("9", cells[1].TextContent, StringComparison.Ordinal);
        Assert.Equal($"admin/reports/weakness?unit={South}", table.FindAll("thead th a").Single().GetAttribute("href"));

        // The table beside it holds the same, without what is not shown.
        Assert.Equal(["North"], table.FindAll(".more tbody td:nth-child(2)").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void Of_answers_that_were_sure_the_share_and_the_people_are_others()
    {
        var map = new WeaknessMap([new WeaknessUnit(North, "North", 40, false)], [new WeaknessRule("travel", "Travel", new WeaknessCell(40, 12, 2), [new WeaknessCell(40, 12, 2)], [])], 1);
        var table = Render<WeaknessTable>(parameters => parameters.Add(view => view.Map, map).Add(view => view.Asked, new ReportQuery()).Add(view => view.Sure, true));
        var link = table.Find("table.heat tbody td a");
        Assert.Equal($"admin/reports/sure?unit={North}&rule=travel", link.GetAttribute("href"));
        Assert.Contains("h1", link.ClassList);
    }

    [Fact]
    public void More_units_than_can_be_read_are_those_with_most_answers_in_the_order_of_the_tree()
    {
        WeaknessUnit[] units = [.. Enumerable.Range(0, 12).Select(i => new WeaknessUnit(Guid.CreateVersion7(), $"Unit {i:00}", 100 - (i % 3), false))];
        var map = new WeaknessMap(units, [new WeaknessRule("travel", "Travel", new WeaknessCell(0, 0, 0), [.. units.Select(_ => new WeaknessCell(0, 0, 0))], [])], 1);
        var table = Render<WeaknessTable>(parameters => parameters.Add(view => view.Map, map).Add(view => view.Asked, new ReportQuery()));
        Assert.Equal(
            ["Unit 00", "Unit 01", "Unit 02", "Unit 03", "Unit 04", "Unit 05", "Unit 06", "Unit 07", "Unit 09", "Unit 10"],
            table.FindAll("table.heat thead th").Skip(1).SkipLast(1).Select(head => head.TextContent.Trim()));
    }

    [Fact]
    public void Before_anything_was_answered_each_page_says_so()
    {
        Assert.NotEmpty(Render<WeaknessPage>().WaitForElement(".empty").TextContent);
        Assert.NotEmpty(Render<MistakenPage>().WaitForElement(".empty").TextContent);
        Assert.NotEmpty(Render<MisconceptionsPage>().WaitForElement(".empty").TextContent);
    }
}
