using KnbTraining.Content.Text;
using YamlDotNet.Core;

namespace KnbTraining.Content.Documents;

/// <summary>Writes values that a document does not have yet, in the house's style: short words in one line, texts below their key.</summary>
/// <param name="document">The text from which scalars that stay are copied as they are.</param>
internal sealed class YamlEmitter(string document)
{
    private const int LongestWord = 48;

    /// <summary>What stands behind a colon or a dash, with the space or line end before it, without a line end after it.</summary>
    /// <param name="value">What is to be said.</param>
    /// <param name="old">What stood there, whose style is kept; null for a new one.</param>
    /// <param name="parent">The column of the key or the dash.</param>
    /// <param name="column">Where the text begins on its line.</param>
    /// <param name="afterDash">Whether it stands behind a dash, where a mapping begins on the same line.</param>
    /// <param name="like">A sibling whose style is followed; null where there is none.</param>
    public string Value(YamlValue value, YamlTree? old, int parent, int column, bool afterDash, YamlTree? like = null)
    {
        if (value is YamlValue.Scalar scalar)
        {
            return $" {Scalar(scalar, old, isFlow: false, parent + 2, column)}";
        }

        var flow = Flow(value, old);
        var style = old is { Kind: not YamlTreeKind.Scalar, Entries.Count: > 0 } ? old : like is { Kind: not YamlTreeKind.Scalar, Entries.Count: > 0 } ? like : null;
        var width = old is { IsFlow: true } ? Math.Max(YamlScalarText.LineWidth, column + old.End - old.Start) : YamlScalarText.LineWidth;
        if (IsEmpty(value) || (column + flow.Length <= width && (style?.IsFlow ?? IsWords(value))))
        {
            return $" {flow}";
        }

        var lines = new List<string>();
        var inner = parent + 2;
        var indent = new string(' ', inner);
        if (value is YamlValue.List list)
        {
            lines.AddRange(list.Items.Select((item, i) => $"{indent}-{Value(item, At(old, i), inner, inner + 2, afterDash: true, like: null)}"));
        }
        else
        {
            lines.AddRange(((YamlValue.Map)value).Entries.Select(entry => $"{indent}{Entry(entry.Key, entry.Value, old?.Find(entry.Key), inner)}"));
        }

        var text = string.Join('\n', lines);
        return afterDash && value is YamlValue.Map ? $" {text[indent.Length..]}" : $"\n{text}";
    }

    /// <summary>A key with its value, without the spaces before it.</summary>
    public string Entry(string key, YamlValue value, YamlTree? old, int column)
    {
        var written = YamlScalarText.Write(key, ScalarStyle.Plain, "", isFlow: true, 0, 0);
        return $"{written}:{Value(value, old, column, column + written.Length + 2, afterDash: false)}";
    }

    public string Flow(YamlValue value, YamlTree? old) => value switch
    {
        YamlValue.Scalar scalar => Scalar(scalar, old, isFlow: true, 0, 0),
        YamlValue.List { Items.Count: 0 } => "[]",
        YamlValue.List list => $"[{string.Join(", ", list.Items.Select((item, i) => Flow(item, Alike(old, item) ?? At(old, i))))}]",
        YamlValue.Map { Entries.Count: 0 } => "{}",
        YamlValue.Map map => $"{{ {string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Flow(entry.Value, old?.Find(entry.Key))}"))} }}",
        _ => throw new ArgumentException("not a value", nameof(value)),
    };

    /// <summary>A scalar in the style of the old one; that one itself where it says the same.</summary>
    public string Scalar(YamlValue.Scalar scalar, YamlTree? old, bool isFlow, int indent, int column)
    {
        if (old is not { Kind: YamlTreeKind.Scalar })
        {
            return YamlScalarText.Write(scalar.Text, scalar.IsWord ? ScalarStyle.Plain : ScalarStyle.Any, "", isFlow, indent, column);
        }

        var raw = document[old.Start..old.End];
        var block = old.Style is ScalarStyle.Folded or ScalarStyle.Literal;
        if (YamlValue.Trim(old.Text) == scalar.Text && raw.Length > 0 && (block ? !isFlow : !raw.Contains('\n', StringComparison.Ordinal)))
        {
            return block ? Indented(raw, indent) : raw;
        }

        var style = scalar.IsWord || raw.Length == 0 ? ScalarStyle.Plain : old.Style;
        return YamlScalarText.Write(scalar.Text, style, block ? raw.Split('\n')[0].TrimEnd() : "", isFlow, indent, column);
    }

    // The lines of a block scalar, moved to another column.
    private static string Indented(string block, int indent)
    {
        var lines = block.Split('\n');
        var before = lines.Skip(1).FirstOrDefault(line => line.AsSpan().Trim().Length > 0) is { } first ? first.Length - first.TrimStart(' ').Length : indent;
        return string.Join('\n', lines.Select((line, i) => i == 0 || line.Length < before ? line.TrimEnd() : new string(' ', indent) + line[before..]));
    }

    private static YamlTree? At(YamlTree? old, int position) => old is { Kind: YamlTreeKind.List } && position < old.Entries.Count ? old.Entries[position].Node : null;

    private static YamlTree? Alike(YamlTree? old, YamlValue item) =>
        old is { Kind: YamlTreeKind.List } ? old.Entries.FirstOrDefault(entry => YamlValue.Same(entry.Node.ToValue(), item))?.Node : null;

    private static bool IsEmpty(YamlValue value) => value is YamlValue.List { Items.Count: 0 } or YamlValue.Map { Entries.Count: 0 };

    private static bool IsWords(YamlValue value) => value switch
    {
        YamlValue.Scalar scalar => scalar.Text.Length <= LongestWord && !scalar.Text.Contains(' ', StringComparison.Ordinal),
        YamlValue.List list => list.Items.All(IsWords),
        YamlValue.Map map => map[Languages.English] is null && map.Entries.All(entry => IsWords(entry.Value)),
        _ => false,
    };
}
