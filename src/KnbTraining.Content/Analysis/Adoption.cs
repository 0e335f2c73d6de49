using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>An exam that an amendment touches.</summary>
/// <param name="Before">How well it finds out misconceptions without the amendment, from 0 to 1; null where it has nothing to draw.</param>
/// <param name="After">The same with it.</param>
public sealed record AdoptedExam(string CourseId, string Title, double? Before, double? After);

/// <summary>An amendment as if it were law: planned rules put in force from a day, and what that would do.</summary>
/// <param name="Rules">Ids of the planned rules, in order.</param>
/// <param name="Day">The first day on which they would count.</param>
/// <param name="Documents">The documents that would change, by path, with their new text.</param>
/// <param name="Impact">What differs between the law without and with it, looked at on <paramref name="Day"/>.</param>
/// <param name="Findings">What keeps the documents from being published as they are; empty where nothing does.</param>
public sealed record Adoption(
    IReadOnlyList<string> Rules, DateOnly Day, IReadOnlyDictionary<string, string> Documents, Impact Impact, IReadOnlyList<Finding> Findings)
{
    /// <summary>What reading about changed rules takes somebody who learned them before.</summary>
    public const int RetrainingMinutes = 5;

    // Two scores are compared, of the same forms as far as their items are the same: fewer do than for a single one.
    private const int FormsStudied = 40;

    /// <summary>The planned rules of an edition, by title.</summary>
    public static IReadOnlyList<string> PlannedIn(Edition edition, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return [.. edition.Rules.Values.Where(rule => rule.Rule.Status == RuleStatus.Proposed).OrderBy(rule => rule.Title[language], StringComparer.Ordinal).Select(rule => rule.Id)];
    }

    /// <summary>The lessons and other texts in which something stands that would then be otherwise.</summary>
    public IEnumerable<TextToReread> ToRewrite => Impact.Reread.Where(text => !text.IsEdited);

    /// <summary>How well the exams of the courses that it touches find out misconceptions, without and with it, by title.</summary>
    /// <returns>Mutation scores from 0 to 1; null where such an exam has nothing to draw.</returns>
    public IReadOnlyList<AdoptedExam> StudyExams(string language, CancellationToken ct) =>
        [.. Impact.Courses
            .Select(course => course.Id)
            .Where(Impact.After.Courses.ContainsKey)
            .Select(id => new AdoptedExam(id, Impact.After.Courses[id].Title[language], Score(Impact.Before, id, ct), Score(Impact.After, id, ct)))
            .OrderBy(exam => exam.Title, StringComparer.Ordinal)];

    /// <param name="edition">The law as it is.</param>
    /// <param name="rules">Ids of planned rules; others are left out.</param>
    public static Adoption Of(Edition edition, IEnumerable<string> rules, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(rules);
        string[] planned = [.. rules.Where(id => edition.Rules.GetValueOrDefault(id)?.Rule.Status == RuleStatus.Proposed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var documents = planned.ToDictionary(id => edition.Rules[id].Path, id => InForce(edition.Documents.Find(edition.Rules[id].Path)!, day), StringComparer.Ordinal);
        var adopted = edition.Documents.With(documents);
        var compilation = EditionCompiler.Compile(adopted, edition);

        // The texts of a plan still speak of a plan, so the check may refuse them; what the rules would do can be told all the same.
        return new Adoption(planned, day, documents, Impact.Of(edition, compilation.Shown ?? TypedRules.In(edition, adopted), day), compilation.Edition is null ? compilation.Findings : []);
    }

    private double? Score(Edition edition, string courseId, CancellationToken ct)
    {
        var items = edition.ItemsOn(Day);
        return edition.Courses.TryGetValue(courseId, out var course) && ExamStudy.CanRun(items, course) ? ExamStudy.Run(items, course, FormsStudied, ct).MutationScore : null;
    }

    private static string InForce(string document, DateOnly day) =>
        YamlEdit.Put(YamlEdit.Put(document, "status", YamlValue.Of("in-force")), "since", YamlValue.Of(day));
}
