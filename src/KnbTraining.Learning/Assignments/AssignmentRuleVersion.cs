using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// What an assignment said on the days from <see cref="From"/> to <see cref="Until"/>. Rows are never overwritten: what turns out otherwise is closed by
/// <see cref="SeqOut"/>, and another row takes its place.
/// </summary>
public sealed class AssignmentRuleVersion : DatedRow
{
    private AssignmentRuleVersion()
    {
    }

    public Guid Id { get; private set; }

    public Guid RuleId { get; private set; }

    /// <summary>As <see cref="AssignmentRule.Version"/>.</summary>
    public int Number { get; private set; }

    public HolderStatus? HolderStatus { get; private set; }

    public Capacity? Capacity { get; private set; }

    public string? UnitPath { get; private set; }

    public RenewalBasis Basis { get; private set; }

    /// <summary>Null where a pass counts for as long as the course says.</summary>
    public int? ValidityMonths { get; private set; }

    public int WindowDays { get; private set; }

    public int MinimumMonths { get; private set; }

    public DateOnly? FixedDay { get; private set; }

    public FirstDue FirstDue { get; private set; }

    public int FirstDueDays { get; private set; }

    public DateOnly? FirstDueDay { get; private set; }

    public bool WaitsForPlan { get; private set; }

    public int CatchUpDays { get; private set; }

    public int GraceDays { get; private set; }

    public bool EarlyCounts { get; private set; }

    public AssignmentAudience Audience => new(HolderStatus, Capacity, UnitPath);

    /// <param name="courseMonths">For how many months a pass of the course counts where the version says nothing else.</param>
    public RenewalTerms TermsFor(int courseMonths) => new()
    {
        Basis = Basis,
        ValidityMonths = ValidityMonths ?? courseMonths,
        WindowDays = WindowDays,
        MinimumMonths = MinimumMonths,
        FixedDay = FixedDay,
        FirstDue = FirstDue,
        FirstDueDays = FirstDueDays,
        FirstDueDay = FirstDueDay,
        WaitsForPlan = WaitsForPlan,
        CatchUpDays = CatchUpDays,
        GraceDays = GraceDays,
        EarlyCounts = EarlyCounts,
    };

    /// <summary>What an assignment says now. It opens a renewal as many days before the last valid day as it gives for the first time.</summary>
    internal static AssignmentRuleVersion Of(AssignmentRule rule, DateOnly from) => new()
    {
        Id = Guid.CreateVersion7(),
        RuleId = rule.Id,
        Number = rule.Version,
        HolderStatus = rule.HolderStatus,
        Capacity = rule.Capacity,
        UnitPath = rule.UnitPath,
        WindowDays = rule.DueDays,
        FirstDueDays = rule.DueDays,
        CatchUpDays = RenewalTerms.UsualCatchUpDays,
        GraceDays = RenewalTerms.UsualGraceDays,
        From = from,
    };

    /// <summary>The same with a last day.</summary>
    internal AssignmentRuleVersion EndedOn(DateOnly until)
    {
        var ended = (AssignmentRuleVersion)MemberwiseClone();
        (ended.Id, ended.Until, ended.SeqIn, ended.SeqOut) = (Guid.CreateVersion7(), until, 0, null);
        return ended;
    }

    internal void FollowUnit(string path) => UnitPath = path;
}
