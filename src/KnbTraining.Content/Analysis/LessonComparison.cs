using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Analysis;

/// <summary>Finds what differs between two versions of a lesson in one language: fields of its head, paragraphs, headings, live parts.</summary>
internal static class LessonComparison
{
    /// <summary>The key of the step that leads to a block.</summary>
    public const string Body = "body";

    public static IReadOnlyList<ChangedField> Of(string path, string? before, string? after)
    {
        var language = Languages.All.FirstOrDefault(code => path.EndsWith($"/{code}.md", StringComparison.Ordinal));
        var (old, now) = (Split(path, before), Split(path, after));
        return [.. TreeComparison.Of(old.Front, now.Front, language), .. Blocks(old.Blocks, now.Blocks, language)];
    }

    private static IEnumerable<ChangedField> Blocks(List<Block> before, List<Block> after, string? language)
    {
        foreach (var (old, now) in Alignment.Of(before, after, block => block.Text, block => block.Sort))
        {
            var shown = now is { } to ? after[to] : before[old!.Value];
            yield return new ChangedField(
                [new FieldStep(Body, ((old ?? now!.Value) + 1).ToString(CultureInfo.InvariantCulture))],
                FieldNature.Block,
                language,
                old is { } from ? before[from].Text : null,
                now is { } there ? after[there].Text : null)
            {
                Heading = shown.Heading,
                LivePart = shown.LivePart,
            };
        }
    }

    private static (YamlMapping? Front, List<Block> Blocks) Split(string path, string? text)
    {
        if (text is null)
        {
            return (null, []);
        }

        var lines = text.Split('\n');
        var end = lines[0] == "---" ? Array.IndexOf(lines, "---", 1) : -1;
        if (end > 0)
        {
            var findings = new FindingList();
            var front = PlainYaml.Read(path, string.Join('\n', lines[1..end]), findings);
            if (front is not null && findings.Count == 0)
            {
                return (front, BlocksOf(lines[(end + 1)..]));
            }
        }

        // A head that cannot be read is prose like the rest.
        return (null, BlocksOf(lines));
    }

    private static List<Block> BlocksOf(string[] lines)
    {
        var blocks = new List<Block>();
        var open = new List<string>();
        string? heading = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var close = lines[i].StartsWith(":::", StringComparison.Ordinal)
                ? Array.FindIndex(lines, i + 1, line => line.StartsWith(":::", StringComparison.Ordinal))
                : -1;
            if (close >= 0)
            {
                AddProse(blocks, open, ref heading);
                var head = string.Join(' ', lines[i][3..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
                blocks.Add(new Block(string.Join('\n', lines[i..(close + 1)]), $":::{head.Split(' ')[0]}", heading, head));
                i = close;
            }
            else if (string.IsNullOrWhiteSpace(lines[i]))
            {
                AddProse(blocks, open, ref heading);
            }
            else
            {
                open.Add(lines[i]);
            }
        }

        AddProse(blocks, open, ref heading);
        return blocks;
    }

    private static void AddProse(List<Block> blocks, List<string> open, ref string? heading)
    {
        if (open.Count == 0)
        {
            return;
        }

        var isHeading = open[0].StartsWith('#');
        heading = isHeading ? open[0].Trim('#', ' ') : heading;
        blocks.Add(new Block(string.Join('\n', open), isHeading ? "#" : "prose", heading, null));
        open.Clear();
    }

    /// <param name="Sort">What it is: blocks of two sorts never become each other.</param>
    private sealed record Block(string Text, string Sort, string? Heading, string? LivePart);
}
