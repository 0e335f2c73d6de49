using System.Globalization;
using System.Text;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Gift;

internal static class GiftWriter
{
    public static void Append(StringBuilder text, ExchangeQuestion question, LossList losses)
    {
        text.Append("// ");
        if (question.Frozen is { } frozen)
        {
            text.Append(CultureInfo.InvariantCulture, $"[id:{frozen}] ");
        }

        text.AppendJoin(' ', ExchangeTags.Of(question).Select(tag => $"[tag:{tag}]"));
        text.Append(CultureInfo.InvariantCulture, $"\n::{Escape(ExchangeText.Line(question.Name))}::[plain]{Escape(question.WholeStem)}{{\n");
        if (question.Kind == QuestionKind.Matching)
        {
            AppendRows(text, question, losses);
        }
        else
        {
            AppendOptions(text, question);
        }

        ExchangeLosses.Tell(question, losses);
        if (question.Explanation.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\t####{Escape(question.Explanation)}\n");
        }

        text.Append("}\n\n");
    }

    private static void AppendOptions(StringBuilder text, ExchangeQuestion question)
    {
        var several = question.Kind == QuestionKind.MultipleChoice;
        foreach (var option in question.Options)
        {
            // A weight in front of each: Moodle would take a text that begins with % for one.
            var mark = several ? $"~%{ExchangeWeights.Percent(question, option)}%" : option.Correct ? "=" : "~%0%";
            text.Append(CultureInfo.InvariantCulture, $"\t{mark}{Answer(option.Text)}");
            text.Append(option.Feedback.Length > 0 ? $"#{Answer(option.Feedback)}\n" : "\n");
        }
    }

    private static void AppendRows(StringBuilder text, ExchangeQuestion question, LossList losses)
    {
        foreach (var pair in question.Pairs)
        {
            text.Append(CultureInfo.InvariantCulture, $"\t={Part(pair.Row, losses)} -> {Part(pair.Choice, losses)}\n");
        }

        foreach (var spare in question.Spare)
        {
            text.Append(CultureInfo.InvariantCulture, $"\t= -> {Part(spare, losses)}\n");
        }
    }

    private static string Part(string text, LossList losses)
    {
        if (text.Contains("->", StringComparison.Ordinal))
        {
            losses.Change(FindingSentence.Of("The sign -> in a text became →: in this format it parts a row from its partner."));
        }

        return Answer(text.Replace("->", "→", StringComparison.Ordinal));
    }

    // What begins with a bracket would be taken for the name of a text format.
    private static string Answer(string text) => text.StartsWith('[') ? $"[plain]{Escape(text)}" : Escape(text);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in ExchangeText.Paragraphs(text))
        {
            escaped.Append(c switch
            {
                '\\' or '~' or '=' or '#' or '{' or '}' or ':' => $"\\{c}",
                '\n' => "\\n",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
