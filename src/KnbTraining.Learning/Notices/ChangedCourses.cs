using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;

namespace KnbTraining.Learning.Notices;

/// <summary>What a new edition means for those who have learnt from the one before.</summary>
public static class ChangedCourses
{
    /// <summary>Courses of both editions whose lessons show a rule that was changed or added, or no longer show one that they showed before.</summary>
    public static IReadOnlyList<string> Between(Edition before, Edition after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return [.. after.Courses.Keys.Where(course => before.Courses.ContainsKey(course) && Differs(course)).Order(StringComparer.Ordinal)];

        bool Differs(string course)
        {
            var (old, now) = (RulesOf(before, course), RulesOf(after, course));
            return !old.SetEquals(now) || now.Any(rule => TextOf(before, rule) != TextOf(after, rule));
        }
    }

    private static HashSet<string> RulesOf(Edition edition, string course) =>
    [
        .. from lesson in edition.Courses[course].Lessons
           where edition.Lessons.ContainsKey(lesson)
           from text in edition.Lessons[lesson].Texts.Values
           from block in text.Blocks.OfType<RuleBlock>()
           select block.RuleId,
    ];

    private static string? TextOf(Edition edition, string rule) => edition.Rules.GetValueOrDefault(rule) is { } found ? edition.Documents.Find(found.Path) : null;
}
