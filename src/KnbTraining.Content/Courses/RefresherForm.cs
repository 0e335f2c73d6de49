using KnbTraining.Content.Items;

namespace KnbTraining.Content.Courses;

/// <summary>Makes the form of a refresher: one item a rule, from the families of the course. A pure function, as exams are.</summary>
public static class RefresherForm
{
    /// <summary>The rules that a course asks about under the law of the day, each once, in the order of its blueprint.</summary>
    public static IReadOnlyList<string> RulesOf(ItemBank items, Course course)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(course);
        return [.. course.Exam.Parts
            .SelectMany(part => part.Families)
            .Select(family => items.FindFamily(family)?.Rule)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
    }

    /// <param name="rules">Most urgent first; a rule that stands twice is asked about twice.</param>
    /// <param name="seen">Ids of items the person has met; they are avoided while fresh ones exist.</param>
    /// <returns>An item for each rule, in the order of the rules; of rules that the course does not ask about, none.</returns>
    public static IReadOnlyList<FormItem> Assemble(ItemBank items, Course course, IReadOnlyList<string> rules, ulong seed, IReadOnlySet<string> seen)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(seen);
        var asked = rules.SelectMany(rule => PartOf(items, course, rule) is { } part ? [(Rule: rule, Part: part)] : Array.Empty<(string Rule, BlueprintPart Part)>()).ToArray();
        if (asked.Length == 0)
        {
            return [];
        }

        // Each rule has one item of the form, so the form is usually as hard as its rules are on average.
        var target = asked.Average(entry => FormAssembler.UsualLevel(items, Asking(entry.Part), entry.Rule));
        var form = FormAssembler.Assemble(items, Asking([.. asked.Select(entry => entry.Part)]), seed, seen, target);
        var order = rules.ToList();
        return [.. form.OrderBy(entry => order.IndexOf(entry.Item.Family.Rule))];

        Course Asking(params BlueprintPart[] parts) => course with { Exam = course.Exam with { Parts = parts } };
    }

    // A part of one item: every family that asks about the rule, counted for the exam's part where the first of them stands.
    private static BlueprintPart? PartOf(ItemBank items, Course course, string rule)
    {
        bool AsksIt(string family) => items.FindFamily(family)?.Rule == rule;
        if (course.Exam.Parts.FirstOrDefault(part => part.Families.Any(AsksIt)) is not { } home)
        {
            return null;
        }

        ItemFamily[] own = [.. course.Exam.Parts.SelectMany(part => part.Families).Where(AsksIt).Distinct(StringComparer.Ordinal).Select(family => items.FindFamily(family)!)];

        // A question written by hand has one variant. Where the course has nothing else about a rule, what others ask about it serves too.
        var families = Array.TrueForAll(own, family => family.IsAuthored) ? items.Families.Where(family => family.Rule == rule) : own;
        return home with { Pass = null, Count = 1, Families = [.. families.Select(family => family.Id)] };
    }
}
