using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Courses;

/// <summary>
/// A course that nobody writes, because it follows from rules: one short lesson, and at most <see cref="MostQuestions"/> questions about the rules that it tells.
/// Of up to four rules it takes five minutes. Only whom it was given takes its questions, it earns no certificate, and it is never refreshed.
/// </summary>
public static class DerivedCourse
{
    /// <summary>Most questions; as many as two minutes leave room for.</summary>
    public const int MostQuestions = 5;

    /// <summary>What it is meant to take, in minutes; more than four rules take longer.</summary>
    public const int UsualMinutes = 5;

    private const int SecondsAQuestion = 24;

    private const int QuestionsARule = 2;

    // Much more than somebody needs who reads slowly: the clock is there for an end, not for haste.
    private const int MinutesAQuestion = 2;

    // For whoever asks later who had it; nobody is asked for it again.
    private const int ValidityMonths = 12;

    private const int PassPercent = 80;

    // What asks about one rule. Whatever a rule has no family of is left out when a form is drawn.
    private static readonly string[] Generators = ["verdict", "counterfactual", "contrast", "mutated-statement", "standing", "verdict-table", "duty"];

    /// <summary>True for the id of such a course, whether or not the edition at hand has it.</summary>
    public static bool IsId(string courseId) => Briefing.IsId(courseId) || Delta.IsId(courseId);

    /// <summary>The last day on which a pass counts, as people are told it: null for such a course, which nobody repeats and which moves no validity.</summary>
    public static DateOnly? ValidUntil(string courseId, DateOnly? until) => IsId(courseId) ? null : until;

    /// <summary>Minutes that its questions take. The time after which they end is longer: <see cref="Blueprint.Minutes"/>.</summary>
    public static int QuestionMinutes(Blueprint exam)
    {
        ArgumentNullException.ThrowIfNull(exam);
        return ((exam.Count * SecondsAQuestion) + 59) / 60;
    }

    /// <summary>Minutes that all of it takes, of so many rules.</summary>
    /// <param name="questions">As many as are asked.</param>
    public static int MinutesOf(int rules, int questions) => LessonMinutes(rules) + (((questions * SecondsAQuestion) + 59) / 60);

    /// <param name="blocks">What the lesson shows.</param>
    /// <param name="rules">Ids of the rules that are asked about.</param>
    internal static (Course Course, Lesson Lesson) Of(
        string id,
        LocalizedText title,
        LocalizedText summary,
        IReadOnlyList<LessonBlock> blocks,
        IReadOnlyList<string> rules,
        IEnumerable<AuthoredQuestion> questions)
    {
        string[] families =
        [
            .. from rule in rules from generator in Generators select $"{generator}.{rule}",
            .. from question in questions where question.Rules.All(rules.Contains) orderby question.Id select $"authored.{question.Id}",
        ];
        var part = new BlueprintPart("changes", title, null, Math.Min(MostQuestions, QuestionsARule * rules.Count), families);
        var minutes = LessonMinutes(rules.Count);
        return (
            new Course(id, title, summary, [], [id], ValidityMonths, new Blueprint(MinutesAQuestion * part.Count, Attempts: 1, CoolDownHours: 0, PassPercent, [part])),
            new Lesson(id, Languages.All.ToDictionary(
                language => language,
                language => new LessonText(title[language], summary[language], minutes, TranslationState.Reviewed, blocks),
                StringComparer.Ordinal)));
    }

    // One for the beginning, and two rules a minute: a rule is a sentence or two, before and now.
    private static int LessonMinutes(int rules) => 1 + ((rules + 1) / 2);
}
