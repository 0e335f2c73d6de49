using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>Reads the values of a document for a form. What is missing or of another shape is empty: the check says so.</summary>
internal static class FormYaml
{
    public static YamlValue? At(YamlValue? node, string key) => node is YamlValue.Map map ? map[key] : null;

    public static string Text(YamlValue? node, string key) => At(node, key) is YamlValue.Scalar scalar && scalar.Text is not ("null" or "~") ? scalar.Text : "";

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public static List<string> Texts(YamlValue? node) => node switch
    {
        YamlValue.List list => [.. list.Items.OfType<YamlValue.Scalar>().Select(item => item.Text)],
        YamlValue.Scalar { Text: not ("" or "null" or "~") } scalar => [scalar.Text],
        _ => [],
    };

    public static void Fill(Dictionary<string, string> texts, YamlValue? node)
    {
        foreach (var language in Languages.All)
        {
            texts[language] = At(node, language) is YamlValue.Scalar scalar ? scalar.Text : "";
        }
    }

    public static YamlValue Localized(Dictionary<string, string> texts) => YamlValue.Of(Languages.All.Select(language => (language, YamlValue.Of(texts[language]))));

    public static IReadOnlyList<KeyValuePair<string, YamlValue>> Entries(YamlValue? node) => node is YamlValue.Map map ? map.Entries : [];

    public static IReadOnlyList<YamlValue> Items(YamlValue? node) => node is YamlValue.List list ? list.Items : [];

    public static DateOnly? Day(YamlValue? node, string key) =>
        DateOnly.TryParseExact(Text(node, key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
