using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Settings;

namespace KnbTraining.UnitTests.Learning.Notices;

public sealed class NoticeStepsTests
{
    private static readonly DateOnly Due = new(2026, 4, 1);

    [Theory]
    [InlineData(-31, null, null)]
    [InlineData(-30, 30, null)]
    [InlineData(-15, 30, null)]
    [InlineData(-14, 14, null)]
    [InlineData(-7, 7, null)]
    [InlineData(-4, 7, null)]
    [InlineData(-1, 1, null)]
    [InlineData(0, 1, null)]
    [InlineData(1, null, 1)]
    [InlineData(6, null, 1)]
    [InlineData(7, null, 7)]
    [InlineData(400, null, 30)]
    public void Only_the_latest_step_that_has_been_reached_counts(int days, int? before, int? after) => Assert.Equal(
        (before, after),
        (NoticeSteps.Before(ReminderDays.Default.Days, Due, Due.AddDays(days)), NoticeSteps.After(Due, Due.AddDays(days))));

    [Theory]
    [InlineData("7", "7")]
    [InlineData(" 1;30, 7 7", "30, 7, 1")]
    [InlineData("90 89 88 87 86 85 84 83", "90, 89, 88, 87, 86, 85, 84, 83")]
    [InlineData("90 89 88 87 86 85 84 83 82", null)]
    [InlineData("0", null)]
    [InlineData("91", null)]
    [InlineData("a week", null)]
    [InlineData("1.5", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void Days_of_reminding_are_read_as_they_are_typed_and_kept_the_largest_first(string? typed, string? kept) =>
        Assert.Equal(kept, ReminderDays.Read(typed)?.Text);
}
