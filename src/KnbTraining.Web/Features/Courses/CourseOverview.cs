using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Web.Features.Courses;

/// <param name="Number">From 1, in the order of the course.</param>
public sealed record LessonEntry(int Number, string Id, string Title, string Summary, int Minutes, bool Done);

/// <summary>A course as its learner sees it.</summary>
public sealed record CourseOverview(
    string Id,
    string Title,
    string Summary,
    int ValidityMonths,
    IReadOnlyList<LessonEntry> Lessons,
    Blueprint Exam,
    AttemptRow? Open,
    AttemptRow? OpenPractice,
    IReadOnlyList<AttemptRow> Results)
{
    public AttemptRow? OpenRefresher { get; init; }

    /// <summary>The texts of the course that are addressed to the learner, in its order.</summary>
    public IReadOnlyList<AcknowledgementView> Texts { get; init; } = [];

    public int TextsConfirmed => Texts.Count(text => !text.Standing.IsDue);

    /// <summary>The first text that is to be read and confirmed; null where none is.</summary>
    public AcknowledgementView? NextText => Texts.FirstOrDefault(text => text.Standing.IsDue);

    /// <summary>True where a lesson or a text is left; neither keeps anybody from the exam.</summary>
    public bool StepsLeft => Next is not null || NextText is not null;

    public int Done => Lessons.Count(lesson => lesson.Done);

    /// <summary>Reading time of the lessons and texts that are left, and the time of the exam where one is still to be passed and a clock runs.</summary>
    public int MinutesLeft(ExamTime time, bool passed) =>
        Lessons.Where(lesson => !lesson.Done).Sum(lesson => lesson.Minutes) + Texts.Where(text => text.Standing.IsDue).Sum(text => text.Minutes) + (passed || time.Untimed ? 0 : MinutesOfExam(time));

    public int MinutesOfLessons => Lessons.Sum(lesson => lesson.Minutes);

    /// <summary>Of the texts to confirm, read once.</summary>
    public int MinutesOfTexts => Texts.Sum(text => text.Minutes);

    /// <summary>The whole course from its first lesson to the end of its exam; without the exam where no clock runs.</summary>
    public int MinutesInAll(ExamTime time) => MinutesOfLessons + MinutesOfTexts + (time.Untimed ? 0 : MinutesOfExam(time));

    /// <summary>What the exam takes: all the time that it gives, or, of a course that follows from rules, what its few questions take.</summary>
    public int MinutesOfExam(ExamTime time) => DerivedCourse.IsId(Id) ? DerivedCourse.QuestionMinutes(Exam) : time.MinutesOf(Exam.Minutes);

    /// <summary>The first lesson not yet read; null where all are.</summary>
    public LessonEntry? Next => Lessons.FirstOrDefault(lesson => !lesson.Done);

    /// <summary>The exam comes first where nothing is left to read, or where it has begun.</summary>
    public bool ExamComesFirst => !StepsLeft || Open is not null;

    /// <param name="attempts">The learner's attempts at any course, newest first.</param>
    /// <param name="texts">All texts that are addressed to the learner.</param>
    public static CourseOverview Of(
        Edition edition, Course course, string language, IReadOnlySet<string> done, IReadOnlyList<AttemptRow> attempts, IReadOnlyList<AcknowledgementView> texts)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(course);
        var ofCourse = attempts.Where(attempt => attempt.CourseId == course.Id).ToArray();
        var own = Array.FindAll(ofCourse, attempt => attempt.Mode == AttemptMode.Exam);
        return new CourseOverview(
            course.Id,
            course.Title[language],
            course.Summary[language],
            course.ValidityMonths,
            [.. course.Lessons.Select((id, index) =>
            {
                var text = edition.LessonOf(id)[language];
                return new LessonEntry(index + 1, id, text.Title, text.Summary, text.Minutes, done.Contains(id));
            })],
            course.Exam,
            Array.Find(own, attempt => attempt.State == AttemptState.Open),
            Array.Find(ofCourse, attempt => attempt is { Mode: AttemptMode.Practice, State: AttemptState.Open }),
            [.. own.Where(attempt => attempt.State == AttemptState.Graded)])
        {
            OpenRefresher = Array.Find(ofCourse, attempt => attempt is { Mode: AttemptMode.Refresher, State: AttemptState.Open }),
            Texts = texts.Of(course.Acknowledgements),
        };
    }
}
