using KnbTraining.Content.Documents;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// The explanation of a worked case shows each fact that can matter. A fact that the lesson does not name would be filled in,
/// and the page would tell of somebody what the story does not: a stranger who has signed.
/// </summary>
internal static class LessonCaseCheck
{
    public static void Run(Edition edition, FindingList findings)
    {
        foreach (var lesson in edition.Lessons.Values)
        {
            // The other languages have the same directives, or the reader has found that they differ.
            var path = $"lessons/{lesson.Id}/{Languages.English}.md";
            foreach (var worked in lesson[Languages.English].Blocks.OfType<CaseBlock>())
            {
                var given = worked.Given.Split(' ').Select(fact => fact.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
                foreach (var (dimension, value) in Shown(edition, worked).Where(fact => !given.Contains(fact.Key)))
                {
                    findings.Add(
                        path,
                        edition.Documents.LineOf(path, $":::case {worked.Given}"),
                        $"The case does not say '{dimension}', and its explanation would show '{dimension}={value}'.",
                        "Name the fact in the directive, and tell it in the story.");
                }
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Shown(Edition edition, CaseBlock worked)
    {
        var matters = CaseFacts.Matters(edition, worked.Situation);
        return worked.Situation.Facts.Where(fact => matters.Contains(fact.Key));
    }
}
