using System.Text.RegularExpressions;
using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Analysis;

/// <summary>Finds the documents that name something by its id.</summary>
public static class Mentions
{
    // An argument of a live part of a lesson: ":::term carrier". Never goes back.
    private static readonly Regex Directive = new(@"(?m)^:::[a-z-]+ +(?<id>[A-Za-z0-9.-]+)", RegexOptions.NonBacktracking);

    /// <summary>
    /// Paths of the documents that have the id as a value, or in a live part of a lesson, in order. Where it is its own id it is not counted.
    /// </summary>
    public static IReadOnlyList<string> Of(DocumentSet documents, string id)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentException.ThrowIfNullOrEmpty(id);
        return [.. documents.All.Where(document => document.Value.Contains(id, StringComparison.Ordinal) && Names(document.Key, document.Value, id)).Select(document => document.Key)];
    }

    private static bool Names(string path, string text, string id) => path.EndsWith(".md", StringComparison.Ordinal)
        ? Directive.Matches(text).Any(match => match.Groups["id"].Value == id)
        : YamlEdit.Read(text, "") is { } root && Holds(root, id);

    private static bool Holds(YamlValue value, string id) => value switch
    {
        YamlValue.Scalar scalar => scalar.Text == id,
        YamlValue.List list => list.Items.Any(item => Holds(item, id)),
        YamlValue.Map map => map.Entries.Any(entry => entry.Key != "id" && Holds(entry.Value, id)),
        _ => false,
    };
}
