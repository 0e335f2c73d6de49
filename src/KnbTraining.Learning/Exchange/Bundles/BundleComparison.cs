namespace KnbTraining.Learning.Exchange.Bundles;

/// <summary>What becomes of one document when a signed edition is taken over.</summary>
public enum BundleFate
{
    /// <summary>Only the publisher has it: it comes.</summary>
    Added,

    /// <summary>It is here as the publisher once had it: it becomes the newer one.</summary>
    Changed,

    /// <summary>The publisher has taken it out, and here it is as the publisher once had it: it goes.</summary>
    Retired,

    /// <summary>Both have changed it.</summary>
    BothChanged,

    /// <summary>Changed here, taken out by the publisher.</summary>
    RetiredThere,

    /// <summary>Taken out here, changed by the publisher.</summary>
    RetiredHere,

    /// <summary>It was written here, and the publisher never had it: it stays.</summary>
    OnlyHere,

    /// <summary>Only this installation has changed it since: it stays as it is here.</summary>
    NewerHere,

    /// <summary>Taken out here, and the publisher has not changed it since: it stays out.</summary>
    GoneHere,
}

/// <summary>What somebody decides about a document that both sides changed.</summary>
public enum BundleChoice
{
    /// <summary>The change holds the publisher's text and shows where both differ; only for <see cref="BundleFate.BothChanged"/>.</summary>
    Merge,

    /// <summary>It becomes what the publisher has, or goes.</summary>
    Theirs,

    /// <summary>It stays as it is here.</summary>
    Ours,
}

/// <summary>One document that is not the same on both sides.</summary>
/// <param name="Base">The hash of the newest text that both sides once had; null where there is none.</param>
/// <param name="Here">The hash of the text of the newest edition here; null where it has none.</param>
public sealed record BundleDifference(string Path, BundleFate Fate, string? Base, string? Here)
{
    /// <summary>True where somebody has to decide.</summary>
    public bool IsConflict => Fate is BundleFate.BothChanged or BundleFate.RetiredThere or BundleFate.RetiredHere;

    /// <summary>The decisions that there are, the one that counts without any first; none where nobody has to decide.</summary>
    public IReadOnlyList<BundleChoice> Choices => Fate switch
    {
        BundleFate.BothChanged => [BundleChoice.Merge, BundleChoice.Ours, BundleChoice.Theirs],
        BundleFate.RetiredThere or BundleFate.RetiredHere => [BundleChoice.Ours, BundleChoice.Theirs],
        _ => [],
    };

    /// <summary>True where the change is to hold the document.</summary>
    /// <param name="choice">Null where nobody decided.</param>
    public bool IsTaken(BundleChoice? choice) => IsConflict
        ? (choice ?? Choices[0]) != BundleChoice.Ours
        : Fate is BundleFate.Added or BundleFate.Changed or BundleFate.Retired;
}

/// <summary>Holds a signed edition against what is here, document by document, by what both sides have had before.</summary>
public static class BundleComparison
{
    /// <param name="here">The hashes of the texts of the newest edition here, by path.</param>
    /// <param name="there">The same of the signed edition.</param>
    /// <param name="before">What each document was here, the newest first; may begin with what it is now.</param>
    /// <param name="earlier">What each document was in the publisher's editions before.</param>
    /// <returns>Documents that differ, in the order of their paths.</returns>
    public static IReadOnlyList<BundleDifference> Of(
        IReadOnlyDictionary<string, string> here, IReadOnlyDictionary<string, string> there, ILookup<string, string> before, ILookup<string, string> earlier)
    {
        ArgumentNullException.ThrowIfNull(here);
        ArgumentNullException.ThrowIfNull(there);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(earlier);
        return
        [
            .. here.Keys.Union(there.Keys, StringComparer.Ordinal)
                .Where(path => here.GetValueOrDefault(path) != there.GetValueOrDefault(path))
                .Order(StringComparer.Ordinal)
                .Select(path => Of(path, here.GetValueOrDefault(path), there.GetValueOrDefault(path), [.. before[path]], [.. earlier[path]])),
        ];
    }

    private static BundleDifference Of(string path, string? ours, string? theirs, string[] before, HashSet<string> earlier)
    {
        var common = before.FirstOrDefault(hash => earlier.Contains(hash) || hash == theirs);
        var fate = (ours, theirs) switch
        {
            (null, _) => before.Length == 0 ? BundleFate.Added : before.Contains(theirs, StringComparer.Ordinal) ? BundleFate.GoneHere : BundleFate.RetiredHere,
            (_, null) => earlier.Count == 0 ? BundleFate.OnlyHere : earlier.Contains(ours) ? BundleFate.Retired : BundleFate.RetiredThere,
            _ when earlier.Contains(ours) => ComesBackHere(before, ours, theirs) ? BundleFate.BothChanged : BundleFate.Changed,
            _ => before.Contains(theirs, StringComparer.Ordinal) ? BundleFate.NewerHere : BundleFate.BothChanged,
        };

        // Where what is here was theirs before as well, the choice is shown from their newer text.
        return new BundleDifference(path, fate, fate == BundleFate.BothChanged && common == ours ? theirs : common, ours);
    }

    // Here it was theirs once, and somebody took that back on purpose.
    private static bool ComesBackHere(string[] before, string ours, string theirs)
    {
        var at = Array.IndexOf(before, theirs);
        return at >= 0 && Array.LastIndexOf(before, ours) > at;
    }
}
