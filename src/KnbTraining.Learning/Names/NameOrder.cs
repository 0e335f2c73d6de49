using System.Globalization;

namespace KnbTraining.Learning.Names;

/// <summary>
/// The one order of names of people, units, courses and files, whatever the language of the page: that of the Kazakh alphabet,
/// which has every Russian letter at its place as well (ё after е), and Latin letters after all of them.
/// </summary>
public static class NameOrder
{
    private static readonly CompareInfo Kazakh = CultureInfo.GetCultureInfo("kk-KZ").CompareInfo;

    /// <summary>What the stored keys depend on: the tables of ICU and the way in which names are folded.</summary>
    public static string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"{Kazakh.Version.FullVersion}/{Kazakh.Version.SortId}/{NameFold.Version}");

    /// <summary>Case counts only between names that are otherwise the same.</summary>
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(string? one, string? other) => Kazakh.Compare(Tidy(one), Tidy(other));

    /// <summary>Bytes that stand in the same order as their names, for a database that knows nothing of alphabets.</summary>
    public static byte[] Key(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Kazakh.GetSortKey(Tidy(name)).KeyData;
    }

    /// <summary>Orders keys (<see cref="Key"/>) as databases do.</summary>
    public static IComparer<byte[]> Keys { get; } = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    /// <summary>Each unit after its parent, and siblings in the order of their names.</summary>
    /// <param name="path">For example <c>/0001/0003/</c>: the paths of all ancestors are its beginnings.</param>
    public static IReadOnlyList<T> Tree<T>(IReadOnlyCollection<T> units, Func<T, string> path, Func<T, string> name)
    {
        ArgumentNullException.ThrowIfNull(units);
        var known = units.Select(path).ToHashSet(StringComparer.Ordinal);
        var children = units.ToLookup(unit => ParentIn(known, path(unit)), StringComparer.Ordinal);
        var ordered = new List<T>(units.Count);
        Add("");
        return ordered;

        void Add(string parent)
        {
            foreach (var unit in children[parent].OrderBy(name, Comparer).ThenBy(path, StringComparer.Ordinal))
            {
                ordered.Add(unit);
                Add(path(unit));
            }
        }
    }

    // The part of the tree that somebody sees begins anywhere.
    private static string ParentIn(HashSet<string> known, string path)
    {
        var end = path.LastIndexOf('/', Math.Max(0, path.Length - 2));
        var parent = end < 0 ? "" : path[..(end + 1)];
        return known.Contains(parent) ? parent : "";
    }

    // No-break blanks and the like would part names that look the same.
    private static string Tidy(string? name) => string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
