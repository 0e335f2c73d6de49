namespace KnbTraining.Learning.Assignments;

/// <summary>A cycle while <see cref="CoursePlan"/> goes through the days.</summary>
/// <param name="before">The cycle before it; null for the first.</param>
internal sealed class PlannedCycle(PlannedCycle? before, DateOnly openedOn)
{
    private DateOnly? _notBefore;

    public PlannedCycle? Before { get; } = before;

    public int Number { get; } = (before?.Number ?? 0) + 1;

    public DateOnly OpenedOn { get; } = openedOn;

    /// <summary>The due day of a renewal, or the one that somebody has set; null where the rules that ask give it.</summary>
    public DateOnly? Set { get; set; }

    /// <summary>The due day before leave, waiver and extension are counted; null where no day is set.</summary>
    public DateOnly? Base { get; set; }

    /// <summary>True while somebody is on a leave without a day of return.</summary>
    public bool HasNoDue { get; set; }

    public DateOnly? Due => HasNoDue || Base is not { } day ? null : RenewalDates.Later(day, _notBefore);

    /// <summary>The due day as the last event told it.</summary>
    public DateOnly? Told { get; set; }

    public CountedPass? Completed { get; set; }

    public CycleEnd? Ended { get; set; }

    public DateOnly? EndedOn { get; private set; }

    public bool IsOpen => Completed is null && Ended is null;

    /// <summary>Whatever the rules say from now on, it is not due before this day.</summary>
    public void NotBefore(DateOnly day) => _notBefore = RenewalDates.Later(day, _notBefore);

    public void SetDue(DateOnly day) => (Set, Base, _notBefore, HasNoDue) = (day, day, null, false);

    public void End(CycleEnd why, DateOnly day) => (Ended, EndedOn) = (why, day);
}
