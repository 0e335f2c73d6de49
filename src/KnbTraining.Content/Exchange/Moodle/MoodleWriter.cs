using System.Xml.Linq;
using KnbTraining.Content.Items;

namespace KnbTraining.Content.Exchange.Moodle;

internal static class MoodleWriter
{
    public static XElement Of(ExchangeQuestion question)
    {
        var element = new XElement(
            "question",
            new XAttribute("type", question.Kind == QuestionKind.Matching ? "matching" : "multichoice"),
            new XElement("name", Text(ExchangeText.Line(question.Name))),
            Formatted("questiontext", question.WholeStem),
            Formatted("generalfeedback", question.Explanation),
            new XElement("defaultgrade", "1"),
            new XElement("hidden", "0"));
        if (question.Frozen is { } frozen)
        {
            element.Add(new XElement("idnumber", frozen.ToString()));
        }

        element.Add(new XElement("shuffleanswers", question.Kind == QuestionKind.TrueFalse ? "false" : "true"));
        if (question.Kind == QuestionKind.Matching)
        {
            element.Add(question.Pairs.Select(pair => Row(pair.Row, pair.Choice)));
            element.Add(question.Spare.Select(choice => Row("", choice)));
        }
        else
        {
            element.Add(
                new XElement("single", question.Kind == QuestionKind.MultipleChoice ? "false" : "true"),
                new XElement("answernumbering", "none"),
                question.Options.Select(option => Answer(question, option)));
        }

        element.Add(new XElement("tags", ExchangeTags.Of(question).Select(tag => new XElement("tag", Text(tag)))));
        return element;
    }

    private static XElement Answer(ExchangeQuestion question, ExchangeOption option)
    {
        var share = question.Kind == QuestionKind.MultipleChoice ? ExchangeWeights.Percent(question, option) : option.Correct ? "100" : "0";
        var answer = Formatted("answer", option.Text);
        answer.Add(new XAttribute("fraction", share), Formatted("feedback", option.Feedback));
        return answer;
    }

    private static XElement Row(string row, string choice)
    {
        var element = Formatted("subquestion", row);
        element.Add(new XElement("answer", Text(choice)));
        return element;
    }

    private static XElement Formatted(string name, string text) => new(name, new XAttribute("format", "plain_text"), Text(ExchangeText.Paragraphs(text)));

    private static XElement Text(string text) => new("text", text);
}
