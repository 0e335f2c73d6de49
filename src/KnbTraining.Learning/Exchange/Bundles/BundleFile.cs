using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Exchange.Bundles;

/// <summary>A document of a signed edition that is not the same here.</summary>
/// <param name="Title">What it is called; its path where nobody knows.</param>
/// <param name="Text">What the publisher has; null where the publisher has taken it out, or never had it.</param>
public sealed record BundledDocument(BundleDifference Difference, string Title, string? Text)
{
    public string Path => Difference.Path;
}

/// <summary>A signed edition as it was read and held against the newest edition here. Nothing of it is stored yet.</summary>
/// <param name="Bytes">Of the file.</param>
/// <param name="Bundle">Null where there is any finding in <paramref name="Findings"/>.</param>
/// <param name="Publisher">Whose key signed it, as it is called here; null likewise.</param>
/// <param name="Findings">Why nothing of the file may be taken.</param>
public sealed record BundleFile(string Name, Digest Bytes, EditionBundle? Bundle, TrustedPublisher? Publisher, IReadOnlyList<Finding> Findings)
{
    /// <summary>The newest edition here when it was read; null where it was refused.</summary>
    public NumberedEdition? Base { get; init; }

    /// <summary>Documents that differ, in the order of their paths.</summary>
    public IReadOnlyList<BundledDocument> Documents { get; init; } = [];

    /// <summary>What taking it over would do, with the publisher's texts where both sides changed one; null where it would not hold together, or change nothing.</summary>
    public Impact? Impact { get; init; }

    /// <summary>What the check says of it upon what is here; whoever edits the change mends it.</summary>
    public IReadOnlyList<Finding> Faults { get; init; } = [];

    /// <summary>The newest edition here that has exactly these documents; null where none has.</summary>
    public int? SameAs { get; init; }

    /// <summary>An open change that holds exactly what this one would without further decisions; null where there is none.</summary>
    public int? InChange { get; init; }

    public int Count(BundleFate fate) => Documents.Count(document => document.Difference.Fate == fate);

    /// <summary>True where there is something to take over.</summary>
    public bool HasNews => Documents.Any(document => document.Difference.IsConflict || document.Difference.IsTaken(null));

    /// <summary>What a change would make of the documents.</summary>
    /// <param name="choices">By path; where nobody decided, the first of <see cref="BundleDifference.Choices"/> counts.</param>
    public IReadOnlyList<DocumentEdit> Edits(IReadOnlyDictionary<string, BundleChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return [.. Documents
            .Where(document => document.Difference.IsTaken(Chosen(choices, document.Path)))
            .Select(document => new DocumentEdit(document.Path, document.Text))];
    }

    internal static BundleChoice? Chosen(IReadOnlyDictionary<string, BundleChoice> choices, string path) => choices.TryGetValue(path, out var choice) ? choice : null;
}

/// <summary>An open change holds exactly this already.</summary>
/// <param name="Change">Its number.</param>
public sealed record TakenAlready(int Change) : Refusal(RefusalKind.Conflict);
