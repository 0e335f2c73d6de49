using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Features.Assignments;

/// <summary>What an administrator fills in about an assignment. Numbers are kept as they were typed.</summary>
public sealed record AssignmentForm
{
    public string CourseId { get; set; } = "";

    public HolderStatus? HolderStatus { get; set; }

    public Capacity? Capacity { get; set; }

    public string? UnitPath { get; set; }

    public FirstDue FirstDue { get; set; }

    public string Days { get; set; } = "";

    public DateOnly? FirstDueDay { get; set; }

    public string CatchUp { get; set; } = Written(RenewalTerms.UsualCatchUpDays);

    public RenewalBasis Basis { get; set; }

    /// <summary>Empty where a pass counts for as long as the course says.</summary>
    public string Months { get; set; } = "";

    /// <summary>Empty for as many days as the course is given for the first time, or half of the validity where that is less.</summary>
    public string Window { get; set; } = "";

    public string MinimumMonths { get; set; } = "0";

    public DateOnly? FixedDay { get; set; }

    public string Grace { get; set; } = Written(RenewalTerms.UsualGraceDays);

    public bool EarlyCounts { get; set; }

    /// <summary>Empty where people are reminded as the settings of the organisation say.</summary>
    public string Reminders { get; set; } = "";

    /// <summary>Null where no whole number is typed.</summary>
    public int? DueDays => Read(Days);

    public AssignmentAudience Audience => new(HolderStatus, Capacity, UnitPath);

    /// <summary>The fields in which no whole number stands, by the names of <see cref="RenewalTerms"/>.</summary>
    public IEnumerable<string> NotNumbers =>
        from each in new (string Name, string Typed, bool Needed)[]
        {
            (nameof(RenewalTerms.FirstDueDays), Days, FirstDue == FirstDue.DaysAfter),
            (nameof(RenewalTerms.CatchUpDays), CatchUp, FirstDue == FirstDue.FixedDay),
            (nameof(RenewalTerms.ValidityMonths), Months, !string.IsNullOrWhiteSpace(Months)),
            (nameof(RenewalTerms.WindowDays), Window, !string.IsNullOrWhiteSpace(Window)),
            (nameof(RenewalTerms.MinimumMonths), MinimumMonths, Basis == RenewalBasis.Fixed),
            (nameof(RenewalTerms.GraceDays), Grace, true),
        }
        where each.Needed && Read(each.Typed) is null
        select each.Name;

    /// <summary>What is wrong with what was typed, before anything is asked of what is stored.</summary>
    public IEnumerable<FormFinding> Faults =>
    [
        .. NotNumbers.Select(name => new FormFinding(name, "not-a-number")),
        .. ReminderDays.Read(Reminders) is null && !string.IsNullOrWhiteSpace(Reminders) ? [new FormFinding(nameof(RenewalTerms.ReminderDays), "not-days")] : Array.Empty<FormFinding>(),
    ];

    /// <param name="courseMonths">For how many months a pass of the course counts.</param>
    /// <returns>Null where a number is missing. Fields that do not belong to what was chosen count for nothing.</returns>
    public RenewalTerms? ReadTerms(int courseMonths)
    {
        if (Faults.Any())
        {
            return null;
        }

        var (months, days) = (Read(Months), Read(Days) ?? 0);
        return new RenewalTerms
        {
            FirstDue = FirstDue,
            FirstDueDays = FirstDue == FirstDue.DaysAfter ? days : 0,
            FirstDueDay = FirstDue == FirstDue.FixedDay ? FirstDueDay : null,
            CatchUpDays = FirstDue == FirstDue.FixedDay ? Read(CatchUp)!.Value : RenewalTerms.UsualCatchUpDays,
            Basis = Basis,
            ValidityMonths = months,
            WindowDays = Read(Window) ?? UsualWindow(days, months ?? courseMonths),
            MinimumMonths = Basis == RenewalBasis.Fixed ? Read(MinimumMonths)!.Value : 0,
            FixedDay = Basis == RenewalBasis.Fixed ? FixedDay : null,
            GraceDays = Read(Grace)!.Value,
            EarlyCounts = EarlyCounts,
            ReminderDays = ReminderDays.Read(Reminders)?.Text,
        };
    }

    public static AssignmentForm Of(AssignmentRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var terms = row.Terms;
        return new AssignmentForm
        {
            CourseId = row.CourseId,
            HolderStatus = row.Audience.HolderStatus,
            Capacity = row.Audience.Capacity,
            UnitPath = row.Audience.UnitPath,
            FirstDue = terms.FirstDue,
            Days = Written(terms.FirstDueDays),
            FirstDueDay = terms.FirstDueDay,
            CatchUp = Written(terms.CatchUpDays),
            Basis = terms.Basis,
            Months = terms.ValidityMonths is { } months ? Written(months) : "",
            Window = Written(terms.WindowDays),
            MinimumMonths = Written(terms.MinimumMonths),
            FixedDay = terms.FixedDay,
            Grace = Written(terms.GraceDays),
            EarlyCounts = terms.EarlyCounts,
            Reminders = terms.ReminderDays ?? "",
        };
    }

    private static int UsualWindow(int days, int months) => Math.Max(0, Math.Min(days, CycleDates.MostDueDays(Math.Max(1, months))));

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int? Read(string typed) => int.TryParse(typed, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
