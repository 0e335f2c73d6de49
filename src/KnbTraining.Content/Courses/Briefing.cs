using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Courses;

/// <summary>
/// What somebody reads whose own facts change, as when clearance ends: the cases that are judged differently from then on, the rules behind them, and
/// a few questions about these. A course of its own that nobody writes: it follows from the rules.
/// </summary>
/// <param name="Course">Its id is that of the briefing after <see cref="Prefix"/>; it has one lesson, with the same id.</param>
/// <param name="Rules">Ids of the rules that speak to the person after the change and did not before.</param>
public sealed record Briefing(BriefingText Text, Course Course, Lesson Lesson, IReadOnlyList<string> Rules)
{
    /// <summary>No course that somebody writes has a dot in its id.</summary>
    public const string Prefix = "briefing.";

    /// <summary>True for the id of a briefing, whether or not the edition at hand has it.</summary>
    public static bool IsId(string courseId)
    {
        ArgumentNullException.ThrowIfNull(courseId);
        return courseId.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <param name="lawDates">One day of each law that follows another.</param>
    internal static Briefing Of(
        BriefingText text, RuleBook book, VocabularyText words, IEnumerable<AuthoredQuestion> questions, IEnumerable<DateOnly> lawDates)
    {
        var rules = lawDates
            .SelectMany(day => BriefedCases.Of(text.Change, book, words, day).Rules)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var id = Prefix + text.Id;
        var (course, lesson) = DerivedCourse.Of(
            id, text.Title, text.Summary, [new ChangesBlock(text), .. rules.Select(rule => new RuleBlock(rule))], rules, questions);
        return new Briefing(text, course, lesson, rules);
    }
}
