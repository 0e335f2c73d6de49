namespace KnbTraining.Learning.Organisation;

/// <summary>A committed change of rights.</summary>
/// <param name="Before">The version before it; where memory has another one, it missed something.</param>
/// <param name="People">Whose rights changed; null for everybody's.</param>
internal sealed record RightsChange(long Before, long After, IReadOnlySet<Guid>? People);

/// <summary>Brings changes from the database context, which may not know who keeps rights in memory.</summary>
public sealed class RightsNews
{
    private Action<RightsChange>? _told;

    internal void Listen(Action<RightsChange> told) => _told += told;

    internal void Tell(RightsChange change) => _told?.Invoke(change);
}
