using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;

namespace KnbTraining.Content.Analysis;

/// <summary>How long a course takes somebody, in whole minutes.</summary>
/// <param name="Lessons">Reading all lessons and answering their questions.</param>
/// <param name="Texts">The shortest time for the texts to confirm that are addressed to anybody of the audience.</param>
/// <param name="Exam">What the questions of the exam usually take; never more than its time limit.</param>
public sealed record LearnerTime(int Lessons, int Texts, int Exam)
{
    public int All => Lessons + Texts + Exam;

    /// <param name="course">May be one that is not of the edition: what somebody is writing. Lessons and texts that the edition lacks count nothing.</param>
    /// <param name="date">The law is read as on this local day.</param>
    public static LearnerTime Of(Edition edition, Course course, DateOnly date, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(course);
        return new LearnerTime(
            course.Lessons.Where(edition.Lessons.ContainsKey).Sum(lesson => LessonLength.MinutesOf(edition, lesson, date, language)),
            Minutes(course.Acknowledgements.Sum(text => edition.Acknowledgements.GetValueOrDefault(text)?.ReadingSeconds ?? 0)),
            Math.Min(course.Exam.Minutes, Minutes(course.Exam.Count * LessonLength.SecondsAQuestion)));
    }

    private static int Minutes(int seconds) => (int)Math.Ceiling(seconds / 60.0);
}
