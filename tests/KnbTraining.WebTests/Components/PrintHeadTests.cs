using System.Globalization;
using Bunit;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Reports;
using KnbTraining.Web.Localization;

namespace KnbTraining.WebTests.Components;

public sealed class PrintHeadTests : AdminPageContext
{
    [Theory]
    [InlineData("en", "Aksai Instruments · Archive · as of 12 December 2026")]
    [InlineData("ru", "Аксай Приборы · Archive · по состоянию на 12 декабря 2026 г.")]
    [InlineData("kk", "Ақсай Аспаптары · Archive · 2026 ж. 12 желтоқсан жағдайы бойынша")]
    public async Task The_line_names_the_organisation_in_the_readers_language_the_unit_and_the_day(string language, string line)
    {
        await NameAsync();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
        var head = Render<PrintHead>(view => view.Add(v => v.Unit, "Archive").Add(v => v.Day, new DateOnly(2026, 12, 12)));
        head.WaitForAssertion(() => Assert.Equal(line, head.Find(".print-head").TextContent));
    }

    [Fact]
    public async Task A_report_about_missed_rules_says_the_unit_that_was_chosen_in_a_filter_that_is_not_printed()
    {
        await NameAsync();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of("en");
        var page = Render<MissedRulesPage>();
        page.WaitForAssertion(() => Assert.Equal("Aksai Instruments · All units · as of 2 March 2026", page.Find(".print-head").TextContent));
    }

    private async Task NameAsync()
    {
        var form = new SettingsForm { Names = Localized.Of("Aksai Instruments", "Аксай Приборы", "Ақсай Аспаптары") };
        var version = (await Room.Get<SettingsStore>().CurrentAsync(CancellationToken.None)).Version;
        Assert.True((await Room.Get<SettingsService>().UpdateAsync(await SignInAsync(Role.Administrator), form, version, CancellationToken.None)).Ok);
    }
}
