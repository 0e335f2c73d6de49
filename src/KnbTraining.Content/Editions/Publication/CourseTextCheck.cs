using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>Which texts belong to a course is said in one place, the course.</summary>
internal static class CourseTextCheck
{
    public static void Run(Edition edition, FindingList findings)
    {
        foreach (var document in edition.Acknowledgements.Values)
        {
            if (YamlEdit.Get(edition.Documents.Find(document.Path)!, "course") is { } course)
            {
                findings.Add(
                    document.Path,
                    edition.Documents.LineOf(document.Path, "course:"),
                    $"The text says that it belongs to the course '{course}'; courses name their texts.",
                    $"Remove the line, and write `acknowledgements: [{document.Id}]` in courses/{course}.yaml.");
            }
        }
    }
}
