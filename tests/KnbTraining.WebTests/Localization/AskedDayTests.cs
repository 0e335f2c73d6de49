using KnbTraining.Web.Localization;

namespace KnbTraining.WebTests.Localization;

public sealed class AskedDayTests
{
    [Theory]
    [InlineData("2026-11-24", 2026, 11, 24)]
    [InlineData("1990-01-01", 1990, 1, 1)]
    [InlineData("2199-12-31", 2199, 12, 31)]
    [InlineData("1989-12-31", 2027, 1, 1)]
    [InlineData("2200-01-01", 2027, 1, 1)]
    [InlineData("9999-12-31", 2027, 1, 1)]
    [InlineData("0001-01-01", 2027, 1, 1)]
    [InlineData("2026-02-30", 2027, 1, 1)]
    [InlineData("24.11.2026", 2027, 1, 1)]
    [InlineData(null, 2027, 1, 1)]
    public void A_day_that_does_not_exist_or_is_far_away_gives_the_day_of_choice(string? text, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), AskedDay.Read(text, new DateOnly(2027, 1, 1)));
}
