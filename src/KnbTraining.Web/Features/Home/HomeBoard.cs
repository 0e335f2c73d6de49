using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Web.Components;

namespace KnbTraining.Web.Features.Home;

/// <summary>The one refresher that home offers.</summary>
/// <param name="Open">The refresher under way; null where none is.</param>
/// <param name="Waiting">How many other courses have rules to refresh now, or a refresher under way.</param>
public sealed record RefresherOnBoard(CourseRefreshers Course, AttemptRow? Open, int Waiting);

/// <summary>What the home page shows, in the order in which it matters.</summary>
public sealed class HomeBoard
{
    /// <summary>Results shown; older ones stand in the transcript.</summary>
    public const int ResultCount = 5;

    /// <summary>Key of the words that lead to a text.</summary>
    public const string ReadText = "Read.go";

    private readonly IReadOnlyList<AcknowledgementView> _texts;

    /// <param name="refreshers">Of all courses, most urgent first.</param>
    /// <param name="texts">All texts that are addressed to the viewer.</param>
    public HomeBoard(
        IReadOnlyList<CycleView> cycles, IReadOnlyList<AttemptRow> attempts, IReadOnlyList<CourseRefreshers> refreshers, IReadOnlyList<AcknowledgementView> texts)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        ArgumentNullException.ThrowIfNull(attempts);
        ArgumentNullException.ThrowIfNull(refreshers);
        ArgumentNullException.ThrowIfNull(texts);
        _texts = texts;
        Due = [.. cycles.Where(cycle => cycle.State != CycleState.Done && cycle.Away is null).OrderBy(cycle => cycle.DueOn)];
        Away = [.. cycles.Where(cycle => cycle.State != CycleState.Done && cycle.Away is not null).OrderBy(cycle => cycle.DueOn)];
        var inCards = Due.SelectMany(cycle => cycle.Acknowledgements).ToHashSet(StringComparer.Ordinal);
        ToRead = [.. texts.Where(text => text.Standing.MayConfirm && !inCards.Contains(text.DocumentId))];
        Done = [.. cycles.Where(cycle => cycle.State == CycleState.Done).OrderByDescending(cycle => cycle.CompletedOn)];
        var wanted = refreshers.Where(course => course.Due > 0 || course.OpenAttemptId is not null).ToArray();
        Refresher = wanted is [var first, .. var others]
            ? new RefresherOnBoard(first, attempts.FirstOrDefault(attempt => attempt.Id == first.OpenAttemptId), others.Length)
            : null;
        var continuedFromCards = Due.Select(cycle => cycle.OpenAttemptId).Append(Refresher?.Course.OpenAttemptId).OfType<Guid>().ToHashSet();
        Open = [.. attempts.Where(attempt => attempt.State == AttemptState.Open && !continuedFromCards.Contains(attempt.Id)).OrderByDescending(attempt => attempt.StartedAt)];
        Results = [.. attempts.Where(attempt => attempt.State == AttemptState.Graded).OrderByDescending(attempt => attempt.SubmittedAt).Take(ResultCount)];
    }

    /// <summary>Not done, earliest due date first.</summary>
    public IReadOnlyList<CycleView> Due { get; }

    /// <summary>Open, and not asked for today: waived, or suspended during a leave.</summary>
    public IReadOnlyList<CycleView> Away { get; }

    /// <summary>Texts that may be confirmed now and stand in no card of a course.</summary>
    public IReadOnlyList<AcknowledgementView> ToRead { get; }

    /// <summary>What has a due date or had one.</summary>
    public int DueCount => Due.Count + ToRead.Count(text => text.Standing.IsDue);

    /// <summary>Done, latest first.</summary>
    public IReadOnlyList<CycleView> Done { get; }

    /// <summary>
    /// The first refresher of all courses: one that is under way, else that of the course with most rules due. Rules are
    /// remembered across courses, so what it asks may settle the others. Null where nothing is to be refreshed now.
    /// </summary>
    public RefresherOnBoard? Refresher { get; }

    /// <summary>Attempts under way that no card leads back to.</summary>
    public IReadOnlyList<AttemptRow> Open { get; }

    /// <summary>The latest graded attempts.</summary>
    public IReadOnlyList<AttemptRow> Results { get; }

    /// <summary>Key of the greeting for a local hour, 0 to 23.</summary>
    public static string GreetingKey(int hour) => hour switch
    {
        >= 5 and < 12 => "Greeting.morning",
        >= 12 and < 18 => "Greeting.day",
        _ => "Greeting.evening",
    };

    /// <summary>The texts of a course that are addressed to the viewer, in its order.</summary>
    public IReadOnlyList<AcknowledgementView> TextsOf(CycleView cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return _texts.Of(cycle.Acknowledgements);
    }

    /// <summary>
    /// Minutes until a course is done: the lessons not yet read, the texts not yet confirmed, and the exam where a clock runs. While the exam runs its own
    /// clock tells what is left.
    /// </summary>
    public static (int Minutes, string TextKey) MinutesLeft(CycleView cycle, IReadOnlyList<AcknowledgementView> texts)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(texts);
        var reading = cycle.MinutesLeft + texts.Where(text => text.Standing.IsDue).Sum(text => text.Minutes);
        return cycle.OpenAttemptId is not null ? (0, "MinutesLeft")
            : cycle.ExamMinutes is { } exam ? (reading + exam, "MinutesLeft.exam")
            : (reading, "MinutesLeft");
    }

    /// <summary>
    /// Where the main button of a card leads, and the key of its words: back into the quiz, to the next lesson, to the first
    /// text that is to be confirmed, to the exam.
    /// </summary>
    public static (string Href, string TextKey) NextStep(CycleView cycle, IReadOnlyList<AcknowledgementView> texts)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(texts);
        return cycle switch
        {
            { OpenAttemptId: { } attempt } => ($"quiz/{attempt}", "ContinueAttempt"),
            { NextLessonId: { } lesson } => ($"learn/{cycle.CourseId}/{lesson}", cycle.LessonsDone == 0 ? "Start" : "Continue"),
            _ when texts.FirstOrDefault(text => text.Standing.IsDue) is { } text => (AcknowledgementAddress.Of(text.DocumentId, cycle.CourseId), ReadText),
            _ => ($"exam/{cycle.CourseId}", "ToExam"),
        };
    }
}
