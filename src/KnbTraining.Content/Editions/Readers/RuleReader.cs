using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads one document under <c>rules/</c>.</summary>
internal static class RuleReader
{
    /// <summary>The facts that a key turns on, in rules, points and questions.</summary>
    public const string KeysOn = "keys-on";

    private const string Background = "background";

    private static readonly Dictionary<string, RuleKind> Kinds = new(StringComparer.Ordinal)
    {
        ["liability"] = RuleKind.Liability,
        ["duty"] = RuleKind.Duty,
        ["competence"] = RuleKind.Competence,
        ["definition"] = RuleKind.Definition,
        ["open"] = RuleKind.Open,
    };

    private static readonly Dictionary<string, RuleStatus> Statuses = new(StringComparer.Ordinal)
    {
        ["in-force"] = RuleStatus.InForce,
        ["proposed"] = RuleStatus.Proposed,
    };

    private static readonly Dictionary<string, BasisPurpose> Purposes = Enum.GetValues<BasisPurpose>().ToDictionary(IdOf, StringComparer.Ordinal);

    /// <summary>The id of a purpose in documents.</summary>
    public static string IdOf(BasisPurpose purpose) => BasisPurposes.IdOf(purpose);

    /// <summary>The id of a kind in documents.</summary>
    public static string IdOf(RuleKind kind) => Kinds.First(pair => pair.Value == kind).Key;

    public static RuleDocument Read(FieldReader fields)
    {
        var id = fields.Id();
        var translation = fields.Translation();
        var family = fields.Id("family");
        if (fields.Path != $"rules/{family}/{id}.yaml")
        {
            fields.Report(fields.LineOf("id"), $"The document says it is '{id}' of family '{family}', but lies at {fields.Path}.", $"Move it to rules/{family}/{id}.yaml or change the id.");
        }

        var kind = fields.Choice("kind", Kinds);
        var status = fields.Choice("status", Statuses);
        var since = fields.Date("since");
        var until = fields.Date("until");
        if (since is not null && until is not null && until <= since)
        {
            fields.Report(fields.LineOf("until"), "The rule would end before it begins.", "`until` is the first day on which it no longer counts: put it after `since`.");
        }

        var rule = new Rule(
            id,
            family,
            kind,
            status,
            VocabularyReader.Conditions(fields.OptionalMap("when")),
            Outcome(fields),
            fields.Texts("overrides", required: false),
            since,
            until);
        var document = new RuleDocument(
            rule,
            fields.Path,
            translation,
            fields.ReviewBy,
            fields.Texts("rows", required: false),
            fields.Localized("title"),
            fields.Localized("statement"),
            [.. fields.Maps("basis").Select(Basis)],
            [.. fields.Maps("sources").Select(Citation)],
            fields.Texts(KeysOn, required: false),
            fields.Texts("audience"),
            [.. fields.OptionalMaps("pairs").Select(Pair)],
            Points(fields, "stated"),
            Points(fields, "left-open"));
        fields.Finish();
        CheckShape(fields, document);
        return document;
    }

    private static void CheckShape(FieldReader fields, RuleDocument document)
    {
        var fires = document.Rule.Kind is RuleKind.Liability or RuleKind.Duty or RuleKind.Open;
        if (fires && !document.Rule.Fires)
        {
            fields.Report(fields.LineOf("when"), "A rule of this kind needs conditions.", "Add `when: { dimension: value }`.");
        }

        if (!fires && document.Pairs.Count == 0)
        {
            fields.Report(fields.LineOf("pairs"), "A competence or definition needs pairs.", "List what belongs to the body or term under `pairs`.");
        }

        if (document.Rule.Kind == RuleKind.Liability && document.Rule.Then.Liability is null or Liability.NotCovered)
        {
            fields.Report(fields.LineOf("then"), "A liability rule must say which liability follows.", "Add `liability:` to `then`, or make it a rule of kind open.");
        }

        if (document.Rule.Kind == RuleKind.Open && document.Rule.Then.Liability is not Liability.NotCovered)
        {
            fields.Report(fields.LineOf("then"), "An open rule records a silence of the sources.", "Write `then: { liability: not-covered }`.");
        }

        if (document.Rule.Kind == RuleKind.Liability && (document.Stated.Count < 3 || document.LeftOpen.Count < 2))
        {
            fields.Report(fields.LineOf("stated"), "A liability rule needs at least 3 stated and 2 left-open points.", "Add them: questions about what the sources leave open are made of these.");
        }
    }

    private static Outcome Outcome(FieldReader fields)
    {
        if (fields.OptionalMap("then") is not { } then)
        {
            return Rules.Outcome.Nothing;
        }

        var liability = then.Has("liability") ? then.Choice("liability", LiabilityIds.ById) : (Liability?)null;
        _ = then.OptionalText("liability");
        var outcome = new Outcome(liability, then.Texts("duties", required: false));
        then.Finish();
        return outcome;
    }

    private static Basis Basis(FieldReader fields)
    {
        var place = new LawPlace(fields.Id("instrument"), fields.OptionalText("article"), fields.OptionalText("part"), fields.OptionalText("item"));
        var basis = new Basis(place, fields.Choice("for", Purposes), NamedBy(fields));
        fields.Finish();
        return basis;
    }

    private static SourceParagraph? NamedBy(FieldReader fields)
    {
        if (fields.Is("named-by", Background))
        {
            return null;
        }

        if (fields.Map("named-by") is not { } named)
        {
            return null;
        }

        var paragraph = new SourceParagraph(named.Id("source"), named.Number("paragraph", 1, 9999));
        named.Finish();
        return paragraph;
    }

    private static Citation Citation(FieldReader fields)
    {
        var citation = new Citation(fields.Id("source"), fields.Numbers("paragraphs"), fields.Texts("facts"));
        fields.Finish();
        return citation;
    }

    private static Pair Pair(FieldReader fields)
    {
        var pair = new Pair(fields.Id(), fields.Id("of"), fields.Localized("text"));
        fields.Finish();
        return pair;
    }

    private static List<Point> Points(FieldReader fields, string key)
    {
        var points = new List<Point>();
        foreach (var entry in fields.OptionalMaps(key))
        {
            points.Add(new Point(entry.Id(), entry.Localized("text"), entry.Has("names") ? entry.Choice("names", Purposes) : null, entry.Texts(KeysOn, required: false)));
            _ = entry.OptionalText("names");
            entry.Finish();
        }

        return points;
    }
}
