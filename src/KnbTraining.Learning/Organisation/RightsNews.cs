using System.Globalization;

namespace KnbTraining.Learning.Organisation;

/// <summary>A committed change of rights.</summary>
/// <param name="Before">The version before it; where memory has another one, it missed something.</param>
/// <param name="People">Whose rights changed; null for everybody's.</param>
internal sealed record RightsChange(long Before, long After, IReadOnlySet<Guid>? People)
{
    // More names than a message may hold are everybody.
    private const int MostNamed = 100;

    private const string Everybody = "*";

    /// <summary>As it is told to other nodes: both versions and the ids, separated by spaces.</summary>
    public string Write()
    {
        var whom = People is { Count: <= MostNamed } named ? string.Join(' ', named.Select(id => id.ToString("N"))) : Everybody;
        return string.Create(CultureInfo.InvariantCulture, $"{Before} {After} {whom}");
    }

    /// <exception cref="FormatException">It is no such message.</exception>
    public static RightsChange Read(string message) => message.Split(' ') is [var before, var after, .. var people]
        ? new RightsChange(
            long.Parse(before, CultureInfo.InvariantCulture),
            long.Parse(after, CultureInfo.InvariantCulture),
            people is [Everybody] ? null : people.Select(Guid.Parse).ToHashSet())
        : throw new FormatException($"'{message}' tells no change of rights.");
}

/// <summary>Brings changes from the database context, which may not know who keeps rights in memory.</summary>
public sealed class RightsNews
{
    private Action<RightsChange>? _told;

    internal void Listen(Action<RightsChange> told) => _told += told;

    internal void Tell(RightsChange change) => _told?.Invoke(change);
}
