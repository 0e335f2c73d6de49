using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions;

/// <summary>Holds documents against the limits of length and number, before anything reads them.</summary>
internal static class SizeCheck
{
    /// <summary>False where something is too large to be read at all.</summary>
    public static bool Run(DocumentSet documents, FindingList findings)
    {
        var before = findings.Count;
        if (documents.Paths.Count > ContentLimits.MostDocuments)
        {
            findings.Add(documents.Paths.First(), 1, $"There are {documents.Paths.Count} documents; {ContentLimits.MostDocuments} are allowed.", "Delete what is not used.");
        }

        foreach (var (path, text) in documents.All.Where(document => document.Value.Length > ContentLimits.LongestDocument))
        {
            findings.Add(path, 1, $"The document has {text.Length} characters; {ContentLimits.LongestDocument} are allowed.", "Split it.");
        }

        return findings.Count == before;
    }
}
