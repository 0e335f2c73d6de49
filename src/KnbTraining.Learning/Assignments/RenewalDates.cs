namespace KnbTraining.Learning.Assignments;

/// <summary>A pass that counts.</summary>
/// <param name="On">The day of passing.</param>
/// <param name="ValidUntil">The last day on which it counts; <see cref="DateOnly.MaxValue"/> where it counts for ever.</param>
/// <param name="AnchorDay">The day of the month, 1 to 31, that sums of months aim at, also where a month is shorter.</param>
/// <param name="Before">The pass before it; null for the first.</param>
public sealed record CountedPass(DateOnly On, DateOnly ValidUntil, int AnchorDay, CountedPass? Before = null);

/// <summary>The days that follow from what a rule says. Pure: the same terms and days always give the same result.</summary>
public static class RenewalDates
{
    private const int MonthsOfAYear = 12;

    /// <summary>Adds whole months to a day and aims at a day of the month: from 28 February, the anchor 31 and six months give 31 August.</summary>
    /// <param name="anchorDay">1 to 31; in a shorter month its last day is taken.</param>
    public static DateOnly AddMonths(DateOnly day, int months, int anchorDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(anchorDay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(anchorDay, 31);
        var month = new DateOnly(day.Year, day.Month, 1).AddMonths(months);
        return month.AddDays(Math.Min(anchorDay, DateTime.DaysInMonth(month.Year, month.Month)) - 1);
    }

    /// <summary>What a pass is worth under one rule. It never ends before <paramref name="before"/> does: passing never shortens.</summary>
    /// <param name="on">The day of passing.</param>
    /// <param name="before">The pass that counted before; null where none did.</param>
    public static CountedPass After(RenewalTerms terms, DateOnly on, CountedPass? before)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var (until, anchor) = Sum(terms, on, before);
        return before is not null && before.ValidUntil >= until
            ? new CountedPass(on, before.ValidUntil, before.AnchorDay, before)
            : new CountedPass(on, until, anchor, before);
    }

    /// <summary>What a pass is worth where several rules ask for it: each computes its own last day, and the earliest counts.</summary>
    /// <exception cref="InvalidOperationException">There are no terms.</exception>
    public static CountedPass After(IEnumerable<RenewalTerms> terms, DateOnly on, CountedPass? before) =>
        terms.Select(each => After(each, on, before)).MinBy(pass => pass.ValidUntil) ?? throw new InvalidOperationException("No rule asks.");

    /// <summary>The first day on which a renewal is open, never the day of passing itself; null where nothing is renewed.</summary>
    public static DateOnly? RenewsOn(RenewalTerms terms, CountedPass pass)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(pass);
        return pass.ValidUntil == DateOnly.MaxValue ? null : Later(pass.ValidUntil.AddDays(-terms.WindowDays), pass.On.AddDays(1));
    }

    /// <summary>The day on which a course is due for the first time.</summary>
    /// <param name="began">The day on which the rule began to ask.</param>
    /// <param name="planned">The day that is planned for the person, for <see cref="FirstDue.PlannedDay"/>.</param>
    /// <returns>Null where no day is planned yet.</returns>
    public static DateOnly? FirstDueOn(RenewalTerms terms, DateOnly began, DateOnly? planned = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.FirstDue switch
        {
            FirstDue.PlannedDay => planned,
            FirstDue.FixedDay when terms.FirstDueDay >= began => terms.FirstDueDay,
            FirstDue.FixedDay => NextReturn(terms.FirstDueDay!.Value, MonthsOfAYear, began.AddDays(terms.CatchUpDays)),
            _ => began.AddDays(terms.FirstDueDays),
        };
    }

    /// <summary>The later of two days; null counts as no day.</summary>
    internal static DateOnly Later(DateOnly day, DateOnly? other) => other > day ? other.Value : day;

    private static (DateOnly Until, int Anchor) Sum(RenewalTerms terms, DateOnly on, CountedPass? before)
    {
        if (terms.ValidityMonths is not { } months)
        {
            return (DateOnly.MaxValue, on.Day);
        }

        switch (terms.Basis)
        {
            case RenewalBasis.Fixed:
                var earliest = on.AddMonths(terms.MinimumMonths);
                if (before is not null && on <= before.ValidUntil && before.ValidUntil < DateOnly.MaxValue)
                {
                    earliest = Later(earliest, before.ValidUntil.AddDays(1));
                }

                return (NextReturn(terms.FixedDay!.Value, months, earliest), terms.FixedDay.Value.Day);
            case RenewalBasis.Expiry when before is not null && on <= before.ValidUntil && on >= before.ValidUntil.AddDays(-terms.WindowDays):
                return before.ValidUntil == DateOnly.MaxValue
                    ? (DateOnly.MaxValue, before.AnchorDay)
                    : (AddMonths(before.ValidUntil, months, before.AnchorDay), before.AnchorDay);
            default:
                return (AddMonths(on, months, on.Day), on.Day);
        }
    }

    /// <summary>The first of the days that lie a whole number of periods before or after <paramref name="anchor"/> and not before <paramref name="earliest"/>.</summary>
    private static DateOnly NextReturn(DateOnly anchor, int months, DateOnly earliest)
    {
        var apart = ((earliest.Year - anchor.Year) * MonthsOfAYear) + earliest.Month - anchor.Month;
        var periods = (int)Math.Floor(apart / (double)months);
        var day = AddMonths(anchor, periods * months, anchor.Day);
        return day >= earliest ? day : AddMonths(anchor, (periods + 1) * months, anchor.Day);
    }
}
