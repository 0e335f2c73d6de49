using KnbTraining.Learning.Attempts;

namespace KnbTraining.WebTests.Features.Quiz;

/// <summary>Attempts as views, without a database.</summary>
internal static class Attempts
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public static AttemptView View(int complete, int partly, int open) => new(
        Guid.CreateVersion7(),
        "course",
        "Course",
        AttemptMode.Exam,
        AttemptState.Open,
        1,
        Now,
        Now.AddMinutes(30),
        [.. Enumerable.Range(1, complete + partly + open).Select(position => new AttemptItemView(
            position,
            "single-choice",
            null,
            $"Question {position}",
            [new("a", "A"), new("b", "B")],
            [],
            [],
            position <= complete + partly ? ["a"] : [],
            position <= complete + partly ? Now : null,
            Flagged: position == 1,
            Complete: position <= complete))]);
}
