namespace KnbTraining.Learning.Lessons;

/// <summary>A lesson that a person finished: a row per course, dated with the last time.</summary>
public sealed class LessonProgress(Guid personId, string courseId, string lessonId, int editionNumber, DateTimeOffset doneAt)
{
    public Guid PersonId { get; private set; } = personId;

    public string CourseId { get; private set; } = courseId;

    public string LessonId { get; private set; } = lessonId;

    public int EditionNumber { get; private set; } = editionNumber;

    public DateTimeOffset DoneAt { get; private set; } = doneAt;

    /// <summary>Done again, for example for a renewal.</summary>
    public void Repeat(int editionNumber, DateTimeOffset now)
    {
        EditionNumber = editionNumber;
        DoneAt = now;
    }
}
