using System.Text.RegularExpressions;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// Who names a legal basis is known of each, and no key rests on one that no source names: a place in the law that a statement
/// or a question calls by its number, or a point that says that the sources settle it.
/// </summary>
internal static class BasisCheck
{
    public static void Run(EditionParts parts, FindingList findings)
    {
        foreach (var rule in parts.Rules.Values)
        {
            foreach (var basis in rule.Basis)
            {
                CheckNamed(parts, rule, basis, findings);
            }

            CheckPoints(parts, rule, findings);
            foreach (var text in rule.Stated.Concat(rule.LeftOpen).Select(point => point.Text).Append(rule.Statement))
            {
                CheckPlaces(parts, text, [rule], rule.Path, findings);
            }
        }

        foreach (var question in parts.Questions.Values)
        {
            RuleDocument[] rules = [.. question.Rules.Select(rule => parts.Rules[rule])];
            var key = question.Options.Where(option => option.Correct).SelectMany(option => new[] { option.Text, option.Feedback });
            foreach (var text in key.Append(question.Stem))
            {
                CheckPlaces(parts, text, rules, question.Path, findings);
            }
        }
    }

    private static void CheckNamed(EditionParts parts, RuleDocument rule, Basis basis, FindingList findings)
    {
        if (basis.NamedBy is { } named)
        {
            if (!rule.Sources.Any(citation => citation.Source == named.Source && citation.Paragraphs.Contains(named.Paragraph)))
            {
                Add(
                    basis.Place.Instrument,
                    $"The basis '{basis.Place.Instrument}' is named in paragraph {named.Paragraph} of '{named.Source}', which the rule does not cite.",
                    "Cite that paragraph under `sources`, or say who names the basis.");
            }
        }
        else if (!parts.Background.Any(entry => entry.Place.Instrument == basis.Place.Instrument && entry.Place.Article == basis.Place.Article && entry.Place.Part == basis.Place.Part))
        {
            Add(basis.Place.Instrument, $"No entry of the legal background is about the basis '{basis.Place.Instrument}' of this rule.", "Add one to background.yaml, or take the basis out.");
        }

        void Add(string passage, FindingSentence message, FindingSentence advice) => findings.Add(rule.Path, parts.Documents.LineOf(rule.Path, passage), message, advice);
    }

    private static void CheckPoints(EditionParts parts, RuleDocument rule, FindingList findings)
    {
        bool Named(Point point) => rule.Basis.Any(basis => basis.NamedBy is not null && basis.Purpose == point.Names && (basis.Place.Article ?? basis.Place.Item) is not null);

        foreach (var point in rule.Stated.Where(point => point.Names is not null && !Named(point)))
        {
            findings.Add(
                rule.Path,
                parts.Documents.LineOf(rule.Path, point.Id),
                $"The point '{point.Id}' says that the sources settle a legal basis, and no source names one for that.",
                "Move it to `left-open`, or add the basis with the paragraph that names it.");
        }

        foreach (var point in rule.LeftOpen.Where(point => point.Names is not null && Named(point)))
        {
            findings.Add(
                rule.Path,
                parts.Documents.LineOf(rule.Path, point.Id),
                $"The point '{point.Id}' says that the sources leave a legal basis open, and a source names it.",
                "Move it to `stated`.");
        }
    }

    private static void CheckPlaces(EditionParts parts, LocalizedText text, IReadOnlyList<RuleDocument> rules, string path, FindingList findings)
    {
        if (parts.Wording is not { } wording)
        {
            return;
        }

        var named = rules.SelectMany(rule => rule.Basis).Where(basis => basis.NamedBy is not null)
            .SelectMany(basis => new[] { basis.Place.Article, basis.Place.Item }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var language in Languages.All)
        {
            foreach (var place in PlacesIn(text[language], wording.LawPlaces.ByLanguage[language]).Where(place => !named.Contains(place)).Distinct(StringComparer.Ordinal))
            {
                findings.Add(
                    path,
                    parts.Documents.LineOf(path, place),
                    $"A text in '{language}' names the place '{place}' of a law, which no source names for the rules it rests on.",
                    "Leave the number out, or add the basis to the rule with the paragraph that names it.");
            }
        }
    }

    /// <summary>The numbers that a text calls places in the law.</summary>
    private static IEnumerable<string> PlacesIn(string text, IReadOnlyList<string> words)
    {
        foreach (Match number in Number.Matches(text))
        {
            var before = text[..number.Index].TrimEnd();
            var word = before[(before.LastIndexOfAny([' ', '\u00a0', '(', '«', '“', '"']) + 1)..];
            var behind = text[(number.Index + number.Length)..];
            if (words.Any(known => (known[0] == '-' ? behind : word).StartsWith(known, StringComparison.OrdinalIgnoreCase)))
            {
                yield return number.Value;
            }
        }
    }

    private static readonly Regex Number = new(@"[0-9]+(-[0-9]+)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
}
