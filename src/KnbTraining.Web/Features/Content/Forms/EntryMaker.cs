using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>Makes new entries: every field that must be there, empty or with the first of its values.</summary>
public static class EntryMaker
{
    /// <summary>An id that no entry of the section has: the next number, or the letters of a name.</summary>
    public static string? NewId(DocumentFields document, SectionSchema section, string name)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(section);
        if (!section.HasIds)
        {
            return null;
        }

        var taken = section.Entries(document).Select(entry => document.Text($"{entry}/id")).ToHashSet(StringComparer.Ordinal);
        return section.NumberedIds is { } prefix
            ? Enumerable.Range(taken.Count + 1, taken.Count + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:000}")).First(id => !taken.Contains(id))
            : IdOfTitle.Of(name, "entry", taken.Contains);
    }

    /// <summary>Adds an entry to the end of its section.</summary>
    /// <param name="name">What it is called in the language of the page; goes into its first text.</param>
    /// <returns>Where it stands.</returns>
    public static string Add(DocumentFields document, SectionSchema section, string name, EntryChoices choices)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(section);
        document.Add(section.Key, Empty(NewId(document, section, name), section.Fields, choices));
        var entry = section.Entries(document).Last();
        if (section.Fields.FirstOrDefault(field => field.Shape == FieldShape.Languages) is { } named && name.Length > 0)
        {
            document.Set($"{named.PathIn(entry)}/{Cultures.CurrentLanguage}", name);
        }

        return entry;
    }

    public static YamlValue Empty(string? id, IReadOnlyList<FieldSchema> fields, EntryChoices choices)
    {
        ArgumentNullException.ThrowIfNull(fields);
        IEnumerable<(string, YamlValue)> known = id is null ? [] : [("id", YamlValue.Of(id))];
        return YamlValue.Of([.. known, .. fields.Where(field => !field.IsOptional).Select(field => (field.Key, EmptyOf(field, choices)))]);
    }

    public static YamlValue EmptyText() => YamlValue.Of(Languages.All.Select(language => (language, YamlValue.Of(""))));

    private static YamlValue EmptyOf(FieldSchema field, EntryChoices choices) => field.Shape switch
    {
        FieldShape.Languages or FieldShape.LongLanguages => EmptyText(),
        FieldShape.Phrases => YamlValue.Of(Languages.All.Select(language => (language, YamlValue.Of(Array.Empty<string>())))),
        FieldShape.Number => YamlValue.Of(1),
        FieldShape.Flag => YamlValue.Of(false),
        FieldShape.Choice => YamlValue.Of(choices.Among(field.Among)[0].Id),
        FieldShape.Numbers or FieldShape.Several or FieldShape.Parts => YamlValue.Of(Array.Empty<string>()),
        FieldShape.Alternatives => YamlValue.Of([EmptyText()]),
        FieldShape.Mutation => YamlValue.Of([("ignore", YamlValue.Of(choices.Among("dimensions")[0].Id))]),
        _ => YamlValue.Of(""),
    };
}
