using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads <c>stems/*.yaml</c> and <c>vignettes/*.yaml</c>: everything that is a Liquid template.</summary>
internal static class StemReader
{
    public static Stems Read(FieldReader fields)
    {
        fields.Translation();
        var drawing = fields.Has("drawing") ? fields.Number("drawing", 1, Stems.Newest) : 1;
        var texts = new Dictionary<string, IReadOnlyList<LiquidText>>(StringComparer.Ordinal);
        if (fields.Map("texts") is { } map)
        {
            foreach (var entry in map.Entries)
            {
                texts[entry.Key] = Alternatives(map, entry.Key);
            }
        }

        fields.Finish();
        return new Stems(texts, drawing);
    }

    public static Cast Cast(FieldReader fields)
    {
        fields.Translation();
        var genders = new Dictionary<string, bool>(StringComparer.Ordinal) { ["m"] = false, ["f"] = true };
        var cast = new Cast(
            Entries(fields, "people", entry => new CastPerson(entry.Id(), entry.Choice("gender", genders), entry.Localized("name"))),
            Entries(fields, "workplaces", entry => new CastWorkplace(entry.Id(), entry.Localized("at"), entry.Localized("from"))),
            Entries(fields, "destinations", entry => new Named(entry.Id(), entry.Localized("to"))),
            Entries(fields, "carriers", entry => new Named(entry.Id(), entry.Localized("object"))));
        fields.Finish();
        if (cast.People.Count == 0 || cast.Workplaces.Count == 0 || cast.Destinations.Count == 0 || cast.Carriers.Count == 0)
        {
            fields.Report(1, "The cast needs people, workplaces, destinations and carriers.", "Add at least one of each.");
        }

        return cast;
    }

    public static Dictionary<(string Dimension, string Value), IReadOnlyList<LiquidText>> FactSentences(FieldReader fields)
    {
        fields.Translation();
        var sentences = new Dictionary<(string, string), IReadOnlyList<LiquidText>>();
        if (fields.Map("facts") is { } dimensions)
        {
            foreach (var dimension in dimensions.Entries)
            {
                if (dimensions.Map(dimension.Key) is not { } values)
                {
                    continue;
                }

                foreach (var value in values.Entries)
                {
                    sentences[(dimension.Key, value.Key)] = Alternatives(values, value.Key);
                }
            }
        }

        fields.Finish();
        return sentences;
    }

    /// <summary>The stories of an act: those in which it happens, and under <c>ahead</c> those in which it may still happen.</summary>
    public static IReadOnlyList<Story> Stories(FieldReader fields)
    {
        fields.Translation();
        var stories = new[] { (Key: "stories", Ahead: false), (Key: "ahead", Ahead: true) }
            .Where(list => fields.Has(list.Key))
            .SelectMany(list => Entries(fields, list.Key, entry => new Story(
                entry.Id(), Template(entry, entry.Localized("text"), entry.LineOf("text")), entry.Texts("holders"), list.Ahead)))
            .ToList();
        fields.Finish();
        return stories;
    }

    private static List<LiquidText> Alternatives(FieldReader fields, string key) =>
        [.. fields.Nodes(key, required: true).Select(node => Template(fields, fields.AsLocalized(node, key), node.Line))];

    private static LiquidText Template(FieldReader fields, LocalizedText text, int line)
    {
        var template = new LiquidText(text);
        if (template.Errors() is { } error)
        {
            fields.Report(line, error, "Check braces, quotes and `{% if %}` … `{% endif %}`. Nothing but placeholders, `pick` and conditions may stand there.");
        }

        return template;
    }

    private static List<T> Entries<T>(FieldReader fields, string key, Func<FieldReader, T> read)
    {
        var entries = new List<T>();
        foreach (var entry in fields.Maps(key))
        {
            entries.Add(read(entry));
            entry.Finish();
        }

        return entries;
    }
}
