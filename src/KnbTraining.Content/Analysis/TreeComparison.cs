using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Analysis;

/// <summary>Finds every leaf in which two trees differ.</summary>
internal sealed class TreeComparison
{
    // What names an entry of a list where each entry has another one. Anything else could be equal by chance.
    private static readonly string[] Names = ["id", "source", "instrument"];

    private readonly List<ChangedField> _fields = [];
    private readonly string? _language;

    private TreeComparison(string? language) => _language = language;

    /// <param name="before">Null where there was nothing.</param>
    /// <param name="after">Null where there is nothing any more.</param>
    /// <param name="language">In which all of it is written; null where languages are keys.</param>
    public static IReadOnlyList<ChangedField> Of(YamlMapping? before, YamlMapping? after, string? language)
    {
        var comparison = new TreeComparison(language);
        comparison.Mappings([], before?.Entries ?? [], after?.Entries ?? []);
        return comparison._fields;
    }

    private static bool IsNothing(YamlNode? node) => node is null or YamlScalar { Value: "" or "null" or "~" };

    private static bool IsPlainList(YamlNode? node) => node is YamlList list && list.Items.All(item => item is YamlScalar);

    // How it is written does not matter: quotes, folded lines, comments.
    private static string TextOf(YamlNode? node) => node switch
    {
        YamlScalar scalar => $"s{scalar.Value.Trim().Length}:{scalar.Value.Trim()}",
        YamlList list => $"[{string.Concat(list.Items.Select(TextOf))}]",
        YamlMapping mapping => $"{{{string.Concat(mapping.Entries.Select(entry => $"{entry.Key}={TextOf(entry.Value)}"))}}}",
        _ => "",
    };

    private static FieldStep[] Below(FieldStep[] at, string key) => [.. at, new FieldStep(key)];

    private static FieldStep[] Entry(FieldStep[] at, string entry) => [.. at[..^1], at[^1].Entry is null ? at[^1] with { Entry = entry } : new FieldStep(at[^1].Key, $"{at[^1].Entry}.{entry}")];

    private static string Place(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string? NameIn(YamlNode node, string name) =>
        node is YamlMapping mapping && mapping.Entries.FirstOrDefault(entry => entry.Key == name)?.Value is YamlScalar { Value: var value } && value.Trim().Length > 0 ? value.Trim() : null;

    private static string? NameOf(IReadOnlyList<YamlNode> before, IReadOnlyList<YamlNode> after) =>
        Array.Find(Names, name => before.Count + after.Count > 0 && AllDiffer(before, name) && AllDiffer(after, name));

    private static bool AllDiffer(IReadOnlyList<YamlNode> items, string name) =>
        items.All(item => NameIn(item, name) is not null) && items.Select(item => NameIn(item, name)).Distinct(StringComparer.Ordinal).Count() == items.Count;

    /// <summary>True where two entries are the same one under another name: half of what stands below them is equal.</summary>
    private static bool AreAlike(YamlNode one, YamlNode other, string name)
    {
        if (one is not YamlMapping left || other is not YamlMapping right)
        {
            return false;
        }

        var (mine, theirs) = (left.Entries.Where(entry => entry.Key != name).ToArray(), right.Entries.ToDictionary(entry => entry.Key, entry => TextOf(entry.Value), StringComparer.Ordinal));
        var equal = mine.Count(entry => theirs.GetValueOrDefault(entry.Key) == TextOf(entry.Value));
        return mine.Length == 0 || equal * 2 >= mine.Length;
    }

    private void Nodes(FieldStep[] at, YamlNode? before, YamlNode? after)
    {
        if (IsNothing(before) && IsNothing(after))
        {
            return;
        }

        var (old, now) = (IsNothing(before) ? null : before, IsNothing(after) ? null : after);
        switch (old ?? now)
        {
            // One value and a list of one read alike.
            case YamlScalar when IsPlainList(now):
            case YamlList when IsPlainList(old ?? now) && (now is null or YamlScalar || IsPlainList(now)):
                Values(at, old, now);
                break;
            case YamlScalar when now is null or YamlScalar:
                Scalars(at, (old as YamlScalar)?.Value.Trim(), (now as YamlScalar)?.Value.Trim());
                break;
            case YamlMapping when now is null or YamlMapping:
                Mappings(at, (old as YamlMapping)?.Entries ?? [], (now as YamlMapping)?.Entries ?? []);
                break;
            case YamlList when now is null or YamlList:
                Lists(at, (old as YamlList)?.Items ?? [], (now as YamlList)?.Items ?? []);
                break;
            default:
                Nodes(at, old, null);
                Nodes(at, null, now);
                break;
        }
    }

    private void Mappings(FieldStep[] at, IReadOnlyList<YamlEntry> before, IReadOnlyList<YamlEntry> after)
    {
        var (old, now) = (before.ToDictionary(entry => entry.Key, StringComparer.Ordinal), after.ToDictionary(entry => entry.Key, StringComparer.Ordinal));
        foreach (var key in after.Select(entry => entry.Key).Concat(before.Select(entry => entry.Key)).Distinct(StringComparer.Ordinal))
        {
            Nodes(Below(at, key), old.GetValueOrDefault(key)?.Value, now.GetValueOrDefault(key)?.Value);
        }

        // Of the fields of a document and of languages the order says nothing; of facts and conditions it may.
        if (at.Length > 0 && !before.Concat(after).All(entry => Languages.All.Contains(entry.Key, StringComparer.Ordinal)))
        {
            Order(at, [.. before.Select(entry => entry.Key)], [.. after.Select(entry => entry.Key)]);
        }
    }

    private void Lists(FieldStep[] at, IReadOnlyList<YamlNode> before, IReadOnlyList<YamlNode> after)
    {
        if (NameOf(before, after) is { } name)
        {
            Named(at, before, after, name);
        }
        else
        {
            Placed(at, before, after);
        }
    }

    private void Named(FieldStep[] at, IReadOnlyList<YamlNode> before, IReadOnlyList<YamlNode> after, string name)
    {
        var now = after.ToDictionary(item => NameIn(item, name)!, StringComparer.Ordinal);
        var old = before.ToDictionary(item => NameIn(item, name)!, StringComparer.Ordinal);
        var fresh = after.Where(item => !old.ContainsKey(NameIn(item, name)!)).ToList();
        var partners = new Dictionary<YamlNode, YamlNode>(ReferenceEqualityComparer.Instance);
        foreach (var gone in before.Where(item => !now.ContainsKey(NameIn(item, name)!)))
        {
            if (fresh.Find(item => AreAlike(gone, item, name)) is { } renamed)
            {
                partners[gone] = renamed;
                fresh.Remove(renamed);
            }
        }

        foreach (var item in before)
        {
            Nodes(Entry(at, NameIn(item, name)!), item, now.GetValueOrDefault(NameIn(item, name)!) ?? partners.GetValueOrDefault(item));
        }

        foreach (var item in fresh)
        {
            Nodes(Entry(at, NameIn(item, name)!), null, item);
        }

        Order(at, [.. before.Select(item => NameIn(item, name)!)], [.. after.Select(item => NameIn(item, name)!)]);
    }

    private void Placed(FieldStep[] at, IReadOnlyList<YamlNode> before, IReadOnlyList<YamlNode> after)
    {
        foreach (var (old, now) in Alignment.Of(before, after, TextOf, _ => ""))
        {
            Nodes(Entry(at, Place(old ?? now!.Value)), old is { } from ? before[from] : null, now is { } to ? after[to] : null);
        }
    }

    private void Scalars(FieldStep[] at, string? before, string? after)
    {
        if (before != after)
        {
            _fields.Add(new ChangedField(at, FieldNature.Value, LanguageOf(at), before, after));
        }
    }

    private void Values(FieldStep[] at, YamlNode? before, YamlNode? after)
    {
        static string[]? Texts(YamlNode? node) => node switch
        {
            YamlScalar scalar => [scalar.Value.Trim()],
            YamlList list => [.. list.Items.Select(item => ((YamlScalar)item).Value.Trim())],
            _ => null,
        };
        var (old, now) = (Texts(before), Texts(after));
        if ((old ?? []).SequenceEqual(now ?? [], StringComparer.Ordinal))
        {
            return;
        }

        var (removed, added) = (Without(old ?? [], now ?? []), Without(now ?? [], old ?? []));
        _fields.Add(new ChangedField(at, FieldNature.List, LanguageOf(at), old is null ? null : string.Join('\n', old), now is null ? null : string.Join('\n', now))
        {
            Removed = removed,
            Added = added,
        });
    }

    // The values of the one that the other does not have, each as often as it is missing.
    private static string[] Without(string[] values, string[] others)
    {
        var left = others.ToList();
        return [.. values.Where(value => !left.Remove(value))];
    }

    private void Order(FieldStep[] at, string[] before, string[] after)
    {
        string[] old = [.. before.Where(after.Contains)];
        string[] now = [.. after.Where(before.Contains)];
        if (!old.SequenceEqual(now, StringComparer.Ordinal))
        {
            _fields.Add(new ChangedField(at, FieldNature.Order, LanguageOf(at), string.Join('\n', old), string.Join('\n', now)));
        }
    }

    private string? LanguageOf(FieldStep[] at) =>
        _language ?? at.Select(step => step.Key).LastOrDefault(key => Languages.All.Contains(key, StringComparer.Ordinal));
}
