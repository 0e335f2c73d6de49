using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Web.Features.Courses;

/// <summary>A part of the exam that has a mark of its own.</summary>
public sealed record NeededPart(string Label, int Percent);

/// <summary>What somebody should know before they begin an exam.</summary>
/// <param name="Kinds">The kinds of question that a form of this exam may hold: what is said about points is true for them.</param>
/// <param name="Open">The exam under way; null where none is.</param>
public sealed record ExamOffer(
    string CourseId,
    string CourseTitle,
    Blueprint Exam,
    ExamTime Time,
    IReadOnlyList<NeededPart> NeededParts,
    IReadOnlySet<QuestionKind> Kinds,
    ExamAllowance Allowance,
    AttemptRow? Open)
{
    /// <param name="bank">What can be asked today.</param>
    /// <param name="attempts">The learner's attempts at any course.</param>
    public static ExamOffer Of(ItemBank bank, Course course, string language, ExamTime time, ExamAllowance allowance, IReadOnlyList<AttemptRow> attempts)
    {
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(course);
        return new ExamOffer(
            course.Id,
            course.Title[language],
            course.Exam,
            time,
            [.. course.Exam.Parts.Where(part => part.Pass is not null).Select(part => new NeededPart(part.Label[language], part.Pass!.Value))],
            course.Exam.Parts.SelectMany(part => part.Families).Select(bank.FindFamily).OfType<ItemFamily>().Select(family => family.Kind).ToHashSet(),
            allowance,
            attempts.FirstOrDefault(attempt => attempt.CourseId == course.Id && attempt is { Mode: AttemptMode.Exam, State: AttemptState.Open }));
    }

    /// <summary>Keys of the sentences about points.</summary>
    public IEnumerable<string> PointKeys()
    {
        yield return "Exam.counts";
        if (Kinds.Contains(QuestionKind.Matching))
        {
            yield return "Exam.counts.matching";
        }

        if (Kinds.Contains(QuestionKind.MultipleChoice))
        {
            yield return "Exam.counts.several";
        }
    }
}
