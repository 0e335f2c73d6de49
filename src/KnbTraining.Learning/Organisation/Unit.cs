using System.Globalization;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Organisation;

/// <summary>What a unit is called. At least one name is filled.</summary>
public sealed record UnitNames(string? Kk = null, string? Ru = null, string? En = null)
{
    /// <summary>The first name that is filled, for readers of whose language there is none.</summary>
    public string First => Filled is [var first, ..] ? first : throw new InvalidOperationException("The unit has no name.");

    /// <summary>The names that are filled, without blanks around them.</summary>
    public IReadOnlyList<string> Filled => [.. new[] { Kk, Ru, En }.Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => name!.Trim())];

    /// <summary>A name in one language.</summary>
    public static UnitNames In(string language, string name) => language switch
    {
        Languages.Kazakh => new UnitNames(Kk: name),
        Languages.English => new UnitNames(En: name),
        _ => new UnitNames(Ru: name),
    };

    /// <summary>The same names without blanks around them; what is blank is null.</summary>
    public UnitNames Trimmed() => new(TrimmedOrNull(Kk), TrimmedOrNull(Ru), TrimmedOrNull(En));

    private static string? TrimmedOrNull(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();
}

/// <summary>A part of the organisation, as it is today. Its path names all its ancestors, so that a subtree is one prefix. On other days see <see cref="UnitVersion"/>.</summary>
public sealed class Unit
{
    public const int MaxChildren = 9999;

    /// <summary>The most letters of a path: deeper trees are refused.</summary>
    public const int MaxPath = 400;

    /// <summary>Since when a unit is there of which no other day was said.</summary>
    public static readonly DateOnly Always = new(1900, 1, 1);

    /// <summary>The path of the one unit that has none above it.</summary>
    internal static readonly string Whole = PathOf(null, 1);

    private readonly List<UnitVersion> _versions = [];

    private Unit()
    {
    }

    public Guid Id { get; private set; }

    public Guid? ParentId { get; private set; }

    /// <summary>The name for readers of whose language there is none, see <see cref="UnitNames.First"/>.</summary>
    public string Name { get; private set; } = "";

    public string? NameKk { get; private set; }

    public string? NameRu { get; private set; }

    public string? NameEn { get; private set; }

    /// <summary>For example <c>/0001/0003/</c>. No path is ever given a second time.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The first day on which the unit was not there any more; null while it is.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>The unit into which the people of this one are being brought; null where it is not being merged.</summary>
    public Guid? MergesInto { get; private set; }

    /// <summary>The first day in the other unit.</summary>
    public DateOnly? MergesFrom { get; private set; }

    /// <summary>Who began the merge.</summary>
    public Guid? MergedBy { get; private set; }

    /// <summary>How many people have been transferred so far.</summary>
    public int MergedPeople { get; private set; }

    /// <summary>Counts the changes; a form carries the version that it read.</summary>
    public int Version { get; private set; }

    /// <summary>Versions: those with which the unit was made, or as many as were read.</summary>
    public IReadOnlyList<UnitVersion> Versions => _versions;

    /// <summary>0 for the root.</summary>
    public int Depth => Path.Count(c => c == '/') - 2;

    public UnitNames Names => new(NameKk, NameRu, NameEn);

    /// <summary>The name in a language, or the one for everybody.</summary>
    public string NameIn(string language) => language switch
    {
        Languages.Kazakh => NameKk,
        Languages.Russian => NameRu,
        _ => NameEn,
    } ?? Name;

    /// <param name="name">One name for every language.</param>
    /// <param name="ordinal">The unit's place among all children its parent ever had, from 1.</param>
    public static Unit Create(string name, Unit? parent, int ordinal)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Create(name.Trim(), new UnitNames(), parent, ordinal, Always);
    }

    /// <param name="from">The first day on which the unit is there.</param>
    /// <inheritdoc cref="Create(string, Unit?, int)"/>
    public static Unit Create(UnitNames names, Unit? parent, int ordinal, DateOnly from)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Create(names.First, names.Trimmed(), parent, ordinal, from);
    }

    public void Rename(UnitNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        (Name, (NameKk, NameRu, NameEn)) = (names.First, names.Trimmed());
        Version++;
    }

    /// <param name="path">The new path of this unit, which begins with that of the parent.</param>
    public void Move(Guid? parentId, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (ParentId, Path) = (parentId, path);
        Version++;
    }

    /// <param name="from">The first day in the other unit.</param>
    public void Merge(Guid into, DateOnly from, Guid by)
    {
        (MergesInto, MergesFrom, MergedBy) = (into, from, by);
        Version++;
    }

    internal void Merged(int people) => MergedPeople += people;

    /// <param name="day">The first day on which it is not there.</param>
    public void Close(DateOnly day)
    {
        ClosedOn = day;
        Version++;
    }

    /// <summary>Says which fact made the unit known.</summary>
    public void KnownBy(long number) => _versions.ForEach(version => version.Known(number));

    /// <summary>The paths of the units above a path, from the top, and itself.</summary>
    internal static IEnumerable<string> UpTo(string path)
    {
        for (var end = path.IndexOf('/', 1); end > 0; end = end + 1 < path.Length ? path.IndexOf('/', end + 1) : -1)
        {
            yield return path[..(end + 1)];
        }
    }

    internal static string PathOf(Unit? parent, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{parent?.Path ?? "/"}{ordinal:D4}/");

    private static Unit Create(string name, UnitNames names, Unit? parent, int ordinal, DateOnly from)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ordinal, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ordinal, MaxChildren);
        var unit = new Unit
        {
            Id = Guid.CreateVersion7(),
            ParentId = parent?.Id,
            Name = name,
            NameKk = names.Kk,
            NameRu = names.Ru,
            NameEn = names.En,
            Path = PathOf(parent, ordinal),
        };
        var first = UnitVersion.Of(unit, from, null);
        first.Known(0);
        unit._versions.Add(first);
        return unit;
    }
}
