using KnbTraining.Content.Courses;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Generators;

namespace KnbTraining.Content.Editions;

/// <summary>
/// A form asks about a rule in one way only once, and seldom what is left open: each part of an exam needs as many families as it
/// has questions, none of them used up by another part.
/// </summary>
internal static class BlueprintCheck
{
    public static void Run(Edition edition, ItemBank bank, FindingList findings)
    {
        var courses = edition.Courses.Values.Select(course => (course, $"courses/{course.Id}.yaml"))
            .Concat(edition.Briefings.Values.Select(briefing => (briefing.Course, VocabularyReader.Path)));
        foreach (var (course, path) in courses)
        {
            var taken = new Dictionary<string, (BlueprintPart Part, int Place)>(StringComparer.Ordinal);
            foreach (var part in course.Exam.Parts.Where(part => part.Families.Any(family => bank.FindFamily(family) is not null)))
            {
                var found = Enumerable.Range(0, part.Count).Count(place => Seat((part, place), bank, course, taken, new HashSet<string>(StringComparer.Ordinal)));
                if (found < part.Count)
                {
                    findings.Add(
                        path,
                        edition.Documents.LineOf(path, path == VocabularyReader.Path ? course.Id[Briefing.Prefix.Length..] : part.Id),
                        $"The part '{part.Id}' asks {part.Count} questions and has families for {found}: a form asks about a rule in one way once, and of ten questions one about what is left open.",
                        "Let the part ask fewer questions, or add families.");
                }
            }
        }
    }

    /// <summary>Gives a question of a part a family, moving others to other families where that helps (Kuhn's matching).</summary>
    private static bool Seat(
        (BlueprintPart Part, int Place) question, ItemBank bank, Course course, Dictionary<string, (BlueprintPart Part, int Place)> taken, HashSet<string> tried)
    {
        foreach (var family in Families(question.Part, bank, course).Where(tried.Add))
        {
            if (!taken.TryGetValue(family, out var other) || Seat(other, bank, course, taken, tried))
            {
                taken[family] = question;
                return true;
            }
        }

        return false;
    }

    /// <summary>The families of a part; those about what is left open are as many as a form may have of them.</summary>
    private static IEnumerable<string> Families(BlueprintPart part, ItemBank bank, Course course)
    {
        var families = part.Families.Select(bank.FindFamily).OfType<ItemFamily>().ToLookup(family => family.Generator == LeftOpenGenerator.Name);
        var open = Math.Min(families[true].Count(), FormAssembler.MostOf(course.Exam.Count, FormAssembler.LeftOpenShare));
        return families[false].Select(family => family.Id).Concat(Enumerable.Range(1, open).Select(i => $"{LeftOpenGenerator.Name} {i}"));
    }
}
