using System.Globalization;
using System.Xml.Linq;
using KnbTraining.Content.Items;

namespace KnbTraining.Content.Exchange.Qti;

internal static class QtiWriter
{
    public const string Response = "RESPONSE";

    /// <summary>The outcome that shows the explanation, and its only value.</summary>
    public const string Explanation = "EXPLANATION";

    private const string Feedback = "FEEDBACK";

    public static XElement Stimulus(string id, string text, string language) => new(
        Named("assessment-stimulus"),
        new XAttribute("identifier", id),
        new XAttribute("title", id),
        new XAttribute(XNamespace.Xml + "lang", language),
        new XElement(Named("stimulus-body"), Paragraphs(text)));

    public static XElement Item(string id, ExchangeQuestion question, string? stimulus)
    {
        var item = new XElement(
            Named("assessment-item"),
            new XAttribute("identifier", id),
            new XAttribute("title", ExchangeText.Line(question.Name)),
            new XAttribute("adaptive", "false"),
            new XAttribute("time-dependent", "false"),
            new XAttribute(XNamespace.Xml + "lang", question.Language),
            Declaration(question),
            Outcome("SCORE", "single", "float"));
        if (question.Kind != QuestionKind.Matching)
        {
            item.Add(Outcome(Feedback, Cardinality(question), "identifier"));
        }

        item.Add(Outcome(Explanation, "single", "identifier"));
        if (stimulus is not null)
        {
            item.Add(new XElement(Named("assessment-stimulus-ref"), new XAttribute("identifier", stimulus), new XAttribute("href", $"../stimuli/{stimulus}.xml")));
        }

        item.Add(
            new XElement(
                Named("item-body"),
                stimulus is null ? null : new XElement(QtiPackage.Items + "div", new XAttribute("class", "qti-shared-stimulus"), new XAttribute("data-stimulus-idref", stimulus)),
                question.Kind == QuestionKind.Matching ? Rows(question) : Choices(question)),
            Processing(question));
        for (var i = 0; i < question.Options.Count; i++)
        {
            if (question.Options[i].Feedback.Length > 0)
            {
                item.Add(Modal(Feedback, Choice(i), question.Options[i].Feedback));
            }
        }

        if (question.Explanation.Length > 0)
        {
            item.Add(Modal(Explanation, Explanation, question.Explanation));
        }

        return item;
    }

    private static XElement Declaration(ExchangeQuestion question)
    {
        var choices = ChoicesOf(question);
        var right = question.Kind == QuestionKind.Matching
            ? question.Pairs.Select((pair, i) => $"{Row(i)} {Choice(choices.IndexOf(pair.Choice))}")
            : question.Options.Index().Where(option => option.Item.Correct).Select(option => Choice(option.Index));
        var declaration = new XElement(
            Named("response-declaration"),
            new XAttribute("identifier", Response),
            new XAttribute("cardinality", question.Kind == QuestionKind.Matching ? "multiple" : Cardinality(question)),
            new XAttribute("base-type", question.Kind == QuestionKind.Matching ? "directedPair" : "identifier"),
            new XElement(Named("correct-response"), right.Select(value => new XElement(Named("value"), value))));

        // As it is graded here: rows share the point; of several answers wrong ones cost.
        if (question.Kind == QuestionKind.Matching)
        {
            declaration.Add(Mapping(right.Select(pair => (pair, 1.0 / question.Pairs.Count))));
        }
        else if (question.Kind == QuestionKind.MultipleChoice)
        {
            var count = question.Options.Count(option => option.Correct);
            declaration.Add(Mapping(question.Options.Select((option, i) => (Choice(i), option.Correct ? 1.0 / count : -1.0 / (question.Options.Count - count)))));
        }

        return declaration;
    }

    private static XElement Mapping(IEnumerable<(string Key, double Value)> entries) => new(
        Named("mapping"),
        new XAttribute("lower-bound", "0"),
        new XAttribute("default-value", "0"),
        entries.Select(entry => new XElement(
            Named("map-entry"), new XAttribute("map-key", entry.Key), new XAttribute("mapped-value", entry.Value.ToString("0.######", CultureInfo.InvariantCulture)))));

    private static XElement Choices(ExchangeQuestion question) => new(
        Named("choice-interaction"),
        new XAttribute("response-identifier", Response),
        new XAttribute("shuffle", question.Kind == QuestionKind.TrueFalse ? "false" : "true"),
        new XAttribute("max-choices", question.Kind == QuestionKind.MultipleChoice ? "0" : "1"),
        new XElement(Named("prompt"), Paragraphs(question.Stem)),
        question.Options.Select((option, i) => new XElement(Named("simple-choice"), new XAttribute("identifier", Choice(i)), Paragraphs(option.Text))));

    private static XElement Rows(ExchangeQuestion question) => new(
        Named("match-interaction"),
        new XAttribute("response-identifier", Response),
        new XAttribute("shuffle", "true"),
        new XAttribute("max-associations", question.Pairs.Count),
        new XElement(Named("prompt"), Paragraphs(question.Stem)),
        new XElement(Named("simple-match-set"), question.Pairs.Select((pair, i) => Associable(Row(i), "1", pair.Row))),
        new XElement(Named("simple-match-set"), ChoicesOf(question).Select((choice, i) => Associable(Choice(i), "0", choice))));

    private static XElement Associable(string id, string most, string text) =>
        new(Named("simple-associable-choice"), new XAttribute("identifier", id), new XAttribute("match-max", most), Paragraphs(text));

    private static XElement Processing(ExchangeQuestion question)
    {
        var score = question.Kind is QuestionKind.MultipleChoice or QuestionKind.Matching
            ? SetOutcome("SCORE", new XElement(Named("map-response"), new XAttribute("identifier", Response)))
            : new XElement(
                Named("response-condition"),
                new XElement(
                    Named("response-if"),
                    new XElement(
                        Named("match"),
                        new XElement(Named("variable"), new XAttribute("identifier", Response)),
                        new XElement(Named("correct"), new XAttribute("identifier", Response))),
                    SetOutcome("SCORE", new XElement(Named("base-value"), new XAttribute("base-type", "float"), "1"))));
        return new XElement(
            Named("response-processing"),
            score,
            question.Kind == QuestionKind.Matching ? null : SetOutcome(Feedback, new XElement(Named("variable"), new XAttribute("identifier", Response))),
            SetOutcome(Explanation, new XElement(Named("base-value"), new XAttribute("base-type", "identifier"), Explanation)));
    }

    private static XElement SetOutcome(string id, XElement value) => new(Named("set-outcome-value"), new XAttribute("identifier", id), value);

    private static XElement Modal(string outcome, string id, string text) => new(
        Named("modal-feedback"),
        new XAttribute("outcome-identifier", outcome),
        new XAttribute("identifier", id),
        new XAttribute("show-hide", "show"),
        new XElement(Named("content-body"), Paragraphs(text)));

    private static XElement Outcome(string id, string cardinality, string type) =>
        new(Named("outcome-declaration"), new XAttribute("identifier", id), new XAttribute("cardinality", cardinality), new XAttribute("base-type", type));

    private static List<string> ChoicesOf(ExchangeQuestion question) =>
        [.. question.Pairs.Select(pair => pair.Choice).Concat(question.Spare).Distinct(StringComparer.Ordinal)];

    private static string Cardinality(ExchangeQuestion question) => question.Kind == QuestionKind.MultipleChoice ? "multiple" : "single";

    private static IEnumerable<XElement> Paragraphs(string text) =>
        ExchangeText.Paragraphs(text).Split('\n').Select(line => new XElement(QtiPackage.Items + "p", line));

    private static string Choice(int index) => string.Create(CultureInfo.InvariantCulture, $"C{index + 1}");

    private static string Row(int index) => string.Create(CultureInfo.InvariantCulture, $"R{index + 1}");

    private static XName Named(string name) => QtiPackage.Items + $"qti-{name}";
}
