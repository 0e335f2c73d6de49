using System.Numerics;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Generators;
using KnbTraining.Content.Items.Studies;

namespace KnbTraining.Content.Analysis;

/// <summary>What an exam finds out about one misconception.</summary>
/// <param name="Id">The id of the misconception.</param>
/// <param name="Caught">How likely somebody who has it, and otherwise knows the law, loses points: the part of such exams, from 0 to 1.</param>
/// <param name="Score">What they earn on average, as a part of all points, from 0 to 1.</param>
/// <param name="Pass">How likely they pass all the same, from 0 to 1.</param>
public sealed record MisconceptionFigures(string Id, double Caught, double Score, double Pass);

/// <summary>
/// What the forms of an exam are like and what they find out, by drawing many of them. The same blueprint over the same items gives the same
/// figures, always.
/// </summary>
/// <param name="Forms">How many forms were drawn.</param>
/// <param name="Selections">
/// How many ways there are to choose the families of a form: no family twice, and no more about what is left open than a form may have. Each family has
/// variants besides, and what repeats a topic is avoided while drawing.
/// </param>
/// <param name="Shared">How many items two forms have in common on average.</param>
/// <param name="MeanLevel">The mean of the forms' difficulty, each the mean <see cref="Difficulty.Level"/> of its items.</param>
/// <param name="Spread">The standard deviation of the forms' difficulty.</param>
/// <param name="Easiest">The difficulty of the easiest form.</param>
/// <param name="Hardest">The difficulty of the hardest form.</param>
/// <param name="GuessScore">What blind guessing earns on average, as a part of all points, from 0 to 1.</param>
/// <param name="GuessPass">How likely somebody passes who only guesses, from 0 to 1.</param>
/// <param name="Misconceptions">One line for each misconception of the edition, in its order.</param>
public sealed record ExamStudy(
    int Forms,
    BigInteger Selections,
    double Shared,
    double MeanLevel,
    double Spread,
    double Easiest,
    double Hardest,
    double GuessScore,
    double GuessPass,
    IReadOnlyList<MisconceptionFigures> Misconceptions)
{
    /// <summary>So many forms tell a chance to within a few percent.</summary>
    public const int UsualForms = 100;

    // Beyond, the content check has a finding.
    private const int MostItems = 200;

    private static readonly HashSet<string> Unseen = [];

    /// <summary>The mutation score: the mean chance that a misconception is caught, from 0 to 1, over those of the edition.</summary>
    public double MutationScore => Misconceptions.Count == 0 ? 0 : Misconceptions.Average(one => one.Caught);

    /// <summary>True where there is something to draw: parts with names of their own, each with questions, of which one at least has a family.</summary>
    public static bool CanRun(ItemBank items, Course course)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(course);
        return course.Exam.Count is > 0 and <= MostItems
            && course.Exam.Parts.Select(part => part.Id).Distinct(StringComparer.Ordinal).Count() == course.Exam.Parts.Count
            && course.Exam.Parts.Any(part => part.Families.Any(family => items.FindFamily(family) is not null));
    }

    /// <summary>Draws forms as an exam would and looks at each.</summary>
    /// <param name="course">May be one that is not of the edition of the items: what somebody is writing.</param>
    /// <exception cref="InvalidOperationException">Under the law of the day no family of the course exists.</exception>
    public static ExamStudy Run(ItemBank items, Course course, int forms, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(course);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(forms);
        var target = FormAssembler.MeasureLevel(items, course);
        var drawn = new IReadOnlyList<FormItem>[forms];
        for (var seed = 0; seed < forms; seed++)
        {
            ct.ThrowIfCancellationRequested();
            drawn[seed] = FormAssembler.Assemble(items, course, (ulong)seed, Unseen, target);
        }

        double[] levels = [.. drawn.Select(form => form.Average(entry => Difficulty.Of(items, entry.Item).Level))];
        var mean = levels.Average();
        var guesses = Of(course.Exam, drawn, BlindGuess.On);
        return new ExamStudy(
            forms,
            CountSelections(items, course),
            forms == 1 ? course.Exam.Count : drawn.Skip(1).Zip(drawn, InCommon).Average(),
            mean,
            Math.Sqrt(levels.Average(level => (level - mean) * (level - mean))),
            levels.Min(),
            levels.Max(),
            guesses.Score,
            guesses.Pass,
            [.. items.Material.Misconceptions.Values.Select(misconception =>
            {
                ct.ThrowIfCancellationRequested();
                var figures = Of(course.Exam, drawn, new MisreadAnswers(items, misconception).On);
                return new MisconceptionFigures(misconception.Id, figures.Loses, figures.Score, figures.Pass);
            })]);
    }

    private static double InCommon(IReadOnlyList<FormItem> one, IReadOnlyList<FormItem> other) =>
        one.Select(entry => entry.Item.Id).Intersect(other.Select(entry => entry.Item.Id), StringComparer.Ordinal).Count();

    private static (double Loses, double Score, double Pass) Of(Blueprint exam, IReadOnlyList<FormItem>[] forms, Func<Item, ScoreOdds> answer)
    {
        double loses = 0, score = 0, pass = 0;
        foreach (var form in forms)
        {
            var parts = form.GroupBy(entry => entry.Part, StringComparer.Ordinal).ToDictionary(
                part => part.Key,
                part => (part.Select(entry => answer(entry.Item)).Aggregate(ScoreOdds.None, (sum, item) => sum.Plus(item)), part.Count()),
                StringComparer.Ordinal);
            var (all, passing) = (ScoreOdds.None, ScoreOdds.None);
            foreach (var part in exam.Parts.Where(part => parts.ContainsKey(part.Id)))
            {
                var (odds, count) = parts[part.Id];
                all = all.Plus(odds);
                passing = passing.Plus(part.Pass is { } mark ? odds.AtLeast(mark * count / 100.0) : odds);
            }

            loses += all.Below(form.Count);
            score += all.Mean / form.Count;
            pass += passing.AtLeast(exam.Pass * form.Count / 100.0).Total;
        }

        return (loses / forms.Length, score / forms.Length, pass / forms.Length);
    }

    /// <summary>Counts the choices of families, family by family: of each, the parts that may still take it, or none of them.</summary>
    private static BigInteger CountSelections(ItemBank items, Course course)
    {
        var parts = FormAssembler.AskableParts(items, course);
        var sets = parts.Select(part => part.Families.ToHashSet(StringComparer.Ordinal)).ToArray();
        var start = new Room([.. parts.Select(part => part.Part.Count)], FormAssembler.MostOf(course.Exam.Count, FormAssembler.LeftOpenShare));
        var ways = new Dictionary<Room, BigInteger> { [start] = 1 };
        foreach (var family in sets.SelectMany(set => set).Distinct(StringComparer.Ordinal))
        {
            var isOpen = items.FindFamily(family)!.Generator == LeftOpenGenerator.Name;
            var next = new Dictionary<Room, BigInteger>(ways);
            foreach (var (room, count) in ways)
            {
                for (var part = 0; part < sets.Length; part++)
                {
                    if (sets[part].Contains(family) && room.Take(part, isOpen) is { } left)
                    {
                        next[left] = next.GetValueOrDefault(left) + count;
                    }
                }
            }

            ways = next;
        }

        return ways.Where(entry => entry.Key.IsFull).Aggregate(BigInteger.Zero, (sum, entry) => sum + entry.Value);
    }

    /// <summary>How many questions each part still asks, and how many of them may be about what is left open.</summary>
    private sealed class Room(int[] counts, int open) : IEquatable<Room>
    {
        private readonly int[] _counts = counts;
        private readonly int _open = open;

        public bool IsFull => Array.TrueForAll(_counts, count => count == 0);

        public Room? Take(int part, bool isOpen)
        {
            if (_counts[part] == 0 || (isOpen && _open == 0))
            {
                return null;
            }

            int[] left = [.. _counts];
            left[part]--;
            return new Room(left, _open - (isOpen ? 1 : 0));
        }

        public bool Equals(Room? other) => other is not null && _open == other._open && _counts.AsSpan().SequenceEqual(other._counts);

        public override bool Equals(object? obj) => Equals(obj as Room);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_open);
            Array.ForEach(_counts, hash.Add);
            return hash.ToHashCode();
        }
    }
}
