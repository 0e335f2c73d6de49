using KnbTraining.Learning.Assignments;

namespace KnbTraining.UnitTests.Learning.Assignments;

public sealed class CycleDatesTests
{
    // Ends of months, a leap day and ordinary days.
    private static readonly DateOnly[] Starts = [new(2026, 1, 31), new(2026, 3, 2), new(2026, 8, 30), new(2027, 2, 28), new(2028, 2, 29), new(2028, 12, 31)];

    [Fact]
    public void Half_of_a_validity_of_months_is_fifteen_days_for_each() =>
        Assert.Equal([15, 45, 180], new[] { 1, 3, 12 }.Select(CycleDates.MostDueDays));

    [Fact]
    public void Whatever_the_days_a_passed_course_stays_closed_for_half_of_its_validity_and_opens_before_that_ends()
    {
        foreach (var (completed, validUntil, days) in Cases())
        {
            var opens = CycleDates.RenewsOn(completed, validUntil, days);
            var told = $"passed {completed:O}, valid until {validUntil:O}, {days} days: opens {opens:O}";
            Assert.True(2 * (opens.DayNumber - completed.DayNumber) >= validUntil.DayNumber - completed.DayNumber, told);
            Assert.True(opens > completed && opens <= validUntil, told);
        }
    }

    [Fact]
    public void Within_the_most_days_a_renewal_opens_exactly_that_many_days_before_the_pass_ends()
    {
        foreach (var (completed, validUntil, days) in Cases())
        {
            var half = (validUntil.DayNumber - completed.DayNumber) / 2;
            Assert.Equal(validUntil.AddDays(-Math.Min(days, half)), CycleDates.RenewsOn(completed, validUntil, days));
        }

        for (var months = 1; months <= 60; months++)
        {
            // The half of the shortest time that so many months can take is never more than a day or two away.
            var shortest = Starts.Min(start => start.AddMonths(months).DayNumber - start.DayNumber);
            Assert.InRange(CycleDates.MostDueDays(months), 1, (shortest / 2) + 1);
        }
    }

    [Fact]
    public void A_renewal_is_due_on_the_last_day_of_the_pass_and_never_before_it_opens()
    {
        foreach (var (completed, validUntil, days) in Cases())
        {
            // In time, in between, on the last day, and after days on which no server ran.
            var first = CycleDates.RenewsOn(completed, validUntil, days);
            foreach (var opened in new[] { first, first.AddDays((validUntil.DayNumber - first.DayNumber) / 2), validUntil, validUntil.AddDays(1), validUntil.AddDays(40) })
            {
                var due = CycleDates.DueOn(opened, validUntil, RenewalTerms.Usual(days));
                Assert.Equal(opened <= validUntil ? validUntil : opened.AddDays(days), due);
                Assert.True(due >= opened);
            }
        }
    }

    [Fact]
    public void Whoever_always_passes_on_the_last_day_is_asked_once_in_each_validity()
    {
        foreach (var months in new[] { 1, 6, 12, 24 })
        {
            foreach (var days in new[] { 0, 1, 30, CycleDates.MostDueDays(months), 400, 3650 })
            {
                var (day, passes) = (new DateOnly(2026, 3, 2), 0);
                for (var end = day.AddYears(6); day < end; passes++)
                {
                    var validUntil = day.AddMonths(months);
                    day = CycleDates.DueOn(CycleDates.RenewsOn(day, validUntil, days), validUntil, RenewalTerms.Usual(days));
                }

                Assert.InRange(passes, 72 / months, (72 / months) + 1);
            }
        }
    }

    [Fact]
    public void A_pass_that_ends_on_its_own_day_opens_again_on_the_next()
    {
        var day = new DateOnly(2026, 3, 2);
        Assert.Equal(day.AddDays(1), CycleDates.RenewsOn(day, day, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => CycleDates.RenewsOn(day, day.AddDays(-1), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CycleDates.RenewsOn(day, day, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CycleDates.MostDueDays(0));
    }

    private static IEnumerable<(DateOnly Completed, DateOnly ValidUntil, int Days)> Cases() =>
        from start in Starts
        from months in Enumerable.Range(1, 36)
        from days in Enumerable.Range(0, 130).Select(step => step * 3).Concat([1, 2, 365, 366, 730, 3650])
        select (start, start.AddMonths(months), days);
}
