using System.Globalization;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.TestKit;
using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Content.Analysis;

/// <summary>One leaf of a shipped document, found by another reader of YAML than the one under test.</summary>
/// <param name="Place">Keys and places, as YamlEdit has them, for example <c>options/0/text/kk</c>.</param>
/// <param name="Way">The keys alone, for example <c>options.text.kk</c>.</param>
public sealed record LeafField(string Document, string Place, string Way, string Value)
{
    public ContentKind Kind => ContentKinds.Of(Document);

    public override string ToString() => $"{Kind} {Document} {Place}";

    /// <summary>One leaf of each way of each kind: the first entry of a list stands for all of its fields, another one where it has fields of its own.</summary>
    public static IReadOnlyList<LeafField> OneOfEach() =>
    [
        .. EditionSample.Documents.All
            .Where(document => document.Key.EndsWith(".yaml", StringComparison.Ordinal))
            .SelectMany(document => AllOf(document.Key, document.Value))
            .DistinctBy(leaf => (leaf.Kind, leaf.Way)),
    ];

    public static IEnumerable<LeafField> AllOf(string path, string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return Below(yaml.Documents[0].RootNode, path, [], []);
    }

    /// <summary>Another value of the same kind: a number stays one, and so does a day.</summary>
    public string Another() =>
        int.TryParse(Value, CultureInfo.InvariantCulture, out var number) ? (number + 1).ToString(CultureInfo.InvariantCulture)
        : DateOnly.TryParseExact(Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : Value is "true" or "false" ? (Value == "false" ? "true" : "false")
        : Value is "reviewed" or "draft" ? (Value == "draft" ? "reviewed" : "draft")
        : Value.Contains(' ', StringComparison.Ordinal) ? $"{Value}!"
        : Value.Length == 0 || Value == "null" ? "2027-01-01"
        : $"{Value}x";

    /// <summary>The document with this leaf changed.</summary>
    public string Changed(string text) => YamlEdit.Set(text, [KeyValuePair.Create(Place, Another())]);

    /// <summary>True where a field of an impact is this leaf.</summary>
    public bool Is(ChangedField field) => string.Join('.', field.Steps.Select(step => step.Key)) == Way;

    private static IEnumerable<LeafField> Below(YamlNode node, string path, string[] place, string[] way) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(child =>
            Below(child.Value, path, [.. place, ((YamlScalarNode)child.Key).Value!], [.. way, ((YamlScalarNode)child.Key).Value!])),
        YamlSequenceNode list => list.Children.SelectMany((child, at) => Below(child, path, [.. place, at.ToString(CultureInfo.InvariantCulture)], way)),
        YamlScalarNode leaf => [new LeafField(path, string.Join('/', place), string.Join('.', way), leaf.Value?.Trim() ?? "")],
        _ => [],
    };
}
