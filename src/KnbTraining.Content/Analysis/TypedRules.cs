using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>
/// An edition with its rules as somebody is writing them, complete or not. What a rule book cannot take is left out, and a text that is
/// missing shows another language's, so that whoever writes sees at once what the rule would do.
/// </summary>
public static class TypedRules
{
    private const string Folder = "rules";

    private const string NoText = "…";

    /// <summary>
    /// The edition with these rules in place of its own. It serves for looking only: no text of it was checked, and nobody may be asked by it.
    /// </summary>
    /// <param name="edition">Gives everything but the rules.</param>
    /// <param name="documents">Of these the documents of rules are read; one that cannot be read, or bears the id of another, is left out.</param>
    public static Edition In(Edition edition, DocumentSet documents)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(documents);
        var known = edition.Rules.Values.ToDictionary(rule => rule.Path, StringComparer.Ordinal);
        var read = documents.Under(Folder)
            .Select(document => edition.Documents.Find(document.Key) == document.Value && known.TryGetValue(document.Key, out var rule)
                ? rule
                : Read(edition, document.Key, document.Value))
            .OfType<RuleDocument>()
            .Where(rule => rule.Id.Length > 0)
            .DistinctBy(rule => rule.Id, StringComparer.Ordinal);
        var rules = WithoutLooseOverrides([.. read]);
        return new Edition(edition.Parts with
        {
            Documents = documents,
            RuleBook = new RuleBook(edition.RuleBook.Vocabulary, [.. rules.Select(rule => rule.Rule)]),
            Rules = rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal),
            Questions = edition.Questions.Where(question => question.Value.Rules.All(id => rules.Any(rule => rule.Id == id)))
                .ToDictionary(StringComparer.Ordinal),
        });
    }

    private static RuleDocument? Read(Edition edition, string path, string text)
    {
        if (FieldReader.Open(path, text, new FindingList()) is not { } fields)
        {
            return null;
        }

        var document = RuleReader.Read(fields);
        var (rule, words) = (document.Rule, edition.Words);
        return document with
        {
            Rule = rule with
            {
                Family = words.Families.ContainsKey(rule.Family) ? rule.Family : words.Families.Keys.First(),
                When = [.. rule.When.Select(condition => Known(edition.RuleBook.Vocabulary, condition)).Where(condition => condition.Values.Count > 0)],
                Then = rule.Then with { Duties = [.. rule.Then.Duties.Where(words.Duties.ContainsKey)] },
            },
            Title = Filled(document.Title),
            Statement = Filled(document.Statement),
            Basis = [.. document.Basis.Where(basis => edition.Instruments.ContainsKey(basis.Place.Instrument)
                && (basis.NamedBy is not { } named || edition.Sources.ContainsKey(named.Source)))],
            Sources = [.. document.Sources.Where(citation => edition.Sources.ContainsKey(citation.Source))
                .Select(citation => citation with { Facts = [.. citation.Facts.Where(edition.Facts.ContainsKey)] })],
            KeysOn = [.. document.KeysOn.Where(edition.Facts.ContainsKey)],
            Pairs = [.. document.Pairs.Where(pair => rule.Kind == RuleKind.Competence ? words.Bodies.ContainsKey(pair.Of) : edition.Glossary.ContainsKey(pair.Of))
                .Select(pair => pair with { Text = Filled(pair.Text) })],
            Stated = [.. document.Stated.Select(point => point with { Text = Filled(point.Text) })],
            LeftOpen = [.. document.LeftOpen.Select(point => point with { Text = Filled(point.Text) })],
        };
    }

    private static Condition Known(Vocabulary vocabulary, Condition condition) =>
        condition with { Values = [.. condition.Values.Where(value => vocabulary.Knows(condition.Dimension, value))] };

    private static LocalizedText Filled(LocalizedText text)
    {
        var any = Languages.All.Select(language => text[language]).FirstOrDefault(one => one.Length > 0) ?? NoText;
        return text.Select(one => one.Length > 0 ? one : any);
    }

    private static List<RuleDocument> WithoutLooseOverrides(List<RuleDocument> rules)
    {
        var ids = rules.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        rules = rules.ConvertAll(rule => rule.Rule.Overrides.All(id => ids.Contains(id) && id != rule.Id)
            ? rule
            : Overriding(rule, [.. rule.Rule.Overrides.Where(id => ids.Contains(id) && id != rule.Id)]));

        // Of rules that override each other in a circle none does: which of them is meant is not known.
        while (RuleBook.FindOverrideCircle([.. rules.Select(rule => rule.Rule)]) is { } circle)
        {
            rules = rules.ConvertAll(rule => circle.Contains(rule.Id, StringComparer.Ordinal) ? Overriding(rule, []) : rule);
        }

        return rules;
    }

    private static RuleDocument Overriding(RuleDocument document, string[] overrides) =>
        document with { Rule = document.Rule with { Overrides = overrides } };
}
