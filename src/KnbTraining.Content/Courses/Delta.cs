using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Courses;

/// <summary>
/// What people read whose certificate rests on rules that an edition changed: each of these rules before and now, and a few questions about them.
/// A course of its own that nobody writes.
/// </summary>
/// <param name="Course">Its id begins with <see cref="Prefix"/>; it has one lesson, with the same id.</param>
/// <param name="Rules">Ids of those of the changed rules that there are in this edition.</param>
public sealed record Delta(DeltaText Text, Course Course, Lesson Lesson, IReadOnlyList<string> Rules)
{
    /// <summary>No course that somebody writes has a dot in its id.</summary>
    public const string Prefix = "delta.";

    /// <summary>True for the id of such a course, whether or not the edition at hand has it.</summary>
    public static bool IsId(string courseId)
    {
        ArgumentNullException.ThrowIfNull(courseId);
        return courseId.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>The rules are told and asked as they are in the edition at hand, which may be a later one than that which changed them.</summary>
    internal static Delta Of(DeltaText text, RuleBook book, IEnumerable<AuthoredQuestion> questions)
    {
        string[] rules = [.. text.Rules.Select(rule => rule.RuleId).Where(rule => book.Find(rule) is not null)];
        LessonBlock[] blocks =
        [
            new DeltaBlock(text),
            .. text.Rules.SelectMany(rule => rules.Contains(rule.RuleId)
                ? new LessonBlock[] { new AmendedBlock(rule, IsGone: false), new RuleBlock(rule.RuleId) }
                : [new AmendedBlock(rule, IsGone: true)]),
            .. text.Cases.Count == 0 ? Array.Empty<LessonBlock>() : [new AmendedCasesBlock(text.Cases)],
        ];
        var (course, lesson) = DerivedCourse.Of(text.Id, text.Title, text.Summary, blocks, rules, questions);
        return new Delta(text, course, lesson, rules);
    }
}
