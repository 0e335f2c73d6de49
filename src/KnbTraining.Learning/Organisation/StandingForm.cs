namespace KnbTraining.Learning.Organisation;

/// <summary>What can happen to one person's standing.</summary>
public enum StandingAct
{
    /// <summary>To another unit, from a day on.</summary>
    Transfer = 0,

    /// <summary>The clearance is asked for, given or ended, from a day on.</summary>
    Clearance = 1,

    Capacity = 2,

    /// <summary>Away from one day to another; the other may be unknown.</summary>
    Leave = 3,

    /// <summary>Back from a leave, on a day.</summary>
    Return = 4,

    /// <summary>The employment ends; the day is the last one of it.</summary>
    Leaving = 5,

    /// <summary>Employed again, from a day on.</summary>
    Rehire = 6,
}

/// <summary>What an administrator says about one person's standing. Which fields count depends on the act.</summary>
public sealed record StandingForm
{
    /// <summary>The longest reason that can be typed, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>How many days ahead something can be planned.</summary>
    public const int MostDaysAhead = 730;

    public StandingAct Act { get; set; }

    /// <summary>The first day; for <see cref="StandingAct.Leaving"/> the last day of the employment.</summary>
    public DateOnly? Day { get; set; }

    /// <summary>The last day of a leave, included; null where it is not known.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Of a transfer, and of a rehire.</summary>
    public Guid? UnitId { get; set; }

    public HolderStatus HolderStatus { get; set; }

    public Capacity Capacity { get; set; }

    /// <summary>Required where the first day lies behind.</summary>
    public string? Reason { get; set; }

    /// <summary>The first day on which something is otherwise; null where no day is given.</summary>
    public DateOnly? From => Act == StandingAct.Leaving && Day < DateOnly.MaxValue ? Day.Value.AddDays(1) : Day;

    /// <summary>What is set from then on.</summary>
    public StandingParts Parts => Act switch
    {
        StandingAct.Transfer => new StandingParts(UnitId: UnitId),
        StandingAct.Clearance => new StandingParts(HolderStatus: HolderStatus),
        StandingAct.Capacity => new StandingParts(Capacity: Capacity),
        StandingAct.Leave => new StandingParts(Employment: Employment.OnLeave),
        StandingAct.Return => new StandingParts(Employment: Employment.Active),
        StandingAct.Leaving => new StandingParts(Employment: Employment.Left),
        StandingAct.Rehire => new StandingParts(UnitId, HolderStatus, Capacity, Employment.Active),
        _ => StandingParts.None,
    };
}
