using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace KnbTraining.Content.Documents;

/// <summary>Writes a text as a YAML scalar, in the style that the place had before where the text allows it.</summary>
internal static partial class YamlScalarText
{
    /// <summary>Where the house's documents break their lines.</summary>
    public const int LineWidth = 104;

    private const int ShortestBlock = 80;

    /// <param name="text">As <see cref="YamlValue.Trim"/> leaves it.</param>
    /// <param name="style">The style it had; <see cref="ScalarStyle.Any"/> for a new one.</param>
    /// <param name="header">Of a block scalar: its first line as it was, for example <c>&gt;-</c>; empty where there was none.</param>
    /// <param name="isFlow">Whether it stands within a flow list or mapping, or is a key's value on its line for another reason.</param>
    /// <param name="indent">Spaces before the lines of a block scalar.</param>
    /// <param name="column">Where the text would begin on its line.</param>
    public static string Write(string text, ScalarStyle style, string header, bool isFlow, int indent, int column)
    {
        if (!isFlow && text.Length > 0 && IsBlockSafe(text)
            && (style is ScalarStyle.Folded or ScalarStyle.Literal || text.Contains('\n', StringComparison.Ordinal) || (text.Length > ShortestBlock && column + text.Length > LineWidth)))
        {
            return WriteBlock(text, style, header, new string(' ', indent));
        }

        return style switch
        {
            ScalarStyle.Plain or ScalarStyle.Any or ScalarStyle.Folded or ScalarStyle.Literal when IsPlainSafe(text, isFlow) && (style == ScalarStyle.Plain || !LooksLikeWord().IsMatch(text)) => text,
            ScalarStyle.SingleQuoted when !text.Contains('\'', StringComparison.Ordinal) && IsOneLine(text) => $"'{text}'",
            _ => Quote(text),
        };
    }

    private static string WriteBlock(string text, ScalarStyle style, string header, string indent)
    {
        var literal = style == ScalarStyle.Literal || (style != ScalarStyle.Folded && text.Contains('\n', StringComparison.Ordinal));
        var block = new StringBuilder(header.Length > 0 ? header : literal ? "|-" : ">-");
        foreach (var line in literal ? text.Split('\n') : LineEnds().Replace(text, ends => ends.Value + "\n").Split('\n').SelectMany(line => Fold(line, LineWidth - indent.Length)))
        {
            block.Append('\n');
            if (line.Length > 0)
            {
                block.Append(indent).Append(line);
            }
        }

        return block.ToString();
    }

    private static IEnumerable<string> Fold(string line, int width)
    {
        var part = new StringBuilder();
        foreach (var word in line.Split(' '))
        {
            if (part.Length > 0 && part.Length + 1 + word.Length > width)
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(part.Length > 0 ? " " : "").Append(word);
        }

        yield return part.ToString();
    }

    // Lines that begin or end with a space, and two spaces where a line may be broken, would not come back as they were.
    private static bool IsBlockSafe(string text) => !text.Contains("  ", StringComparison.Ordinal) && !text.Contains("\n ", StringComparison.Ordinal) && !text.Contains(" \n", StringComparison.Ordinal) && text.All(c => c == '\n' || !IsSpecial(c));

    private static bool IsPlainSafe(string text, bool isFlow) =>
        IsOneLine(text) && text.Length > 0 && !"-?:,[]{}#&*!|>'\"%@`".Contains(text[0], StringComparison.Ordinal)
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && text[^1] != ':'
        && (!isFlow || text.AsSpan().IndexOfAny(",[]{}") < 0) && !text.All(c => c == '.');

    private static bool IsOneLine(string text) => !text.Any(IsSpecial);

    private static bool IsSpecial(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' or '\uFEFF' || char.IsSurrogate(c);

    /// <summary>A double-quoted scalar on one line: valid in block and in flow style.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                _ when IsSpecial(c) && !char.IsSurrogate(c) => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>What another reader could take for a number, a day, a truth value or nothing.</summary>
    [GeneratedRegex(@"^([-+.\d][-+.,:_\d\w]*|~|null|true|false|yes|no|on|off|y|n)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LooksLikeWord();

    [GeneratedRegex(@"\n+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LineEnds();
}
