using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads <c>vocabulary.yaml</c>.</summary>
internal static class VocabularyReader
{
    public const string Path = "vocabulary.yaml";

    private static readonly Dictionary<string, DimensionRole> Roles = new(StringComparer.Ordinal)
    {
        ["act"] = DimensionRole.Act,
        ["person"] = DimensionRole.Person,
        ["position"] = DimensionRole.Position,
        ["background"] = DimensionRole.Background,
    };

    // For editions that were published before a vocabulary named the roles.
    private static readonly Dictionary<string, DimensionRole> FormerRoles = new(StringComparer.Ordinal)
    {
        ["act"] = DimensionRole.Act,
        ["holder"] = DimensionRole.Person,
        ["capacity"] = DimensionRole.Position,
        ["obligation"] = DimensionRole.Background,
    };

    public static (Vocabulary Vocabulary, VocabularyText Words)? Read(FieldReader fields)
    {
        fields.Translation();
        var dimensions = new List<Dimension>();
        var labels = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        var values = new Dictionary<(string, string), LocalizedText>();
        var neverBecomes = new Dictionary<(string, string), IReadOnlyList<string>>();
        var neverVaried = new Dictionary<string, IReadOnlyList<Condition>>(StringComparer.Ordinal);
        var before = fields.Findings.Count;
        foreach (var dimension in fields.Maps("dimensions"))
        {
            var id = dimension.Id();
            labels[id] = dimension.Localized("label");
            neverVaried[id] = Conditions(dimension.OptionalMap("never-varied-with"));
            var condition = Conditions(dimension.OptionalMap("applies-when")) is [var first, ..] ? first : null;
            ReadNeverBecomes(dimension.OptionalMap("never-becomes"), id, neverBecomes);
            var role = dimension.Has("role") ? dimension.Choice("role", Roles) : DimensionRole.Circumstance;
            var valueIds = new List<string>();
            foreach (var value in dimension.Maps("values"))
            {
                var valueId = value.Id();
                valueIds.Add(valueId);
                values[(id, valueId)] = value.Localized("label");
                value.Finish();
            }

            dimensions.Add(new Dimension(id, valueIds, condition) { Role = role });
            dimension.Finish();
        }

        var liabilities = Named(fields, "liabilities");
        foreach (var missing in LiabilityIds.ById.Keys.Where(id => !liabilities.ContainsKey(id)))
        {
            fields.Report(fields.LineOf("liabilities"), $"The liability '{missing}' has no label.", "Add it to the list.");
        }

        var purposes = Named(fields, "basis-purposes");
        foreach (var missing in Enum.GetValues<BasisPurpose>().Select(RuleReader.IdOf).Where(id => !purposes.ContainsKey(id)))
        {
            fields.Report(fields.LineOf("basis-purposes"), $"The purpose '{missing}' has no label.", "Add it to the list.");
        }

        var words = new VocabularyText(
            labels,
            values,
            liabilities.Where(pair => LiabilityIds.ById.ContainsKey(pair.Key)).ToDictionary(pair => LiabilityIds.ById[pair.Key], pair => pair.Value),
            Named(fields, "duties"),
            Named(fields, "bodies"),
            Named(fields, "families"),
            Enum.GetValues<BasisPurpose>().Where(purpose => purposes.ContainsKey(RuleReader.IdOf(purpose))).ToDictionary(purpose => purpose, purpose => purposes[RuleReader.IdOf(purpose)]),
            fields.OptionalMaps("invented-duties").Select(InventedDuty).DistinctBy(duty => duty.Id).ToDictionary(duty => duty.Id, StringComparer.Ordinal),
            neverVaried)
        {
            NeverAsked = [.. fields.OptionalMaps("never-asked").Select(entry => Conditions(entry))],
            OnlyCompared = [.. fields.OptionalMaps("only-compared").Select(entry => Conditions(entry))],
            NeverBecomes = neverBecomes,
            Briefings = [.. fields.OptionalMaps("briefings").Select(Briefing)],
        };
        if (dimensions.TrueForAll(dimension => dimension.Role == DimensionRole.Circumstance))
        {
            dimensions = dimensions.ConvertAll(dimension => dimension with { Role = FormerRoles.GetValueOrDefault(dimension.Id) });
        }

        var needed = Roles.Where(role => role.Value is DimensionRole.Act or DimensionRole.Person);
        foreach (var role in needed.Where(role => dimensions.TrueForAll(dimension => dimension.Role != role.Value)))
        {
            fields.Report(fields.LineOf("dimensions"), $"No dimension has the role '{role.Key}'.", "Give it to one of them.");
        }

        fields.Finish();
        if (fields.Findings.Count > before)
        {
            return null;
        }

        try
        {
            return (new Vocabulary(dimensions), words);
        }
        catch (ArgumentException error)
        {
            fields.Report(fields.LineOf("dimensions"), $"The dimensions do not fit together: {error.Message}", "Mend the list of dimensions.");
            return null;
        }
    }

    /// <summary>A map of dimension to value or list of values. The caller checks that the vocabulary knows them.</summary>
    public static IReadOnlyList<Condition> Conditions(FieldReader? fields) =>
        fields is null ? [] : [.. fields.Entries.Select(entry => new Condition(entry.Key, fields.Texts(entry.Key)))];

    private static void ReadNeverBecomes(FieldReader? fields, string dimension, Dictionary<(string, string), IReadOnlyList<string>> never)
    {
        foreach (var value in fields?.Entries.Select(entry => entry.Key) ?? [])
        {
            never[(dimension, value)] = fields!.Texts(value);
        }
    }

    private static BriefingText Briefing(FieldReader fields)
    {
        var to = fields.Map("to");
        var briefing = new BriefingText(
            fields.Id(),
            new PersonalChange(Conditions(fields.Map("from")), to?.Entries.ToDictionary(entry => entry.Key, entry => to.Text(entry.Key), StringComparer.Ordinal) ?? []),
            fields.Localized("title"),
            fields.Localized("summary"));
        fields.Finish();
        return briefing;
    }

    private static InventedDuty InventedDuty(FieldReader fields)
    {
        var duty = new InventedDuty(fields.Id(), fields.Localized("label"), fields.Id("misconception"), fields.Texts("beside"));
        fields.Finish();
        return duty;
    }

    private static Dictionary<string, LocalizedText> Named(FieldReader fields, string key)
    {
        var named = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (var entry in fields.Maps(key))
        {
            named[entry.Id()] = entry.Localized("label");
            entry.Finish();
        }

        return named;
    }
}
