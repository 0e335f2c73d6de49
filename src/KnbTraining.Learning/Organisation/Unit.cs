using System.Globalization;

namespace KnbTraining.Learning.Organisation;

/// <summary>A part of the organisation. Its path names all its ancestors, so that a subtree is one prefix.</summary>
public sealed class Unit
{
    public const int MaxChildren = 9999;

    private Unit()
    {
    }

    public Guid Id { get; private set; }

    public Guid? ParentId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>For example <c>/0001/0003/</c>.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Counts the changes; a form carries the version that it read.</summary>
    public int Version { get; private set; }

    /// <summary>0 for the root.</summary>
    public int Depth => Path.Count(c => c == '/') - 2;

    /// <param name="ordinal">The unit's place among all children its parent ever had, from 1.</param>
    public static Unit Create(string name, Unit? parent, int ordinal)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(ordinal, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ordinal, MaxChildren);
        return new Unit
        {
            Id = Guid.CreateVersion7(),
            ParentId = parent?.Id,
            Name = name.Trim(),
            Path = string.Create(CultureInfo.InvariantCulture, $"{parent?.Path ?? "/"}{ordinal:D4}/"),
        };
    }

    public void Rename(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name.Trim();
        Version++;
    }
}
