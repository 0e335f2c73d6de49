using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions;

/// <summary>Checks what can be asked: families named by lessons and exams exist, and every family makes sound items.</summary>
internal static class FamilyCheck
{
    private const int VariantsTried = 8;

    public static void Run(Edition edition, FindingList findings)
    {
        foreach (var generator in ItemGenerators.All)
        {
            foreach (var key in generator.NeededStems(edition).Where(key => !HasStem(edition, generator.Id, key)))
            {
                findings.Add($"stems/{generator.Id}.yaml", 1, $"The text '{key}' is missing.", "Add it under `texts`, in every language.");
            }
        }

        foreach (var key in Explainer.NeededStems(edition).Where(key => !HasStem(edition, ExplanationWords.Stem, key)))
        {
            findings.Add($"stems/{ExplanationWords.Stem}.yaml", 1, $"The text '{key}' is missing.", "Add it under `texts`, in every language.");
        }

        if (findings.Count > 0)
        {
            return;
        }

        // A family lives as long as its rule: it is enough that one of the laws in turn knows it.
        var banks = edition.LawDates.Select(edition.ItemsOn).ToArray();
        bool Exists(string family) => Array.Exists(banks, bank => bank.FindFamily(family) is not null);
        foreach (var lesson in edition.Lessons.Values)
        {
            foreach (var question in lesson[Languages.English].Blocks.OfType<QuestionBlock>().Where(question => !Exists(question.Family)))
            {
                var path = $"lessons/{lesson.Id}/en.md";
                findings.Add(path, edition.Documents.LineOf(path, question.Family), $"The item family '{question.Family}' does not exist.", "Write <generator>.<rule id> of a rule that this generator can ask about.");
            }
        }

        foreach (var course in edition.Courses.Values)
        {
            var path = $"courses/{course.Id}.yaml";
            foreach (var part in course.Exam.Parts.Where(part => part.Families.Any(Exists) && part.Families.All(family => banks[^1].FindFamily(family) is null)))
            {
                findings.Add(path, edition.Documents.LineOf(path, part.Id), $"The part '{part.Id}' has nothing to ask once the law has changed on {banks[^1].LawDate:yyyy-MM-dd}.", "Add a family of a rule that counts from then on.");
            }

            foreach (var family in course.Exam.Parts.SelectMany(part => part.Families).Where(family => !Exists(family)))
            {
                findings.Add(path, edition.Documents.LineOf(path, family), $"The item family '{family}' does not exist.", "Write <generator>.<rule id> of a rule that this generator can ask about.");
            }
        }

        foreach (var bank in banks)
        {
            CheckItems(edition, bank, findings);
        }

        BlueprintCheck.Run(edition, banks[0], findings);
    }

    private static void CheckItems(Edition edition, ItemBank bank, FindingList findings)
    {
        foreach (var family in bank.Families)
        {
            for (var variant = 0u; variant < VariantsTried; variant++)
            {
                if (ItemCheck.Fault(edition, bank.Create(family.Id, variant)) is { } fault)
                {
                    findings.Add(edition.Rules[family.Rule].Path, 1, $"The item family '{family.Id}' makes an unsound item: {fault}", "Mend the rule, its points or pairs, or the misconceptions.");
                    break;
                }
            }
        }
    }

    private static bool HasStem(Edition edition, string generator, string key) =>
        edition.Parts.Stems.TryGetValue(generator, out var stems) && stems.Texts.TryGetValue(key, out var texts) && texts.Count > 0;
}
