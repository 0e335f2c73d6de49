using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Rules;

/// <summary>A case worked by hand from the fact base, without the rules. An omitted dimension means: whatever its value.</summary>
/// <param name="Silence">Where a law names no liability: <c>recorded</c> if the decision table says so, <c>gap</c> if nobody wrote it down; null where both laws name one.</param>
public sealed record WorkedCase(
    string Name,
    string Row,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Given,
    string InForce,
    string IfAdopted,
    string? Silence,
    IReadOnlyList<string> Duties)
{
    /// <summary>All worked cases beside the test assembly.</summary>
    public static IReadOnlyList<WorkedCase> All { get; } = Read();

    public string Liability(string law) => law == "if-adopted" ? IfAdopted : InForce;

    /// <summary>True where no rule at all should speak of liability.</summary>
    public bool IsGap(string law) => Liability(law) == "not-covered" && Silence == "gap";

    public bool Covers(Func<string, string?> valueOf) => Given.All(given => valueOf(given.Key) is { } value && given.Value.Contains(value));

    public override string ToString() => $"{Row}: {Name}";

    private static List<WorkedCase> Read()
    {
        var cases = new List<WorkedCase>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Rules", "WorkedCases"), "*.yaml").Where(file => Path.GetFileName(file) is not ("pairs.yaml" or "points.yaml")).Order(StringComparer.Ordinal))
        {
            var stream = new YamlStream();
            using var reader = new StreamReader(file);
            stream.Load(reader);
            cases.AddRange(((YamlSequenceNode)stream.Documents[0].RootNode["cases"]).Select(Read));
        }

        return cases;
    }

    private static WorkedCase Read(YamlNode node) => new(
        Text(node["name"]),
        Text(node["row"]),
        ((YamlMappingNode)node["given"]).ToDictionary(entry => Text(entry.Key), entry => Texts(entry.Value), StringComparer.Ordinal),
        Text(node["in-force"]),
        Text(node["if-adopted"]),
        ((YamlMappingNode)node).Children.TryGetValue("silence", out var silence) ? Text(silence) : null,
        Texts(node["duties"]));

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static IReadOnlyList<string> Texts(YamlNode node) => node is YamlSequenceNode list ? [.. list.Select(Text)] : [Text(node)];
}
