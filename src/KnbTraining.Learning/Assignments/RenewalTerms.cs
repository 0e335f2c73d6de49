namespace KnbTraining.Learning.Assignments;

/// <summary>From which day the months of the next validity are counted.</summary>
public enum RenewalBasis
{
    /// <summary>From the day of passing.</summary>
    Completion = 0,

    /// <summary>From the last valid day of the pass before, where the new pass came in its window; else from the day of passing.</summary>
    Expiry = 1,

    /// <summary>To a day that comes again every so many months, the same for everybody.</summary>
    Fixed = 2,
}

/// <summary>On which day a course is due for the first time.</summary>
public enum FirstDue
{
    /// <summary>So many days after the rule began to ask the person.</summary>
    DaysAfter = 0,

    /// <summary>On a day of the calendar; once it has passed, on its next yearly return.</summary>
    FixedDay = 1,

    /// <summary>On the day that is planned for the person: of access to secrets, or of the end of work. No due day until one is planned.</summary>
    PlannedDay = 2,
}

/// <summary>What one version of a rule says about days. All days are local calendar days, last days are included.</summary>
public sealed record RenewalTerms
{
    /// <summary>Days of a window for each month of validity that no window may reach.</summary>
    public const int WindowDaysOfAMonth = 28;

    /// <summary>Most days of <see cref="FirstDueDays"/>, <see cref="CatchUpDays"/> and <see cref="GraceDays"/>: ten years.</summary>
    public const int MostDays = 3650;

    public const int UsualCatchUpDays = 30;

    public const int UsualGraceDays = 14;

    public RenewalBasis Basis { get; init; }

    /// <summary>
    /// Whole months for which a pass counts, at least 1. Null in what an assignment says: as long as the course does (<see cref="For"/>); null for the
    /// dates that are computed: for ever, and nothing is renewed.
    /// </summary>
    public int? ValidityMonths { get; init; }

    /// <summary>Days before the last valid day from which a renewal is open; 0 or more, fewer than 28 for each month of validity.</summary>
    public int WindowDays { get; init; }

    /// <summary>Whole months that a pass counts at least. For <see cref="RenewalBasis.Fixed"/> alone; 0 or more, fewer than the validity.</summary>
    public int MinimumMonths { get; init; }

    /// <summary>One of the last valid days. For <see cref="RenewalBasis.Fixed"/> alone, where it is needed.</summary>
    public DateOnly? FixedDay { get; init; }

    public FirstDue FirstDue { get; init; }

    /// <summary>For <see cref="FirstDue.DaysAfter"/>; 0 or more.</summary>
    public int FirstDueDays { get; init; }

    /// <summary>For <see cref="FirstDue.FixedDay"/>, where it is needed.</summary>
    public DateOnly? FirstDueDay { get; init; }

    /// <summary>For <see cref="FirstDue.PlannedDay"/>: true where nothing is asked before a day is planned, as for whoever is going to leave.</summary>
    public bool WaitsForPlan { get; init; }

    /// <summary>Days that lie at least between the beginning of a reason and the yearly return of a first due day that had passed; 0 or more.</summary>
    public int CatchUpDays { get; init; } = UsualCatchUpDays;

    /// <summary>Days that somebody has at least after coming back, after a waiver, and after something became known late; 0 or more.</summary>
    public int GraceDays { get; init; } = UsualGraceDays;

    /// <summary>True where a pass before the window counts; else it is practice.</summary>
    public bool EarlyCounts { get; init; }

    /// <summary>Days before a due day on which people are reminded, as <see cref="Settings.ReminderDays.Text"/>; null where those of the house count.</summary>
    public string? ReminderDays { get; init; }

    /// <summary>The largest first; empty where those of the house count.</summary>
    public IReadOnlyList<int> OwnReminders => ReminderDays is { } text ? new Settings.ReminderDays(text).Days : [];

    /// <summary>A renewal opens as many days before the pass ends as there are for the first time; everything else is as usual.</summary>
    public static RenewalTerms Usual(int days) => new() { FirstDueDays = days, WindowDays = days };

    /// <summary>What they come to for a course.</summary>
    /// <param name="courseMonths">For how many months a pass of the course counts; at least 1.</param>
    public RenewalTerms For(int courseMonths)
    {
        var months = ValidityMonths ?? courseMonths;
        return this with
        {
            ValidityMonths = months,

            // An edition may shorten the validity under an assignment that was made before.
            WindowDays = Math.Min(WindowDays, CycleDates.MostDueDays(months)),
            MinimumMonths = Math.Min(MinimumMonths, months - 1),
        };
    }

    /// <summary>The name of the first property whose value cannot be; null where all can.</summary>
    public string? FindFault() =>
        !Enum.IsDefined(Basis) ? nameof(Basis)
        : !Enum.IsDefined(FirstDue) ? nameof(FirstDue)
        : ValidityMonths < 1 ? nameof(ValidityMonths)
        : WindowDays < 0 || WindowDays >= WindowDaysOfAMonth * (ValidityMonths ?? int.MaxValue / WindowDaysOfAMonth) ? nameof(WindowDays)
        : (Basis == RenewalBasis.Fixed) != FixedDay.HasValue ? nameof(FixedDay)
        : MinimumMonths < 0 || MinimumMonths >= (ValidityMonths ?? int.MaxValue) || (Basis != RenewalBasis.Fixed && MinimumMonths > 0) ? nameof(MinimumMonths)
        : Basis == RenewalBasis.Fixed && ValidityMonths is null ? nameof(ValidityMonths)
        : (FirstDue == FirstDue.FixedDay) != FirstDueDay.HasValue ? nameof(FirstDueDay)
        : FirstDueDays is < 0 or > MostDays ? nameof(FirstDueDays)
        : WaitsForPlan && FirstDue != FirstDue.PlannedDay ? nameof(WaitsForPlan)
        : CatchUpDays is < 0 or > MostDays ? nameof(CatchUpDays)
        : GraceDays is < 0 or > MostDays ? nameof(GraceDays)
        : ReminderDays is { } days && Settings.ReminderDays.Read(days)?.Text != days ? nameof(ReminderDays)
        : null;
}
