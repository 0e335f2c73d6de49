using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Timing;

/// <summary>The time until a deadline, as people are told it: whole minutes, begun ones included.</summary>
public readonly record struct RemainingTime(TimeSpan Left)
{
    /// <summary>At this many minutes the learner is told once.</summary>
    private const int Warning = 5;

    private const int MinutesOfTwoHours = 120;

    private const int MinutesOfHour = 60;

    public int Minutes => (int)Math.Ceiling(Left.TotalMinutes);

    /// <summary>True where no clock runs against the learner: the end is told as a day.</summary>
    public bool IsDays => Left > TimeSpan.FromHours(24);

    public bool IsOver => Left <= TimeSpan.Zero;

    public bool IsLong => Minutes > Warning;

    /// <summary>How long what is shown stays true.</summary>
    public TimeSpan UntilChange => IsOver ? TimeSpan.Zero : Left - TimeSpan.FromMinutes(Minutes - 1) + TimeSpan.FromMilliseconds(20);

    public string Text(IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Minutes switch
        {
            <= 1 => texts["TimeLeft.last"],
            <= MinutesOfTwoHours => texts["TimeLeft", Minutes],
            _ => texts["TimeLeft.hours", Minutes / MinutesOfHour, Minutes % MinutesOfHour],
        };
    }
}
