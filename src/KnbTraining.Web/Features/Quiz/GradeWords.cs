using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>How an answer came out, in words.</summary>
internal static class GradeWords
{
    /// <summary>The key of the words.</summary>
    public static string KeyOf(ResultItemView item) => item switch
    {
        { FoundWrong: WrongItems.Count } => "Grade.counted",
        { FoundWrong: WrongItems.LeaveOut } => "Grade.leftOut",
        { Score: >= 1 } => "Grade.right",
        { Answered: false } => "Grade.unanswered",
        { SureAndWrong: true, Score: > 0 } => "Grade.sureButPartly",
        { SureAndWrong: true } => "Grade.sureButWrong",
        { Score: > 0 } => "Grade.partly",
        _ => "Grade.wrong",
    };
}
