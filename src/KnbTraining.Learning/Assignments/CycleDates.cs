namespace KnbTraining.Learning.Assignments;

/// <summary>The days of a cycle, from the days of the one before it. All days are local calendar days.</summary>
public static class CycleDates
{
    private const int DaysOfHalfAMonth = 15;

    /// <summary>
    /// The most days that an assignment may give for a course: half of the time for which a pass counts, with 15 days for
    /// half a month. With more, a renewal would open in the first half, and with the whole of it as soon as the course is passed.
    /// </summary>
    /// <param name="validityMonths">Months for which a pass counts; at least 1.</param>
    public static int MostDueDays(int validityMonths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(validityMonths, 1);
        return validityMonths * DaysOfHalfAMonth;
    }

    /// <summary>
    /// The first day on which a passed course opens again: <paramref name="dueDays"/> before the pass ends, but never in the
    /// first half of the time for which it counts, and never on the day of passing. The second part holds whatever an
    /// assignment says, because an edition may shorten the validity under an assignment that was made before.
    /// </summary>
    /// <param name="validUntil">Last day on which the pass counts.</param>
    /// <param name="dueDays">Days from opening to the due date; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pass ends before it begins, or the days are negative.</exception>
    public static DateOnly RenewsOn(DateOnly completedOn, DateOnly validUntil, int dueDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(validUntil, completedOn);
        ArgumentOutOfRangeException.ThrowIfNegative(dueDays);
        var half = (validUntil.DayNumber - completedOn.DayNumber) / 2;
        var opens = validUntil.AddDays(-Math.Min(dueDays, half));
        return opens > completedOn ? opens : completedOn.AddDays(1);
    }

    /// <summary>The last day on which a cycle that opens today is completed in time. A renewal is due when the pass before it ends, not earlier.</summary>
    /// <param name="validUntil">Last day of the pass before; null for the first cycle.</param>
    public static DateOnly DueOn(DateOnly openedOn, DateOnly? validUntil, RenewalTerms terms) =>
        validUntil >= openedOn ? validUntil.Value : RenewalDates.FirstDueOn(terms, openedOn) ?? openedOn;
}
