using System.Collections.Concurrent;
using System.Text.Json;
using KnbTraining.Content.Text;
using KnbTraining.UnitTests.Rules;
using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Content;

/// <summary>
/// Judges exported items a second time: from the worked cases and the raw documents alone, by none of the code that
/// made the items or evaluates the rules.
/// </summary>
internal sealed class SecondEvaluator
{
    // There are a few hundred situations, and a hundred thousand items about them.
    private static readonly ConcurrentDictionary<string, WorkedCase?> Cases = new(StringComparer.Ordinal);

    private readonly Dictionary<string, YamlNode> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Of, string Kind)> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlNode> _questions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _factSources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _misconceptions;

    public SecondEvaluator(string content)
    {
        foreach (var rule in Files(content, "rules").Select(Load))
        {
            _rules.Add(Text(rule["id"]), rule);
            foreach (var pair in List(rule, "pairs"))
            {
                _pairs.Add(Text(pair["id"]), (Text(pair["of"]), Text(rule["kind"])));
            }
        }

        foreach (var question in Files(content, "questions").Select(Load))
        {
            _questions.Add(Text(question["id"]), question);
        }

        foreach (var fact in List(Load(Path.Combine(content, "facts.yaml")), "facts"))
        {
            _factSources.Add(Text(fact["id"]), Text(fact["source"]));
        }

        _misconceptions = [.. List(Load(Path.Combine(content, "misconceptions.yaml")), "misconceptions").Select(node => Text(node["id"]))];
    }

    /// <summary>Everything this evaluator sees otherwise than the line says; empty where they agree.</summary>
    public IReadOnlyList<string> Judge(string line)
    {
        using var document = JsonDocument.Parse(line);
        var item = document.RootElement;
        var wrong = new List<string>();
        var right = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var option in item.GetProperty("options").EnumerateArray())
        {
            var id = Text(option, "id");
            var correct = option.GetProperty("correct").GetBoolean();
            var misconception = option.GetProperty("misconception").GetString();
            Demand(wrong, Truth(item, option.GetProperty("claim")) == correct, $"option {id} is keyed {correct}");
            Demand(wrong, correct ? misconception is null : misconception is not null && _misconceptions.Contains(misconception), $"option {id} has the misconception '{misconception}'");
            var row = Text(item, "kind") == "matching" ? id.Split('=')[0] : "";
            right[row] = right.GetValueOrDefault(row) + (correct ? 1 : 0);
        }

        if (Text(item, "kind") == "multiple-choice")
        {
            Demand(wrong, right[""] > 0 && right[""] < item.GetProperty("options").GetArrayLength(), "none or all of the options are right");
        }
        else
        {
            Demand(wrong, right.Count > 0 && right.Values.All(count => count == 1), "not exactly one right option");
        }

        CheckRules(item, wrong);
        CheckWords(item, wrong);
        return wrong;
    }

    /// <summary>Null where the claim is of no form known here: such an item cannot be vouched for.</summary>
    private bool? Truth(JsonElement item, JsonElement claim)
    {
        var form = string.Join(' ', claim.EnumerateObject().Select(part => part.Name).Order(StringComparer.Ordinal));
        return form switch
        {
            "liability situation" => LiabilityOf(item, claim) == Text(claim, "liability"),
            "holds liability situation" => (LiabilityOf(item, claim) == Text(claim, "liability")) == claim.GetProperty("holds").GetBoolean(),
            "first liability second" => Contrast(item, claim),
            "change changes situation" => ChangesVerdict(item, claim) is { } changes ? changes == claim.GetProperty("changes").GetBoolean() : null,
            "rule situation" => Governs(item, claim),
            "liability situation standing" => Stands(item, claim),
            "duty named situation" => CaseOf(Situation(item, claim)) is { } known ? known.Duties.Contains(Text(claim, "duty")) == claim.GetProperty("named").GetBoolean() : null,
            "meaning term" => PairOf(Text(claim, "meaning"), "definition") is { } of ? of == Text(claim, "term") : null,
            "body task" => PairOf(Text(claim, "task"), "competence") is { } of ? of == Text(claim, "body") : null,
            "left-open point rule" => LeftOpen(Text(claim, "rule"), Text(claim, "point")) is { } open ? open == claim.GetProperty("left-open").GetBoolean() : null,
            "option question" => Authored(Text(claim, "question"), Text(claim, "option")),
            _ => null,
        };
    }

    private static string? LiabilityOf(JsonElement item, JsonElement claim) => CaseOf(Situation(item, claim))?.Liability(Text(item, "law"));

    private static Dictionary<string, string> Situation(JsonElement item, JsonElement claim) => Situation(item, claim.GetProperty("situation").GetInt32());

    private static Dictionary<string, string> Situation(JsonElement item, int index) =>
        item.GetProperty("situations")[index].EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString()!, StringComparer.Ordinal);

    /// <summary>The one worked case that covers a situation.</summary>
    private static WorkedCase? CaseOf(Dictionary<string, string> situation) =>
        Cases.GetOrAdd(string.Join(';', situation.Select(fact => $"{fact.Key}={fact.Value}")), static (_, facts) =>
        {
            var cases = WorkedCase.All.Where(known => known.Covers(facts.GetValueOrDefault)).Take(2).ToArray();
            return cases.Length == 1 ? cases[0] : null;
        }, situation);

    private static bool? Contrast(JsonElement item, JsonElement claim)
    {
        var (one, two) = (Situation(item, 0), Situation(item, 1));
        if (item.GetProperty("situations").GetArrayLength() != 2 || one.Count(fact => two.GetValueOrDefault(fact.Key) != fact.Value) != 1)
        {
            return null;
        }

        var (law, asked) = (Text(item, "law"), Text(claim, "liability"));
        return CaseOf(one) is { } first && CaseOf(two) is { } second
            ? (first.Liability(law) == asked) == claim.GetProperty("first").GetBoolean() && (second.Liability(law) == asked) == claim.GetProperty("second").GetBoolean()
            : null;
    }

    private static bool? ChangesVerdict(JsonElement item, JsonElement claim)
    {
        var law = Text(item, "law");
        var situation = Situation(item, claim);
        var before = CaseOf(situation);
        foreach (var change in claim.GetProperty("change").EnumerateObject())
        {
            if (situation.GetValueOrDefault(change.Name) is not { } was || was == change.Value.GetString())
            {
                return null;
            }

            situation[change.Name] = change.Value.GetString()!;
        }

        return before is not null && CaseOf(situation) is { } after ? before.Liability(law) != after.Liability(law) : null;
    }

    /// <summary>A rule governs where it speaks of the case, counts under the law asked about, and no rule that does both overrides it.</summary>
    private bool? Governs(JsonElement item, JsonElement claim)
    {
        var situation = Situation(item, claim);
        var law = Text(item, "law");
        if (!_rules.TryGetValue(Text(claim, "rule"), out var rule) || CaseOf(situation) is not { } known)
        {
            return null;
        }

        bool Counts(YamlNode document) => (Text(document["status"]) == "in-force" || law == "if-adopted") && Speaks(document, situation);

        if (!Counts(rule) || _rules.Values.Any(other => Counts(other) && List(other, "overrides").Any(overridden => Text(overridden) == Text(rule["id"]))))
        {
            return false;
        }

        var outcome = Text(rule["kind"]) == "open" ? "not-covered" : Text(rule["then"]["liability"]);
        return outcome == known.Liability(law) ? true : null;
    }

    private static bool? Stands(JsonElement item, JsonElement claim)
    {
        if (CaseOf(Situation(item, claim)) is not { } known)
        {
            return null;
        }

        var asked = Text(claim, "liability");
        return Text(claim, "standing") switch
        {
            "in-force" => known.InForce == asked,
            "planned" => known.InForce != asked && known.IfAdopted == asked,
            "not-covered" => known.InForce == "not-covered" && known.IfAdopted != asked,
            _ => null,
        };
    }

    private string? PairOf(string pair, string kind) => _pairs.TryGetValue(pair, out var known) && known.Kind == kind ? known.Of : null;

    private bool? LeftOpen(string rule, string point)
    {
        if (!_rules.TryGetValue(rule, out var document))
        {
            return null;
        }

        var open = List(document, "left-open").Any(node => Text(node["id"]) == point);
        var stated = List(document, "stated").Any(node => Text(node["id"]) == point);
        return open == stated ? null : open;
    }

    private bool? Authored(string question, string option)
    {
        var found = _questions.TryGetValue(question, out var document) ? List(document, "options").FirstOrDefault(node => Text(node["id"]) == option) : null;
        return found is null ? null : Text(found["correct"]) == "true";
    }

    private void CheckRules(JsonElement item, List<string> wrong)
    {
        var rules = item.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()!).ToArray();
        Demand(wrong, rules.Length > 0 && rules.All(_rules.ContainsKey), "a rule does not exist");
        if (Text(item, "generator") is not "authored" && rules.Length > 0 && _rules.TryGetValue(rules[0], out var first))
        {
            Demand(wrong, Text(item, "family") == $"{Text(item, "generator")}.{rules[0]}", "the family is not that of the first rule");
            Demand(wrong, Text(item, "generator") == "standing" || (Text(first["status"]) == "proposed") == (Text(item, "law") == "if-adopted"), "a planned rule is asked as law, or the other way round");
        }

        if (Text(item, "law") == "if-adopted" && Text(item, "generator") is "verdict" or "mutated-statement")
        {
            Demand(wrong, AsksAboutThePlan(item, rules), "a plan is asked about a case that neither it nor the law that it leaves decides");
        }

        foreach (var citation in item.GetProperty("citations").EnumerateArray())
        {
            Demand(wrong, citation.GetProperty("facts").EnumerateArray().All(fact => _factSources.GetValueOrDefault(fact.GetString()!) == Text(citation, "source")), "a fact stands in another source");
        }

        Demand(wrong, item.GetProperty("citations").GetArrayLength() > 0, "no citation");
    }

    /// <summary>The plan speaks of the case, or the case has the same outcome without it and the item names the rule that says so.</summary>
    private bool AsksAboutThePlan(JsonElement item, string[] rules)
    {
        var situation = Situation(item, 0);
        return Speaks(_rules[rules[0]], situation)
            ? rules.Length == 1
            : CaseOf(situation) is { } known && known.InForce == known.IfAdopted && rules.Length > 1
                && rules.Skip(1).All(rule => Text(_rules[rule]["status"]) == "in-force" && Speaks(_rules[rule], situation));
    }

    private static bool Speaks(YamlNode rule, Dictionary<string, string> situation) =>
        ((YamlMappingNode)rule).Children.TryGetValue(new YamlScalarNode("when"), out var when)
        && ((YamlMappingNode)when).All(condition => situation.GetValueOrDefault(Text(condition.Key)) is { } value
            && (condition.Value is YamlSequenceNode values ? values.Select(Text).Contains(value) : Text(condition.Value) == value));

    private static void CheckWords(JsonElement item, List<string> wrong)
    {
        var ids = item.GetProperty("options").EnumerateArray().Select(option => Text(option, "id")).Order(StringComparer.Ordinal).ToArray();
        foreach (var language in Languages.All)
        {
            var text = item.GetProperty("text").GetProperty(language);
            var options = text.GetProperty("options").EnumerateObject().ToArray();
            Demand(wrong, Text(text, "stem").Length > 10 && options.All(option => option.Value.GetString()!.Length > 0), $"{language} is empty");
            Demand(wrong, options.Select(option => option.Name).Order(StringComparer.Ordinal).SequenceEqual(ids), $"{language} words other options");
        }
    }

    private static void Demand(List<string> wrong, bool holds, string otherwise)
    {
        if (!holds)
        {
            wrong.Add(otherwise);
        }
    }

    private static IEnumerable<string> Files(string content, string folder) => Directory.EnumerateFiles(Path.Combine(content, folder), "*.yaml", SearchOption.AllDirectories);

    private static YamlNode Load(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(file);
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }

    private static IList<YamlNode> List(YamlNode node, string key) =>
        ((YamlMappingNode)node).Children.TryGetValue(new YamlScalarNode(key), out var list) && list is YamlSequenceNode nodes ? nodes.Children : [];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
