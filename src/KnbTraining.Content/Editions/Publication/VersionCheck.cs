using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// What people confirmed stays what they confirmed: a text to acknowledge that differs from the published one has a
/// higher version, in whatever language it differs.
/// </summary>
internal static class VersionCheck
{
    public static void Run(Edition published, Edition edition, FindingList findings)
    {
        foreach (var document in edition.Acknowledgements.Values)
        {
            if (published.Acknowledgements.GetValueOrDefault(document.Id) is not { } before)
            {
                continue;
            }

            var line = edition.Documents.LineOf(document.Path, "version:");
            var changed = Languages.All.Where(language => document[language].Hash != before[language].Hash).ToArray();
            if (document.Version < before.Version)
            {
                findings.Add(document.Path, line, $"Version {document.Version} comes after the published version {before.Version}.", $"Write version {before.Version}, or {before.Version + 1} where the text changed.");
            }
            else if (document.Version == before.Version && changed.Length > 0)
            {
                findings.Add(
                    document.Path,
                    line,
                    $"The text changed ({string.Join(", ", changed)}), and the version is still {before.Version}, which people may have confirmed.",
                    $"Write version {before.Version + 1}: everybody is then asked to read and confirm it anew.");
            }
        }
    }
}
