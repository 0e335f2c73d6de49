using System.Globalization;
using System.Text;
using KnbTraining.Content.Items;
using KnbTraining.TestKit.Content;

namespace KnbTraining.LoadTests.Fuzzing;

/// <summary>Makes hostile texts out of pieces of each grammar and of what ships. The same random numbers give the same text.</summary>
internal static class Mutation
{
    private const int LongestCase = 300_000;

    private static readonly string[] TemplateAtoms =
    [
        "{{ name }}", "{{ g | pick: \"he\", \"she\" }}", "{% if g %}", "{% unless a == 'b' %}", "{% elsif a %}", "{% else %}", "{% endif %}", "{% endunless %}",
        "(", ")", "[", "]", "{", "}", "{{", "}}", "{%", "%}", "{{ ", " }}", "{% ", " %}", "-", "|", " | append: name", " | pick: 'a', 'b'", "'", "\"", ".", ",", "..", "1", "2000000000",
        "{% for i in (1..2000000000) %}", "{% endfor %}", "{% assign a = a | append: a %}", "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}", "{% cycle 'a' %}",
        "{% capture a %}", "{% endcapture %}", "{% case g %}", "{% when 'f' %}", "{% include 'a' %}", "{% liquid\n", "name", "g", " and ", " or ", " == ", " contains ", "\n", "ә", "\0", "\u202E", "😀",
    ];

    private static readonly string[] MarkdownAtoms =
    [
        ">", "> ", "- ", "* ", "+ ", "1. ", "99) ", "    ", "\t", "# ", "###### ", "[", "]", "](a)", "![", "](javascript:x)", "[a]: b\n", "*", "**", "_", "__", "`", "``", "```\n", "~~~\n",
        "|", "|-", "|-|-|\n", "| a ", "&amp;", "&#0;", "&", "<", "<a>", "<script>", "<!--", "-->", "\\", "\\\n", "  \n", "\n", "\n\n", "---\n", "===\n", "word ", "слово ", "ә", "\0", "\u202E",
        "::: rule current-holder-disclosure\n:::\n", ":::\n", "::: case act=disclosure\n", "$", "~", "^", "{#id}", "http://a.b ", "(", ")", "\"", "'", "\r", "\r\n", "\uD83D",
    ];

    private static readonly string[] YamlAtoms =
    [
        "[", "]", "{", "}", "- ", "? ", ": ", ":", ",", "&a ", "*a ", "!!str ", "!x ", "|\n", ">-\n", "|2+\n", "\"", "'", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", "\t", "\n", "  ", "#",
        "<<: *a\n", "a: ", "a: b\n", "- - - ", "{a: ", "[a, ", "null", "~", "\"\\0\"", "\"\\u202E\"", "\"\\uD800\"", "\"\\x", "\\", "999999999999", "-1", "1e999", ".inf", "2099-99-99", "ә", "\0", "\u0085", "\u2028", "\uFEFF", "@", "`",
    ];

    public static string Template(StableRandom random) => Cut(Spliced(random, TemplateAtoms, Templates.Value));

    public static string Markdown(StableRandom random) => Cut(Spliced(random, MarkdownAtoms, Lessons.Value));

    public static string Yaml(StableRandom random) => Cut(Damaged(random, random.Pick(Documents.Value).Value, YamlAtoms));

    /// <summary>A shipped document with some wounds; its path says what it is read as.</summary>
    public static KeyValuePair<string, string> Document(StableRandom random)
    {
        var (path, text) = random.Pick(Documents.Value);
        string[] atoms = path.EndsWith(".md", StringComparison.Ordinal) ? MarkdownAtoms
            : path.StartsWith("stems/", StringComparison.Ordinal) || path.StartsWith("vignettes/", StringComparison.Ordinal) ? [.. TemplateAtoms, .. YamlAtoms]
            : YamlAtoms;
        return new(path, Cut(Damaged(random, text, atoms)));
    }

    private static readonly Lazy<KeyValuePair<string, string>[]> Documents = new(() => [.. ShippedContent.Documents.All]);

    private static readonly Lazy<string[]> Lessons = new(() => [.. Documents.Value.Where(document => document.Key.EndsWith(".md", StringComparison.Ordinal)).Select(document => document.Value)]);

    private static readonly Lazy<string[]> Templates = new(() =>
        [.. Documents.Value.Where(document => document.Key.StartsWith("vignettes/", StringComparison.Ordinal)).SelectMany(document => document.Value.Split('\n')).Where(line => line.Contains("{{", StringComparison.Ordinal))]);

    private static string Spliced(StableRandom random, string[] atoms, string[] shipped)
    {
        var text = new StringBuilder();
        for (var pieces = 1 + random.Below(8); pieces > 0 && text.Length < LongestCase; pieces--)
        {
            text.Append(random.Below(5) switch
            {
                0 => random.Pick(shipped),
                1 or 2 => Repeated(random.Pick(atoms), Times(random)),
                3 => Repeated(random.Pick(atoms) + random.Pick(atoms), Times(random)),
                _ => Nested(random.Pick(atoms), random.Pick(atoms), Times(random)),
            });
        }

        return text.ToString();
    }

    private static string Damaged(StableRandom random, string text, string[] atoms)
    {
        for (var wounds = 1 + random.Below(3); wounds > 0; wounds--)
        {
            var at = text.Length == 0 ? 0 : random.Below(text.Length);
            var (before, after) = (text[..at], text[at..]);
            text = random.Below(8) switch
            {
                0 => before + after[Math.Min(after.Length, random.Below(60))..],
                1 => before + random.Pick(atoms) + after,
                2 => before + Repeated(random.Pick(atoms), Times(random)) + after,
                3 => before + Nested(random.Pick(atoms), random.Pick(atoms), Times(random)) + after,
                4 => before + Repeated(after[..Math.Min(after.Length, 1 + random.Below(200))], Times(random) / 10) + after,
                5 => WithNumber(random, text),
                6 => WithLinesSwapped(random, text),
                _ => text + '\n' + Repeated(random.Pick(atoms), Times(random)),
            };
        }

        return text;
    }

    private static string WithNumber(StableRandom random, string text)
    {
        var digits = Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i])).ToArray();
        if (digits.Length == 0)
        {
            return text;
        }

        var at = random.Pick(digits);
        string[] numbers = ["0", "-1", "1", "120", "9999", "2147483647", "99999999999999999999", "0.5", "1e9", "NaN"];
        return text[..at] + random.Pick(numbers) + text[(at + 1)..];
    }

    private static string WithLinesSwapped(StableRandom random, string text)
    {
        var lines = text.Split('\n');
        var (first, second) = (random.Below(lines.Length), random.Below(lines.Length));
        (lines[first], lines[second]) = (lines[second], lines[first]);
        return string.Join('\n', lines);
    }

    // Mostly a few, sometimes thousands.
    private static int Times(StableRandom random) => random.Below(4) switch { 0 => 1 + random.Below(4), 1 => 1 + random.Below(40), 2 => 1 + random.Below(700), _ => 1 + random.Below(20_000) };

    private static string Repeated(string piece, int times) => string.Concat(Enumerable.Repeat(piece, Math.Min(times, 1 + (LongestCase / Math.Max(1, piece.Length)))));

    private static string Nested(string open, string close, int times) => string.Create(CultureInfo.InvariantCulture, $"{Repeated(open, times)}x{Repeated(close, times)}");

    private static string Cut(string text) => text.Length <= LongestCase ? text : text[..LongestCase];
}
