using Bunit;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Lawbook;

namespace KnbTraining.WebTests.Features.Lawbook;

public sealed class DifficultyPageTests : AdminPageContext
{
    [Fact]
    public void Before_anybody_has_answered_the_page_says_so_and_offers_no_export()
    {
        var page = Render<DifficultyPage>();
        page.WaitForAssertion(() => Assert.Contains("Nobody has answered", page.Find(".empty").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public async Task With_few_answers_the_page_shows_how_many_and_no_figure()
    {
        await Room.SitAsync(await Room.AddLearnerAsync());
        await SignInAsync(Role.Editor);
        var page = Render<DifficultyPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));

        Assert.Contains("Too few answers", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("table")[1].QuerySelectorAll("tbody tr"), row => Assert.Contains("too few answers", row.TextContent, StringComparison.Ordinal));
        Assert.Equal(["admin/law/difficulty.csv", "admin/law/difficulty.xlsx"], page.FindAll("a[download]").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData(1, "3", "0.55", "0.38 to 0.71", "30")]
    public void A_line_shows_level_facility_interval_and_answers(int families, string level, string facility, string interval, string answers)
    {
        var table = Render<DifficultyTable>(parameters => parameters
            .Add(table => table.Caption, "Levels")
            .Add(table => table.Head, "Level")
            .Add(table => table.Lines, [DifficultyLine.Of(new LevelDifficulty(3, families, 30, FacilityIndex.Of(16.5, 30)))]));
        Assert.Equal([level, $"{families}", facility, interval, answers], table.FindAll("tbody th, tbody td").Select(cell => cell.TextContent.Trim()));
    }
}
