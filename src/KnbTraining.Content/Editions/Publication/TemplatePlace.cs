using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>Finds where a template stands. The document is read once more: only findings ask.</summary>
internal static class TemplatePlace
{
    /// <summary>The line, from 1, on which the text of a language begins; 1 where it is not found.</summary>
    public static int LineOf(DocumentSet documents, string path, string language, string template) =>
        documents.Find(path) is { } text && PlainYaml.Read(path, text, new FindingList()) is { } root ? Find(root, language, template.Trim()) ?? 1 : 1;

    private static int? Find(YamlNode node, string language, string template) => node switch
    {
        YamlMapping mapping => mapping.Entries.Select(entry => entry.Key == language && entry.Value is YamlScalar scalar && scalar.Value.Trim() == template
            ? entry.Line
            : Find(entry.Value, language, template)).FirstOrDefault(line => line is not null),
        YamlList list => list.Items.Select(item => Find(item, language, template)).FirstOrDefault(line => line is not null),
        _ => null,
    };
}
