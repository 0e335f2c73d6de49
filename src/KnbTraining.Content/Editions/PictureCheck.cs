using KnbTraining.Content.Documents;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions;

/// <summary>A picture is shown somewhere, and says whose word it gives: that of rules, or nobody's but good practice.</summary>
internal static class PictureCheck
{
    public static void Run(EditionParts parts, FindingList findings)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lesson in parts.Lessons.Values)
        {
            foreach (var block in lesson[Languages.English].Blocks.OfType<PictureBlock>().Where(block => shown.Add(block.PictureId) && !parts.Pictures.ContainsKey(block.PictureId)))
            {
                var path = $"lessons/{lesson.Id}/{Languages.English}.md";
                findings.Add(path, parts.Documents.LineOf(path, block.PictureId), $"The picture '{block.PictureId}' does not exist.", "Name a document of the folder pictures, without its ending.");
            }
        }

        foreach (var picture in parts.Pictures.Values)
        {
            Check(parts, picture, shown, findings);
        }
    }

    private static void Check(EditionParts parts, Picture picture, HashSet<string> shown, FindingList findings)
    {
        void Add(string name, FindingSentence message, FindingSentence advice) => findings.Add(picture.Path, parts.Documents.LineOf(picture.Path, name), message, advice);

        foreach (var rule in picture.Rules.Where(rule => !parts.Rules.ContainsKey(rule)))
        {
            Add(rule, $"The rule '{rule}' does not exist.", "Name an existing rule.");
        }

        if (picture.Standing == PictureStanding.Sources && picture.Rules.Count == 0)
        {
            Add("standing:", $"The picture shows what the sources say and names no rule.", "List under `rules` the rules that say it, or write `standing: good-practice`.");
        }

        if (picture.Standing == PictureStanding.GoodPractice && picture.Rules.Count > 0)
        {
            Add("rules:", $"The picture shows good practice and names rules, as if they demanded it.", "Remove `rules`, or write `standing: sources` where each step stands in the sources.");
        }

        if (!shown.Contains(picture.Id))
        {
            Add("id:", $"No lesson shows the picture '{picture.Id}'.", $"Show it with :::picture {picture.Id}, or delete the document.");
        }
    }
}
