namespace KnbTraining.Web.Features.Acknowledgements;

/// <summary>The reading time that is left, as people are told it: begun minutes, in the last one steps of ten seconds. Never less than is left.</summary>
public readonly record struct RemainingReading(TimeSpan Left)
{
    private const int Step = 10;

    public bool IsOver => Left <= TimeSpan.Zero;

    public bool InMinutes => Left > TimeSpan.FromMinutes(1);

    /// <summary>Minutes or seconds.</summary>
    public int Amount => InMinutes ? (int)Math.Ceiling(Left.TotalMinutes) : Step * (int)Math.Ceiling(Left.TotalSeconds / Step);

    /// <summary>How long what is shown stays true.</summary>
    public TimeSpan UntilChange => IsOver ? TimeSpan.Zero
        : Left - (InMinutes ? TimeSpan.FromMinutes(Math.Max(1, Amount - 1)) : TimeSpan.FromSeconds(Amount - Step)) + TimeSpan.FromMilliseconds(20);
}
