using System.Xml.Linq;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Moodle;

/// <summary>Makes a question of one element.</summary>
internal sealed class MoodleReader(string file, string language, FindingList findings, LossList losses, ExchangeChecks checks)
{
    // Replies to the question as a whole, and hints: nothing here has a place for them.
    private static readonly string[] General = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "hint"];

    public void Read(XElement element, List<ExchangeQuestion> questions)
    {
        var type = element.Attribute("type")?.Value.Trim() ?? "";
        if (type == "category")
        {
            return;
        }

        var line = SafeXml.LineOf(element);
        var name = Shortened(element.Element("name")?.Element("text")?.Value ?? "", line);
        if (Unknown(type) is { } why)
        {
            losses.Drop(name, line, why);
            return;
        }

        var question = new ExchangeQuestion
        {
            Name = name,
            Kind = QuestionKind.SingleChoice,
            Language = language,
            Stem = Text(element.Element("questiontext")),
            Explanation = Text(element.Element("generalfeedback")),
            Line = line,
            Frozen = FrozenId.Parse(element.Element("idnumber")?.Value.Trim()),
        };
        TellGeneral(element);
        var filled = type switch
        {
            "matching" => WithRows(question, element),
            "truefalse" => TrueOrFalse(question, element),
            _ => WithOptions(question, element),
        };
        if (filled is null)
        {
            losses.Forget();
            return;
        }

        checks.Take(
            ExchangeTags.Apply(filled, [.. element.Elements("tags").Elements("tag").Select(tag => tag.Element("text")?.Value ?? "")]),
            questions,
            losses);
    }

    private static FindingSentence? Unknown(string type) => type switch
    {
        "multichoice" or "truefalse" or "matching" => null,
        "description" => FindingSentence.Of("It is a text that asks nothing."),
        "essay" => FindingSentence.Of("It asks for a text in words of one's own."),
        "shortanswer" or "cloze" or "gapselect" => FindingSentence.Of("It asks for a word that is to be typed."),
        "numerical" or "calculated" or "calculatedsimple" => FindingSentence.Of("It asks for a number."),
        "calculatedmulti" => FindingSentence.Of("Its values are drawn when it is asked."),
        _ => FindingSentence.Of($"Questions of the type '{type}' do not exist here."),
    };

    private ExchangeQuestion? WithOptions(ExchangeQuestion question, XElement element)
    {
        var single = element.Element("single")?.Value.Trim() is not ("false" or "0");
        var options = new List<ExchangeOption>();
        foreach (var answer in element.Elements("answer"))
        {
            if (WeightOf(question, answer) is not { } weight)
            {
                return null;
            }

            if (single && weight is > 0 and < 100)
            {
                losses.Change(FindingSentence.Of("An answer that was right in part counts as wrong."));
            }

            options.Add(new ExchangeOption(Text(answer), single ? weight >= 100 : weight > 0, Text(answer.Element("feedback"))));
        }

        return question with { Kind = single ? QuestionKind.SingleChoice : QuestionKind.MultipleChoice, Options = options };
    }

    private ExchangeQuestion? TrueOrFalse(ExchangeQuestion question, XElement element)
    {
        var (holds, whenTrue, whenFalse) = (default(bool?), "", "");
        foreach (var answer in element.Elements("answer"))
        {
            if (WeightOf(question, answer) is not { } weight)
            {
                return null;
            }

            var isTrue = string.Equals(answer.Element("text")?.Value.Trim(), "true", StringComparison.OrdinalIgnoreCase);
            var reply = Text(answer.Element("feedback"));
            holds = weight >= 100 ? isTrue : holds;
            (whenTrue, whenFalse) = isTrue ? (reply, whenFalse) : (whenTrue, reply);
        }

        return question with { Kind = QuestionKind.TrueFalse, Options = TrueFalseWords.Options(question.Language, holds, whenTrue, whenFalse) };
    }

    private ExchangeQuestion WithRows(ExchangeQuestion question, XElement element)
    {
        var pairs = element.Elements("subquestion")
            .Select(row => new ExchangePair(Text(row), Partner(row.Element("answer"))))
            .Where(pair => pair.Row.Length > 0 || pair.Choice.Length > 0)
            .ToArray();
        return question with
        {
            Kind = QuestionKind.Matching,
            Pairs = [.. pairs.Where(pair => pair.Row.Length > 0)],
            Spare = [.. pairs.Where(pair => pair.Row.Length == 0).Select(pair => pair.Choice)],
        };
    }

    // Moodle itself has plain partners; other programs that write its format say so where theirs are HTML.
    private string Partner(XElement? answer) =>
        answer?.Attribute("format")?.Value == "html" ? Text(answer) : ExchangeText.Paragraphs(answer?.Element("text")?.Value ?? "");

    private double? WeightOf(ExchangeQuestion question, XElement answer)
    {
        var said = answer.Attribute("fraction")?.Value.Trim() ?? "";
        if (ExchangeWeights.Parse(said) is { } weight)
        {
            return weight;
        }

        findings.Add(file, SafeXml.LineOf(answer), $"'{said}' in '{question.Name}' is no share of a point.", "Give each answer a fraction from -100 to 100.");
        return null;
    }

    private void TellGeneral(XElement element)
    {
        if (General.Any(name => element.Elements(name).Any(reply => !string.IsNullOrWhiteSpace(reply.Element("text")?.Value))))
        {
            losses.Change(FindingSentence.Of("Hints and replies to the question as a whole are left out."));
        }

        // Before its version 2, a picture stood beside the text.
        if (!string.IsNullOrWhiteSpace(element.Element("image")?.Value))
        {
            losses.Change(FindingSentence.Of("Pictures, sounds and formulas are left out."));
        }

        if (element.Element("defaultgrade")?.Value.Trim() is { } grade && ExchangeWeights.Parse(grade) is { } points and not 1 and not 0)
        {
            losses.Change(FindingSentence.Of($"It earned {points} points; here every question earns one."));
        }
    }

    private string Text(XElement? element)
    {
        if (element?.Element("text")?.Value is not { } text)
        {
            return "";
        }

        if (element.Elements("file").Any())
        {
            losses.Change(FindingSentence.Of("Pictures, sounds and formulas are left out."));
        }

        return element.Attribute("format")?.Value is "plain_text" or "markdown" ? ExchangeText.Paragraphs(text)
            : RichText.FromHtml(text, keepsLines: element.Attribute("format")?.Value == "moodle_auto_format", losses);
    }

    private static string Shortened(string name, int line)
    {
        var text = ExchangeText.Line(name);
        return text.Length == 0 ? $"? ({line})" : text.Length <= ExchangeQuestions.LongestName ? text : text[..(ExchangeQuestions.LongestName - 1)].TrimEnd() + "…";
    }
}
