namespace KnbTraining.Learning.Attempts;

/// <summary>
/// Tells the pages of this process at once that another one went on with their attempt. Only a courtesy: pages of other
/// processes learn it from the database, with their next step or item.
/// </summary>
public sealed class ClaimNews
{
    private readonly Listeners<Guid, AttemptClaim> _listeners = new();

    /// <summary>Listens until disposed. The callback runs in the ExecutionContext of the listener.</summary>
    public IDisposable Listen(Guid attemptId, Action<AttemptClaim> told) => _listeners.Listen(attemptId, told);

    internal void Tell(Guid attemptId, AttemptClaim claim) => _listeners.Tell(attemptId, claim);
}
