using System.Globalization;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>
/// Makes documents under <c>questions/</c> of questions that came from outside. They hold the words of one language; the content check tells
/// an editor what is still to be written, and nothing is published before.
/// </summary>
public static class QuestionDraft
{
    private const int LongestId = 60;

    /// <summary>Why a question cannot become a hand-written one; null where it can.</summary>
    public static FindingSentence? WhyNot(ExchangeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Kind == QuestionKind.Matching
            ? FindingSentence.Of("Rows with partners are made of the rules here, and cannot be written by hand.")
            : null;
    }

    /// <summary>Told with a question that came back with other words, and has other words here too by now.</summary>
    public static FindingSentence ChangedHere => FindingSentence.Of("The question was changed here too since it was exported: what came back replaces that.");

    /// <summary>Told with a question that names a rule that is not here: the tag is not dropped without a word.</summary>
    public static FindingSentence UnknownRule(string rule) => FindingSentence.Of($"The question names the rule '{rule}', which is not here. Choose one that is.");

    /// <summary>Told with a question whose wrong answers name misconceptions that are not here.</summary>
    public static FindingSentence UnknownMisconceptions(string misconceptions) =>
        FindingSentence.Of($"Wrong answers name mix-ups that are not here: {misconceptions}. Choose others once the question is taken.");

    /// <summary>How many findings of its own a document has: what is still to be written, and wrong answers that name no misconception.</summary>
    public static int CountFindings(string path, string document)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(document);
        var findings = new FindingList();
        if (FieldReader.Open(path, document, findings) is not { } fields)
        {
            return findings.Count;
        }

        var question = CourseReader.Question(fields);
        return findings.Count + question.Options.Count(option => !option.Correct && option.Misconception is null);
    }

    /// <summary>A new document.</summary>
    /// <param name="edition">Knows the rule, and which misconceptions there are.</param>
    /// <exception cref="KeyNotFoundException">The edition has no such rule.</exception>
    public static string Write(ExchangeQuestion question, string id, string rule, Edition edition)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(edition);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"id: {id}\nauthored: true\ntranslation: {{ ").AppendJoin(", ", Languages.All.Select(language => $"{language}: draft"));
        text.Append(CultureInfo.InvariantCulture, $" }}\nkind: {QuestionKinds.Of(question.Kind).Id}\nrules: [{rule}]\nkeys-on: [").AppendJoin(", ", edition.Rules[rule].KeysOn).Append("]\nstem:\n");
        YamlText.Append(text, "  ", In(question.Language, question.WholeStem));
        text.Append("options:\n");
        for (var i = 0; i < question.Options.Count; i++)
        {
            var option = question.Options[i];
            text.Append(CultureInfo.InvariantCulture, $"  - id: {(char)('a' + i)}\n    text:\n");
            YamlText.Append(text, "      ", In(question.Language, option.Text));
            text.Append(CultureInfo.InvariantCulture, $"    correct: {(option.Correct ? "true" : "false")}\n");
            if (!option.Correct && option.Misconception is { } misconception && edition.Misconceptions.ContainsKey(misconception))
            {
                text.Append(CultureInfo.InvariantCulture, $"    misconception: {misconception}\n");
            }

            // Explanations are made of the rules here; what was written as one is best kept where it is read.
            var reply = option.Feedback.Length == 0 && option.Correct && question.Frozen is null ? question.Explanation : option.Feedback;
            text.Append("    feedback:\n");
            YamlText.Append(text, "      ", In(question.Language, reply));
        }

        return text.ToString();
    }

    /// <summary>
    /// A hand-written question with the words of one language, and the key, as they came back. Answers are known by their words, else by
    /// their place.
    /// </summary>
    /// <returns>Null where it has another number of answers: it is another question then.</returns>
    public static string? Update(string document, ExchangeQuestion question, AuthoredQuestion known)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(known);
        if (question.Options.Count != known.Options.Count)
        {
            return null;
        }

        var language = question.Language;
        var left = Enumerable.Range(0, known.Options.Count).ToList();
        var places = new int?[known.Options.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var found = left.FindIndex(place => ExchangeText.Folded(known.Options[place].Text[language]) == ExchangeText.Folded(question.Options[i].Text));
            if (found >= 0)
            {
                places[i] = left[found];
                left.RemoveAt(found);
            }
        }

        var values = new List<KeyValuePair<string, string>> { new($"stem/{language}", ExchangeText.Line(question.WholeStem)), new($"translation/{language}", "draft") };
        for (var i = 0; i < places.Length; i++)
        {
            var place = places[i] ?? Take(left);
            var option = question.Options[i];
            values.Add(new($"options/{place}/text/{language}", ExchangeText.Line(option.Text)));
            values.Add(new($"options/{place}/feedback/{language}", ExchangeText.Line(option.Feedback)));
            values.Add(new($"options/{place}/correct", option.Correct ? "true" : "false"));
        }

        var paths = YamlEdit.Paths(document).ToHashSet(StringComparer.Ordinal);
        return values.TrueForAll(value => paths.Contains(value.Key)) ? YamlEdit.Set(document, values) : null;
    }

    /// <summary>An id of letters of the Latin alphabet, made of a name; empty where it has none.</summary>
    public static string IdOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(char.ToLowerInvariant(c));
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }

            if (id.Length >= LongestId)
            {
                break;
            }
        }

        return id.ToString().Trim('-') is var made && made.Any(char.IsAsciiLetter) ? made : "";
    }

    private static int Take(List<int> left)
    {
        var place = left[0];
        left.RemoveAt(0);
        return place;
    }

    private static Dictionary<string, string> In(string language, string text) =>
        Languages.All.ToDictionary(code => code, code => code == language ? text : "", StringComparer.Ordinal);
}
