using KnbTraining.Web.Localization;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Localization;

public sealed class DatesTests
{
    // Reports, each with the pages' own line of whose it is and of which day.
    private static readonly string[] Reports =
    [
        "Features/Acknowledgements/AcknowledgementsPage.razor", "Features/Acknowledgements/DocumentPeoplePage.razor", "Features/Audit/AuditLogPage.razor",
        "Features/Lawbook/CoveragePage.razor", "Features/Lawbook/DifficultyPage.razor", "Features/Lawbook/AnswersPage.razor",
        "Features/Record/RecordPage.razor",
    ];

    [Theory]
    [InlineData("en", "12 December 2026", "12 December 2027, 14:30")]
    [InlineData("ru", "12 декабря 2026 г.", "12 декабря 2027 г., 14:30")]
    [InlineData("kk", "2026 ж. 12 желтоқсан", "2027 ж. 12 желтоқсан, 14:30")]
    public void A_day_carries_its_year_on_every_page(string language, string day, string moment)
    {
        using var context = Speaking.In(language);
        var clock = context.Services.GetRequiredService<LocalTime>();
        Assert.Equal(day, LocalTime.Day(new DateOnly(2026, 12, 12)));
        Assert.Equal(moment, clock.Moment(new DateTimeOffset(2027, 12, 12, 9, 30, 0, TimeSpan.Zero)));
    }

    // Any page can be printed: none formats a day by itself, past the one class that says the year.
    [Fact]
    public void No_page_writes_a_day_in_a_form_of_its_own() => Assert.Empty(
        from file in WebRoom.Files(".razor", ".cs")
        where !WebRoom.Relative(file).EndsWith("LocalTime.cs", StringComparison.Ordinal)
        from line in File.ReadLines(file)
        where line.Contains("MMM", StringComparison.Ordinal) || line.Contains("ToShortDateString", StringComparison.Ordinal) || line.Contains("ToLongDateString", StringComparison.Ordinal)
        select $"{WebRoom.Relative(file)}: {line.Trim()}");

    [Fact]
    public void A_report_says_on_paper_whose_it_is() => Assert.Empty(
        from file in WebRoom.Files("Page.razor")
        let place = WebRoom.Relative(file)
        where Reports.Contains(place, StringComparer.Ordinal) || place.StartsWith("Features/Reports/", StringComparison.Ordinal)

        // The names under which somebody keeps reports are no figures.
        where place != "Features/Reports/SavedReportsPage.razor"
        where !File.ReadAllText(file).Contains("<PrintHead", StringComparison.Ordinal)
        select place);
}
