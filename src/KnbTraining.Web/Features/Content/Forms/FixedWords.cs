using KnbTraining.Content.Documents;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>Says in words what a form shows and does not change: conditions over the facts of cases, and names that the program gives.</summary>
public sealed class FixedWords(EntryChoices choices, IStringLocalizer<ContentTexts> words)
{
    /// <param name="dimension">The fact to whose values bare names belong; empty where there is none.</param>
    public string Of(YamlValue? value, string dimension)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        return value switch
        {
            YamlValue.Map map => string.Join("; ", map.Entries.Select(entry => Entry(entry.Key, entry.Value, dimension))),
            YamlValue.List list => string.Join(", ", list.Items.Select(item => Of(item, dimension))),
            YamlValue.Scalar { Text: var text } => ValueOf(dimension, text),
            _ => "–",
        };
    }

    private string Entry(string key, YamlValue value, string dimension) => choices.Among("dimensions").FirstOrDefault(choice => choice.Id == key) is { } named
        ? $"{named.Title}: {Of(value, key)}"
        : $"{ValueOf(dimension, key)} → {Of(value, dimension)}";

    private string ValueOf(string dimension, string id) =>
        choices.Edition.Words.Values.TryGetValue((dimension, id), out var value) ? value[Cultures.CurrentLanguage]
        : words[$"Impact.value.{id}"] is { ResourceNotFound: false } word ? word.Value
        : id;
}
