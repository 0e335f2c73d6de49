using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Organisation;

public enum Role
{
    Learner = 0,
    Editor = 1,
    Reviewer = 2,
    Manager = 3,
    Auditor = 4,
    Administrator = 5,
}

/// <summary>Who asks.</summary>
/// <param name="ScopePath">"/" = everybody (administrator, auditor), a unit path = that subtree (manager), null = only oneself.</param>
public sealed record Viewer(Guid PersonId, string Name, IReadOnlySet<Role> Roles, string Language, string? ScopePath)
{
    /// <summary>Further subtrees of somebody who manages several units, or stands in for who does. Empty where <see cref="ScopePath"/> says all.</summary>
    public IReadOnlyList<string> MorePaths { get; init; } = [];

    /// <summary>True where nobody is out of scope: a query need not ask where people are.</summary>
    internal bool SeesEverybody => Sees("/") || Sees(Unit.Whole);

    /// <summary>The viewer in the ledger, where they do something.</summary>
    public Actor Actor => Actor.Of(PersonId);

    public bool Is(Role role) => Roles.Contains(role);

    public bool IsAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
            {
                return true;
            }
        }

        return false;
    }

    private bool Sees(string path) => ScopePath == path || MorePaths.Contains(path, StringComparer.Ordinal);
}
