using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Rules;

/// <summary>Tables judged by hand from the fact base, beside the worked cases.</summary>
internal static class HandTables
{
    /// <summary>Pair id to the body or term it belongs to.</summary>
    public static IReadOnlyDictionary<string, string> Pairs { get; } =
        Entries("pairs.yaml", "pairs").ToDictionary(entry => Text(entry["id"]), entry => Text(entry["of"]), StringComparer.Ordinal);

    /// <summary>(rule, point) to whether the sources leave the point open.</summary>
    public static IReadOnlyDictionary<(string Rule, string Point), bool> Points { get; } = Entries("points.yaml", "rules")
        .SelectMany(entry => new[] { ("settled", false), ("open", true) }.SelectMany(list => ((YamlSequenceNode)entry[list.Item1]).Select(point => (Rule: Text(entry["rule"]), Point: Text(point), Open: list.Item2))))
        .ToDictionary(row => (row.Rule, row.Point), row => row.Open);

    private static IEnumerable<YamlNode> Entries(string file, string key)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "Rules", "WorkedCases", file));
        stream.Load(reader);
        return (YamlSequenceNode)stream.Documents[0].RootNode[key];
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
