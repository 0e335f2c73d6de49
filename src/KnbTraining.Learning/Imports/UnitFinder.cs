using KnbTraining.Learning.Names;

namespace KnbTraining.Learning.Imports;

/// <summary>Finds units as lists of people name them.</summary>
internal sealed class UnitFinder
{
    private readonly string? _separator;
    private readonly Dictionary<string, KnownUnit> _chosen;
    private readonly Dictionary<string, KnownUnit> _byPath;
    private readonly ILookup<string, KnownUnit> _byName;
    private readonly Dictionary<string, (KnownUnit? Unit, string? Fault)> _asked = new(StringComparer.Ordinal);

    /// <param name="chosen">Units by what somebody said that the list calls them; one that is not open any more is none.</param>
    /// <param name="separator">See <see cref="ImportMapping.UnitSeparator"/>.</param>
    public UnitFinder(IReadOnlyList<KnownUnit> units, IReadOnlyDictionary<string, Guid> chosen, string? separator)
    {
        _separator = separator;
        var open = units.ToDictionary(unit => unit.Id);
        _chosen = chosen
            .Where(one => open.ContainsKey(one.Value))
            .GroupBy(one => NameFold.Fold(one.Key), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => open[group.First().Value], StringComparer.Ordinal);
        _byPath = units.ToDictionary(unit => unit.Path, StringComparer.Ordinal);
        _byName = units
            .SelectMany(unit => NamesOf(unit).Select(name => (Name: name, unit)))
            .Distinct()
            .ToLookup(each => each.Name, each => each.unit, StringComparer.Ordinal);
        Root = units.MinBy(unit => unit.Path.Length);
    }

    /// <summary>The uppermost unit; null where there is none.</summary>
    public KnownUnit? Root { get; }

    /// <returns>The unit, or the key of what is wrong: <c>unit-unknown</c>, or <c>unit-ambiguous</c> where several are called so.</returns>
    public (KnownUnit? Unit, string? Fault) Find(string text)
    {
        if (!_asked.TryGetValue(text, out var found))
        {
            _asked[text] = found = Look(text);
        }

        return found;
    }

    private (KnownUnit? Unit, string? Fault) Look(string text)
    {
        if (_byPath.TryGetValue(text, out var unit) || _chosen.TryGetValue(NameFold.Fold(text), out unit))
        {
            return (unit, null);
        }

        // A name may hold a separator itself.
        KnownUnit[] found = [.. _byName[NameFold.Fold(text)]];
        if (found.Length == 0 && _separator is not null && text.Contains(_separator, StringComparison.Ordinal))
        {
            string[] names = [.. UnitPaths.Split(text, _separator).Select(NameFold.Fold)];
            found = names.Length == 0 ? [] : [.. _byName[names[^1]].Where(last => LiesBelow(last, names.AsSpan()[..^1]))];
        }

        return found.Length switch { 0 => (null, "unit-unknown"), 1 => (found[0], null), _ => (null, "unit-ambiguous") };
    }

    // The names above may leave out some, but not change places.
    private bool LiesBelow(KnownUnit unit, ReadOnlySpan<string> above)
    {
        var path = unit.Path;
        for (var i = above.Length - 1; i >= 0; i--)
        {
            do
            {
                path = path.Length > 6 ? path[..^5] : "";
            }
            while (path.Length > 0 && !(_byPath.TryGetValue(path, out var upper) && NamesOf(upper).Contains(above[i])));

            if (path.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> NamesOf(KnownUnit unit) => unit.Names.Filled.Append(unit.Name).Select(NameFold.Fold).Distinct(StringComparer.Ordinal);
}
