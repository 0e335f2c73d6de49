using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Web.Features.Content.Editing;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>The fields of a course as a form shows them, and documents that begin one.</summary>
public static class CourseForm
{
    private static readonly string[] Exam = ["minutes", "attempts", "cool-down-hours", "pass"];

    private static readonly string[] Lists = ["lessons", "acknowledgements"];

    private static readonly string[] Refreshers = ["first-gap-percent", "factor", "items"];

    /// <summary>Paths of the fields that the form of a document shows.</summary>
    public static IReadOnlySet<string> Fields(DocumentFields document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var shown = new HashSet<string>(StringComparer.Ordinal)
        {
            "title", "summary", "translation", "audience", "lessons", "acknowledgements", "validity-months", "refreshers", "exam", "exam/parts",
        };
        string[] texts = ["title", "summary", "translation"];
        shown.UnionWith(Languages.All.SelectMany(language => texts.Select(text => $"{text}/{language}")));
        shown.UnionWith(Exam.Select(key => $"exam/{key}"));
        shown.UnionWith(Refreshers.Select(key => $"refreshers/{key}"));
        shown.UnionWith(Lists.SelectMany(list => Enumerable.Range(0, document.Count(list)).Select(i => $"{list}/{i}")));
        for (var i = 0; i < document.Count("exam/parts"); i++)
        {
            var part = PartAt(i);
            shown.UnionWith([part, $"{part}/label", $"{part}/pass", $"{part}/count", $"{part}/families"]);
            shown.UnionWith(Languages.All.Select(language => $"{part}/label/{language}"));
            shown.UnionWith(Enumerable.Range(0, document.Count($"{part}/families")).Select(family => $"{part}/families/{family}"));
        }

        return shown;
    }

    public static string PartAt(int index) => string.Create(CultureInfo.InvariantCulture, $"exam/parts/{index}");

    /// <summary>A course that has a title in one language and everything else still to be written.</summary>
    public static string Create(string id, string language, string title) => YamlEdit.Put(
        string.Create(CultureInfo.InvariantCulture, $"id: {id}\ntranslation: {{ {string.Join(", ", Languages.All.Select(one => $"{one}: draft"))} }}\n"),
        "",
        YamlValue.Of(
            ("id", YamlValue.Of(id)),
            ("translation", YamlValue.Of(Languages.All.Select(one => (one, YamlValue.Of("draft"))))),
            ("title", Localized(language, title)),
            ("summary", Localized(language, "")),
            ("audience", YamlValue.Of(Array.Empty<string>())),
            ("lessons", YamlValue.Of(Array.Empty<string>())),
            ("validity-months", YamlValue.Of(12)),
            ("exam", YamlValue.Of(
                ("minutes", YamlValue.Of(20)),
                ("attempts", YamlValue.Of(3)),
                ("cool-down-hours", YamlValue.Of(24)),
                ("pass", YamlValue.Of(80)),
                ("parts", YamlValue.Of([NewPart("part-1")]))))));

    /// <summary>Adds a part without a label; its id is a number that no other part has.</summary>
    public static void AddPart(DocumentFields document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var taken = Enumerable.Range(0, document.Count("exam/parts")).Select(i => document.Text($"{PartAt(i)}/id")).ToHashSet(StringComparer.Ordinal);
        document.Add("exam/parts", NewPart(Enumerable.Range(1, taken.Count + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"part-{number}")).First(id => !taken.Contains(id))));
    }

    private static YamlValue NewPart(string id) => YamlValue.Of(
        ("id", YamlValue.Of(id)),
        ("label", Localized("", "")),
        ("count", YamlValue.Of(5)),
        ("families", YamlValue.Of(Array.Empty<string>())));

    private static YamlValue Localized(string language, string text) =>
        YamlValue.Of(Languages.All.Select(one => (one, YamlValue.Of(one == language ? text : ""))));
}
