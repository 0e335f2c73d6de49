namespace KnbTraining.Learning.Attempts;

/// <summary>Which page works on an attempt. A later claim takes the attempt over; steps of an earlier one are refused from then on.</summary>
/// <param name="Id">Made by the page, and the id of the step that says so.</param>
public sealed record AttemptClaim(Guid Id, DateTimeOffset At)
{
    /// <summary>What a page under an earlier claim is told: since when this one holds.</summary>
    internal Refusal.TakenOver Refuse() => new(At);
}
