using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>What the formats cannot hold of a question of ours.</summary>
internal static class ExchangeLosses
{
    /// <summary>In the formats of Moodle.</summary>
    public static void Tell(ExchangeQuestion question, LossList losses)
    {
        if (question.Case.Length > 0)
        {
            losses.Change(FindingSentence.Of("The case stands before the question as one text."));
        }

        TellKind(question, losses);
    }

    /// <summary>In every format.</summary>
    public static void TellKind(ExchangeQuestion question, LossList losses)
    {
        if (question.Kind == QuestionKind.TrueFalse)
        {
            losses.Change(FindingSentence.Of("Right or wrong became a choice of two, so that the words of both answers stay."));
        }
    }
}
