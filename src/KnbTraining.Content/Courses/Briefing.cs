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

    /// <summary>Most questions; as many as five minutes leave room for.</summary>
    public const int MostQuestions = 5;

    private const int QuestionsARule = 2;

    private const int LessonMinutes = 5;

    private const int ExamMinutes = 10;

    // For whoever asks later who had it; nobody is asked for it again.
    private const int ValidityMonths = 12;

    private const int PassPercent = 80;

    // What asks about one rule. Whatever a rule has no family of is left out when a form is drawn.
    private static readonly string[] Generators = ["verdict", "counterfactual", "contrast", "mutated-statement", "standing", "verdict-table", "duty"];

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
        string[] families =
        [
            .. from rule in rules from generator in Generators select $"{generator}.{rule}",
            .. from question in questions where question.Rules.All(rules.Contains) orderby question.Id select $"authored.{question.Id}",
        ];
        var part = new BlueprintPart("changes", text.Title, null, Math.Min(MostQuestions, QuestionsARule * rules.Length), families);
        return new Briefing(
            text,
            new Course(id, text.Title, text.Summary, [], [id], ValidityMonths, new Blueprint(ExamMinutes, Attempts: 1, CoolDownHours: 0, PassPercent, [part])),
            new Lesson(id, Languages.All.ToDictionary(
                language => language,
                language => new LessonText(
                    text.Title[language], text.Summary[language], LessonMinutes, TranslationState.Reviewed, [new ChangesBlock(text), .. rules.Select(rule => new RuleBlock(rule))]),
                StringComparer.Ordinal)),
            rules);
    }
}
