using System.Xml;
using System.Xml.Linq;
using KnbTraining.TestKit.Content;
using KnbTraining.UnitTests.Architecture;
using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Content.Wording;

/// <summary>Every text of one language that people read: documents, lessons and the words of the pages, each with its file and line.</summary>
internal static class ShippedTexts
{
    private static readonly string[] Languages = [.. KnbTraining.Content.Text.Languages.All];

    private static readonly Dictionary<string, ShippedText[]> Read = Languages.ToDictionary(
        language => language,
        language => Documents(language).Concat(Lessons(language)).Concat(Pages(language)).ToArray(),
        StringComparer.Ordinal);

    public static IReadOnlyList<ShippedText> Of(string language) => Read[language];

    /// <summary>Lines of the lessons. Directives and the line of a case's facts are no words for people.</summary>
    public static IEnumerable<ShippedText> Lessons(string language) => ShippedContent.Documents.Under("lessons")
        .Where(document => document.Key.EndsWith($"/{language}.md", StringComparison.Ordinal))
        .SelectMany(document => document.Value.Split('\n').Select((line, index) => new ShippedText($"content/{document.Key}", index + 1, line)))
        .Where(line => !line.Words.StartsWith(":::", StringComparison.Ordinal));

    private static IEnumerable<ShippedText> Documents(string language) => ShippedContent.Documents.All
        .Where(document => document.Key.EndsWith(".yaml", StringComparison.Ordinal))
        .SelectMany(document =>
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(document.Value));
            return Below(yaml.Documents[0].RootNode, language, inLanguage: false)
                .Select(node => new ShippedText($"content/{document.Key}", (int)node.Start.Line, node.Value ?? string.Empty));
        });

    // A text stands below the key of its language, alone or as a list.
    private static IEnumerable<YamlScalarNode> Below(YamlNode node, string language, bool inLanguage) => node switch
    {
        YamlScalarNode scalar => inLanguage ? [scalar] : [],
        YamlSequenceNode list => list.Children.SelectMany(child => Below(child, language, inLanguage)),
        YamlMappingNode map => map.Children
            .Where(pair => inLanguage || !Languages.Contains(Key(pair.Key)) || Key(pair.Key) == language)
            .SelectMany(pair => Below(pair.Value, language, inLanguage || Key(pair.Key) == language)),
        _ => [],
    };

    private static string? Key(YamlNode node) => (node as YamlScalarNode)?.Value;

    private static IEnumerable<ShippedText> Pages(string language) => Sources.Under("src", ".resx")
        .Where(file => LanguageOf(file.Path) == language)
        .SelectMany(file => XDocument.Parse(file.Text, LoadOptions.SetLineInfo).Descendants("value")
            .Where(value => value.Parent?.Name == "data")
            .Select(value => new ShippedText(file.Path, ((IXmlLineInfo)value).LineNumber, value.Value)));

    private static string LanguageOf(string path) =>
        Languages.FirstOrDefault(language => path.EndsWith($".{language}.resx", StringComparison.Ordinal)) ?? "en";
}

/// <param name="Path">The file, from the root of the repository.</param>
/// <param name="Line">The line on which the text begins, from 1.</param>
internal sealed record ShippedText(string Path, int Line, string Words)
{
    public override string ToString() => $"{Path}({Line}): {Words.Trim()}";
}
