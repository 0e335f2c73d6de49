using System.Text.RegularExpressions;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.TestKit.Content;

namespace KnbTraining.LoadTests.Benchmarks;

/// <summary>
/// The shipped content several times over: each act of the vocabulary comes again under other ids, with its rules,
/// stories and wordings. Made by program, so that it grows with what ships.
/// </summary>
public static partial class LargeContent
{
    private static readonly Dictionary<int, Edition> Editions = [];

    /// <summary>Compiled once for each size.</summary>
    public static Edition Edition(int size)
    {
        if (!Editions.TryGetValue(size, out var edition))
        {
            var compilation = EditionCompiler.Compile(Documents(size));
            edition = compilation.Edition ?? throw new InvalidOperationException($"The enlarged content has findings:\n{string.Join('\n', compilation.Findings.Take(20))}");
            Editions.Add(size, edition);
        }

        return edition;
    }

    /// <param name="size">1 is what ships.</param>
    public static DocumentSet Documents(int size)
    {
        var documents = ShippedContent.Documents.All.ToDictionary(document => document.Key, document => document.Value, StringComparer.Ordinal);
        var acts = ShippedContent.Edition.RuleBook.Vocabulary.Find("act")!.Values;
        var rules = ShippedContent.Edition.Rules.Values.Where(rule => rule.Rule.When.Any(condition => condition.Dimension == "act")).ToArray();
        var ids = rules.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        for (var copy = 2; copy <= size; copy++)
        {
            string Again(string id) => $"{id}-{copy}";
            foreach (var rule in rules)
            {
                var text = RuleId().Replace(documents[rule.Path], match => $"id: {Again(match.Groups["id"].Value)}", 1);
                text = Named(text, "act", acts, Again);
                documents[rule.Path.Replace(".yaml", $"-{copy}.yaml", StringComparison.Ordinal)] = Named(text, "overrides", ids, Again);
            }

            foreach (var act in acts)
            {
                documents[$"vignettes/{Again(act)}.yaml"] = documents[$"vignettes/{act}.yaml"];
            }
        }

        foreach (var stems in documents.Keys.Where(path => path.StartsWith("stems/", StringComparison.Ordinal)).ToArray())
        {
            documents[stems] = WithBlocksAgain(documents[stems], StemBlock(), key => acts.Any(act => key.EndsWith($"-{act}", StringComparison.Ordinal)), size);
        }

        documents["vocabulary.yaml"] = Vocabulary(documents["vocabulary.yaml"], acts, size);
        return new DocumentSet(documents);
    }

    private static string Vocabulary(string text, IReadOnlyList<string> acts, int size)
    {
        var larger = WithBlocksAgain(text, ValueBlock(), acts.Contains, size);
        return ActList().Replace(larger, match =>
        {
            var listed = match.Groups["acts"].Value.Split(", ");
            return $"act: [{string.Join(", ", listed.Concat(Enumerable.Range(2, size - 1).SelectMany(copy => listed.Select(act => $"{act}-{copy}"))))}]";
        });
    }

    /// <summary>The text with each wanted block repeated under further keys.</summary>
    private static string WithBlocksAgain(string text, Regex block, Predicate<string> wanted, int size) => block.Replace(text, match =>
    {
        var key = match.Groups["key"];
        return !wanted(key.Value)
            ? match.Value
            : match.Value + string.Concat(Enumerable.Range(2, size - 1).Select(copy => match.Value.Insert(key.Index + key.Length - match.Index, $"-{copy}")));
    });

    /// <summary>The text with the ids that a field of one line names put through <paramref name="again"/>, where they are known.</summary>
    private static string Named(string text, string field, IReadOnlyCollection<string> known, Func<string, string> again) =>
        Regex.Replace(text, $@"\b{field}: (\[[^\]]*\]|[a-z-]+)", match => Id().Replace(match.Value, id => known.Contains(id.Value) ? again(id.Value) : id.Value), RegexOptions.NonBacktracking);

    [GeneratedRegex(@"^id: (?<id>[a-z0-9-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RuleId();

    [GeneratedRegex(@"[a-z][a-z0-9-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"\bact: \[(?<acts>[^\]]*)\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ActList();

    [GeneratedRegex(@"^  (?<key>[a-z][a-z0-9-]*):\n(    .*\n|\n)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StemBlock();

    [GeneratedRegex(@"^      - id: (?<key>[a-z][a-z0-9-]*)\n(        .*\n)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ValueBlock();
}
