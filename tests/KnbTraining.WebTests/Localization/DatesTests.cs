using KnbTraining.Web.Localization;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Localization;

public sealed class DatesTests
{
    // What is printed and kept says the year, whatever year it is read in. Home and the pages of a course speak of days to come.
    private static readonly string[] Printed =
    [
        "Features/Acknowledgements/", "Features/Audit/", "Features/Certificates/", "Features/Lawbook/", "Features/Record/", "Features/Reports/",
        "Features/Quiz/ResultPage", "Features/Quiz/PassView", "Features/Quiz/NextStepsView", "Features/Quiz/RefreshedView",
    ];

    // Reports, each with the pages' own line of whose it is and of which day.
    private static readonly string[] Reports =
    [
        "Features/Acknowledgements/AcknowledgementsPage.razor", "Features/Acknowledgements/DocumentPeoplePage.razor", "Features/Audit/AuditLogPage.razor",
        "Features/Lawbook/CoveragePage.razor", "Features/Lawbook/DifficultyPage.razor", "Features/Record/RecordPage.razor",
    ];

    [Theory]
    [InlineData("en", "12 December", "12 December 2027, 14:30")]
    [InlineData("ru", "12 декабря", "12 декабря 2027 г., 14:30")]
    [InlineData("kk", "12 желтоқсан", "2027 ж. 12 желтоқсан, 14:30")]
    public void A_day_of_another_year_carries_its_year_and_a_printed_one_always(string language, string thisYear, string another)
    {
        using var context = Speaking.In(language);
        var clock = context.Services.GetRequiredService<LocalTime>();
        Assert.Equal(thisYear, clock.Day(new DateOnly(2026, 12, 12)));
        Assert.Equal(another, clock.Moment(new DateTimeOffset(2027, 12, 12, 9, 30, 0, TimeSpan.Zero)));
        Assert.Contains("2026", clock.MomentAndYear(new DateTimeOffset(2026, 12, 12, 9, 30, 0, TimeSpan.Zero)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_printed_writes_no_day_without_its_year() => Assert.Empty(
        from file in WebRoom.Files(".razor", ".cs")
        where Printed.Any(place => WebRoom.Relative(file).StartsWith(place, StringComparison.Ordinal))
        let text = File.ReadAllText(file)
        where text.Contains("Clock.Day(", StringComparison.Ordinal) || text.Contains("Clock.Moment(", StringComparison.Ordinal)
        select WebRoom.Relative(file));

    [Fact]
    public void A_report_says_on_paper_whose_it_is() => Assert.Empty(
        from file in WebRoom.Files("Page.razor")
        let place = WebRoom.Relative(file)
        where Reports.Contains(place, StringComparer.Ordinal) || place.StartsWith("Features/Reports/", StringComparison.Ordinal)
        where !File.ReadAllText(file).Contains("<PrintHead", StringComparison.Ordinal)
        select place);
}
