using KnbTraining.Content.Items;

namespace KnbTraining.Content.Courses;

/// <summary>How alike the forms of a course are, over many seeds.</summary>
/// <param name="Course">The id of the course.</param>
/// <param name="Forms">How many forms were assembled.</param>
/// <param name="MeanLevel">The mean of the forms' difficulty, each the mean level of its items.</param>
/// <param name="Spread">The standard deviation of the forms' difficulty.</param>
/// <param name="Easiest">The difficulty of the easiest form.</param>
/// <param name="Hardest">The difficulty of the hardest form.</param>
/// <param name="RepeatedTopics">Forms in which two items are about one situation under one law, one term or one task.</param>
/// <param name="RepeatedDecisions">Forms in which two items ask one decision.</param>
/// <param name="GiveAways">Forms in which the words of one item state a rule that another asks about.</param>
/// <param name="MostSilent">The most items of one form whose key is that the sources do not cover the case.</param>
public sealed record FormResult(
    string Course, int Forms, double MeanLevel, double Spread, double Easiest, double Hardest, int RepeatedTopics, int RepeatedDecisions, int GiveAways, int MostSilent)
{
    /// <summary>How often each generator was drawn, by id.</summary>
    public IReadOnlyDictionary<string, int> Generators { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}

/// <summary>Assembles many forms of a course and compares them.</summary>
public static class FormStudy
{
    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal);

    public static FormResult Run(ItemBank items, Course course, int forms)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(course);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(forms);
        var levels = new double[forms];
        var generators = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int situations = 0, decisions = 0, giveAways = 0, silent = 0;
        for (var seed = 0; seed < forms; seed++)
        {
            Item[] form = [.. FormAssembler.Assemble(items, course, (ulong)seed, Unseen).Select(entry => entry.Item)];
            levels[seed] = form.Average(item => Difficulty.Of(items, item).Level);
            situations += HasTwice(form.SelectMany(ItemTopics.Of)) ? 1 : 0;
            decisions += HasTwice(form.Select(item => item.Decision)) ? 1 : 0;
            giveAways += form.Where((item, i) => form.Skip(i + 1).Any(other => FormAssembler.GiveAway(item, other))).Any() ? 1 : 0;
            silent = Math.Max(silent, form.Count(FormAssembler.AsksSilence));
            foreach (var item in form)
            {
                generators[item.Family.Generator] = generators.GetValueOrDefault(item.Family.Generator) + 1;
            }
        }

        var mean = levels.Average();
        return new FormResult(
            course.Id, forms, mean, Math.Sqrt(levels.Average(level => (level - mean) * (level - mean))), levels.Min(), levels.Max(), situations, decisions, giveAways, silent)
        {
            Generators = generators,
        };
    }

    /// <summary>The items of many forms, one form after the other.</summary>
    public static IEnumerable<Item> Items(ItemBank items, Course course, int forms) =>
        Enumerable.Range(0, forms).SelectMany(seed => FormAssembler.Assemble(items, course, (ulong)seed, Unseen)).Select(entry => entry.Item);

    private static bool HasTwice(IEnumerable<string> texts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return texts.Any(text => !seen.Add(text));
    }
}
