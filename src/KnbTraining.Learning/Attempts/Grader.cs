using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;

namespace KnbTraining.Learning.Attempts;

/// <summary>Grades an attempt by its own edition: question kinds give points, the blueprint gives the pass marks.</summary>
public static class Grader
{
    // Thirds of a point do not add up exactly; this is far below any share that an item can earn.
    private const double Tolerance = 1e-9;

    /// <param name="wrong">What becomes of an item that was found wrong; null for one that was not. Null where none was.</param>
    public static Grading Grade(
        ItemBank bank, Course course, IReadOnlyList<AttemptItem> items, AttemptAnswers answers, Func<AttemptItem, WrongItems?>? wrong = null)
    {
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(answers);
        var scores = items.ToDictionary(item => item.Position, item => ScoreOf(bank, item, answers.ResponseTo(item.Position)));
        var misconceptions = items
            .Select(item => (item.Position, Misconception: MisconceptionOf(bank, item, answers.ResponseTo(item.Position))))
            .Where(item => item.Misconception is not null)
            .ToDictionary(item => item.Position, item => item.Misconception!);
        return Sum(course.Exam, CountedOf(items, item => scores[item.Position], wrong), scores, misconceptions);
    }

    /// <summary>What counts of the items: those that were found wrong as it was decided, and as they were answered where nothing else would be left.</summary>
    internal static IReadOnlyList<(int Part, double Score)> CountedOf(
        IReadOnlyList<AttemptItem> items, Func<AttemptItem, double> score, Func<AttemptItem, WrongItems?>? wrong)
    {
        (int Part, double Score)[] counted =
        [
            .. from item in items
               let treatment = wrong?.Invoke(item)
               where treatment != WrongItems.LeaveOut
               select (item.Part, treatment == WrongItems.Count ? 1 : score(item)),
        ];
        return counted.Length > 0 ? counted : [.. items.Select(item => (item.Part, score(item)))];
    }

    /// <summary>The results of the parts from scores given before.</summary>
    public static IReadOnlyList<PartGrade> GradeParts(Blueprint exam, IReadOnlyList<(int Part, double Score)> scores)
    {
        ArgumentNullException.ThrowIfNull(exam);
        return [.. exam.Parts.Select((part, index) =>
        {
            var own = scores.Where(score => score.Part == index).Select(score => score.Score).ToArray();
            return new PartGrade(index, own.Sum(), own.Length, part.Pass is not { } pass || Reaches(own.Sum(), own.Length, pass));
        })];
    }

    /// <summary>The item of an attempt, as it was made.</summary>
    /// <exception cref="InvalidDataException">The attempt's edition cannot make it; stored data do not fit together.</exception>
    public static Item ItemOf(ItemBank bank, string itemId)
    {
        ArgumentNullException.ThrowIfNull(bank);
        return bank.TryFind(itemId, out var item)
            ? item
            : throw new InvalidDataException($"The edition {bank.Edition.Hash} cannot make the item {itemId}.");
    }

    private static double ScoreOf(ItemBank bank, AttemptItem asked, IReadOnlyList<string> response)
    {
        var item = ItemOf(bank, asked.ItemId);
        return QuestionKinds.Of(item).Grade(item, response);
    }

    // The first in the order of the item, where several wrong options were chosen.
    private static string? MisconceptionOf(ItemBank bank, AttemptItem asked, IReadOnlyList<string> response) =>
        ItemOf(bank, asked.ItemId).Options.FirstOrDefault(option => option.Misconception is not null && response.Contains(option.Id))?.Misconception;

    /// <summary>What items earn together that were graded before.</summary>
    internal static Regraded Regrade(Blueprint exam, IReadOnlyList<(int Part, double Score)> items)
    {
        var sum = Sum(exam, items, new Dictionary<int, double>(), new Dictionary<int, string>());
        return new Regraded(sum.Points, sum.Total, sum.Percent, sum.Passed);
    }

    private static Grading Sum(
        Blueprint exam, IReadOnlyList<(int Part, double Score)> items, IReadOnlyDictionary<int, double> scores, IReadOnlyDictionary<int, string> misconceptions)
    {
        var points = items.Sum(item => item.Score);
        var parts = GradeParts(exam, items);
        var percent = (int)Math.Floor((points * 100 / items.Count) + Tolerance);
        var passed = Reaches(points, items.Count, exam.Pass) && parts.All(part => part.Passed);
        return new Grading(scores, misconceptions, points, items.Count, percent, passed, parts);
    }

    private static bool Reaches(double points, int total, int pass) => (points * 100) + Tolerance >= (double)pass * total;
}
