namespace KnbTraining.Learning.Imports;

/// <summary>How many lines of each kind an import has.</summary>
public sealed record ImportCounts(int New, int Changed, int Moved, int Leaving, int Unclear, int Wrong, int Unchanged)
{
    public int Of(ImportKind kind) => kind switch
    {
        ImportKind.New => New,
        ImportKind.Changed => Changed,
        ImportKind.Moved => Moved,
        ImportKind.Leaving => Leaving,
        ImportKind.Unclear => Unclear,
        ImportKind.Wrong => Wrong,
        _ => Unchanged,
    };

    /// <summary>How many lines do something when the import is applied.</summary>
    public int Acts => New + Changed + Moved + Leaving;

    internal static ImportCounts Of(ImportResult result) => new(
        result.Count(ImportKind.New),
        result.Count(ImportKind.Changed),
        result.Count(ImportKind.Moved),
        result.Count(ImportKind.Leaving),
        result.Count(ImportKind.Unclear),
        result.Count(ImportKind.Wrong),
        result.Count(ImportKind.Unchanged));
}
