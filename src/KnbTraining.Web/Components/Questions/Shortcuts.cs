namespace KnbTraining.Web.Components.Questions;

/// <summary>
/// Single keys, as values of <c>aria-keyshortcuts</c>: <c>wwwroot/js/shortcuts.js</c> presses what carries the key, so
/// that the server hears of a choice and never of a key.
/// </summary>
public static class Shortcuts
{
    public const string Next = "N Enter";

    public const string Previous = "P";

    public const string Flag = "F";

    /// <summary>Options beyond the fifth have a number only: F is taken.</summary>
    private const int Letters = 5;

    /// <param name="index">From 0.</param>
    public static string? Option(int index) => index switch
    {
        < Letters => $"{QuestionPrompt.Letter(index)} {index + 1}",
        < 9 => QuestionPrompt.Code(index + 1),
        _ => null,
    };
}
