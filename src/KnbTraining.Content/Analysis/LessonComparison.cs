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

    private static IEnumerable<ChangedField> Blocks(List<LessonPart> before, List<LessonPart> after, string? language)
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

    private static (YamlMapping? Front, List<LessonPart> Blocks) Split(string path, string? text)
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
                return (front, LessonParts.Of(lines, end + 1));
            }
        }

        // A head that cannot be read is prose like the rest.
        return (null, LessonParts.Of(lines, 0));
    }
}
