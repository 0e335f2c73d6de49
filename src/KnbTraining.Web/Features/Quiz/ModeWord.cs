using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>How an attempt is called in the keys of its texts.</summary>
internal static class ModeWord
{
    /// <returns>"practice" or "refresher"; null for exams, whose keys have no word of their own.</returns>
    public static string? Of(AttemptMode mode) => mode switch
    {
        AttemptMode.Practice => "practice",
        AttemptMode.Refresher => "refresher",
        _ => null,
    };
}
